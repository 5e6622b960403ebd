import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cognitoIdentityModel, reachableShapes } from '../../fixtures/service-model/index.ts'
import { edges, operationsWithOutput } from '../../suites/validation/cases.ts'
import * as validation from '../../suites/validation/requirements.ts'
import { type Fact, parseCatalogue, parseUnused } from '../cli/catalogue.ts'
import { readRequirements } from '../cli/suite.ts'
import type { Requirement } from './index.ts'

const root = path.join(import.meta.dirname, '../..')
const catalogue = parseCatalogue(readFileSync(path.join(root, 'docs/evidence.md'), 'utf8'))
const requirements = await readRequirements()
const suites = readdirSync(path.join(root, 'suites'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('requirements.ts'))
  .map((file) => readFileSync(path.join(root, 'suites', file), 'utf8'))
  .join('\n')

const factsOf = (row: Requirement): Fact[] =>
  row.evidence
    .flatMap((evidence) => (evidence.kind === 'facts' ? evidence.ids : []))
    .flatMap((id) => catalogue.get(id) ?? [])

const idsOf = (rows: readonly Requirement[]): string[] => rows.map(({ id }) => id)

test('there are requirements, each under an id of its own', () => {
  expect(requirements.length).toBeGreaterThan(50)
  expect(new Set(idsOf(requirements)).size).toBe(requirements.length)
  expect(idsOf(requirements).filter((id) => !/^[a-z][a-z-]*\/[a-z][a-z0-9-]*$/.test(id))).toEqual([])
})

test('no former id is in use, or stands for two requirements', () => {
  const former = requirements.flatMap((row) => row.formerly ?? [])
  expect(former.filter((id) => idsOf(requirements).includes(id) || !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([])
  expect(new Set(former).size).toBe(former.length)
})

test('every requirement is one sentence with evidence', () => {
  expect(idsOf(requirements.filter(({ sentence }) => !/^[A-Z].*\.["”]?$/s.test(sentence)))).toEqual([])
  expect(idsOf(requirements.filter(({ evidence }) => evidence.length === 0))).toEqual([])
})

test('every cited fact is in the catalogue, every document has an address', () => {
  const evidence = requirements.flatMap((row) => row.evidence)
  const cited = evidence.flatMap((one) => (one.kind === 'facts' ? one.ids : []))
  expect(cited.filter((id) => !catalogue.has(id))).toEqual([])
  const urls = evidence.flatMap((one) => (one.kind === 'document' ? [one.url] : []))
  expect(urls.filter((url) => !/^https:\/\/[\w.-]+\//.test(url))).toEqual([])
})

test('a MUST has a public address and more than a deduction behind it', () => {
  const isStrong = ({ grade, urls }: Fact): boolean =>
    urls.length > 0 && !/^(inferred|open|conflict|staff|observed \((weak|single)\))/.test(grade)
  const weak = requirements.filter(
    (row) =>
      row.level === 'MUST' && !row.evidence.some((one) => one.kind === 'document') && !factsOf(row).some(isStrong),
  )
  expect(idsOf(weak)).toEqual([])
})

/** Requirements whose checks are generated from the service model. */
const generated = new Set(
  [
    ...edges.allowed.map(({ operation }) => validation.allowed[operation]),
    ...edges.refused.flatMap(({ operation }) => [validation.refusedInput[operation], validation.code[operation]]),
    ...operationsWithOutput.map(({ operation }) => validation.answers[operation]),
  ].map((row) => row?.id),
)

test('every requirement is judged by a check, or excluded with a reason', () => {
  const isCited = ({ topic, id }: Requirement): boolean => {
    const property = id.slice(topic.length + 1).replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    return new RegExp(`\\.${property}\\b`).test(suites)
  }
  const unjudged = requirements.filter((row) => row.excluded === undefined && !generated.has(row.id) && !isCited(row))
  expect(idsOf(unjudged)).toEqual([])
})

test('validation cites the facts on the shapes that an operation has', () => {
  const shapes = [...catalogue.values()]
    .filter(({ id }) => id.startsWith('CON-'))
    .map(({ statement }) => /^\w+/.exec(statement)?.[0] ?? '')
  const reachable = (name: string | null): string[] => {
    const found = name === null ? new Set<string>() : reachableShapes(cognitoIdentityModel, name)
    return shapes.flatMap((shape, index) => (found.has(shape) ? [`CON-${String(index + 1).padStart(2, '0')}`] : []))
  }
  const citedBy = (row: Requirement): string[] => factsOf(row).flatMap(({ id }) => (id.startsWith('CON-') ? [id] : []))
  for (const operation of Object.keys(validation.answers) as (keyof typeof validation.answers)[]) {
    const { input = null, output = null } = cognitoIdentityModel.operations[operation] ?? {}
    expect(citedBy(validation.refusedInput[operation]), operation).toEqual(reachable(input))
    expect(citedBy(validation.answers[operation]), operation).toEqual(reachable(output))
  }
})

const cited = new Set(
  requirements.flatMap((row) => row.evidence).flatMap((one) => (one.kind === 'facts' ? one.ids : [])),
)

test('every fact is cited by a requirement, or is listed as unused with a reason', () => {
  const unused = parseUnused(readFileSync(path.join(root, 'docs/unused-facts.md'), 'utf8'))
  expect([...catalogue.keys()].filter((id) => !cited.has(id) && !unused.has(id))).toEqual([])
  expect([...unused.keys()].filter((id) => cited.has(id) || !catalogue.has(id))).toEqual([])
  expect([...unused].filter(([, reason]) => reason === '')).toEqual([])
})
