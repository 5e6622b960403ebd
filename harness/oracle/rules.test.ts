import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseCatalogue } from '../cli/catalogue.ts'
import { readRequirements } from '../cli/suite.ts'
import type { Choice, Rule } from './rule.ts'

const folder = import.meta.dirname
const modules = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(
      (file) =>
        import(path.join(folder, file)) as Promise<{ rules?: Record<string, Rule>; choices?: Record<string, Choice> }>,
    ),
)
const rules = modules.flatMap((module) => Object.values(module.rules ?? {}))
const choices = modules.flatMap((module) => Object.values(module.choices ?? {}))
const requirements = new Map((await readRequirements()).map((row) => [row.id, row]))
const catalogue = parseCatalogue(readFileSync(path.join(folder, '../../docs/evidence.md'), 'utf8'))

test('each rule is the sentence of a requirement that binds', () => {
  expect(rules.length).toBeGreaterThan(60)
  for (const { requirement, sentence } of rules) {
    const row = requirements.get(requirement)
    expect([requirement, row?.sentence]).toEqual([requirement, sentence])
    expect([requirement, row?.level, row?.excluded]).not.toEqual([requirement, 'MAY', undefined])
    expect([requirement, row?.excluded]).toEqual([requirement, undefined])
  }
})

test('each rule and each open question cites facts of the catalogue', () => {
  expect(rules.filter(({ facts }) => facts.length === 0)).toEqual([])
  expect(rules.flatMap(({ facts }) => facts).filter((id) => !catalogue.has(id))).toEqual([])
  expect(choices.length).toBeGreaterThan(20)
  expect(choices.filter(({ question }) => !catalogue.has(question))).toEqual([])
  expect(choices.filter(({ sentence }) => !sentence.startsWith('this target '))).toEqual([])
})
