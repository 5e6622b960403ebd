import { afterAll, beforeAll, expect, test } from 'vitest'
import { variations } from '../../fixtures/variations/index.ts'
import { readRequirements } from '../../harness/cli/suite.ts'
import { matchesPattern } from '../../harness/requirement/index.ts'
import { combinations, falseAlarms, specOf } from './combinations.ts'
import { type Judge, type Judged, createJudge } from './judge.ts'

let judge: Judge
beforeAll(async () => {
  judge = await createJudge({ cases: 2, concurrency: 16, timeLimitMs: 60_000 })
})
afterAll(() => judge.close())

test('variations have ids of their own and one sentence each', () => {
  expect(new Set(variations.map(({ id }) => id)).size).toBe(variations.length)
  expect(variations.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary)).map(({ id }) => id)).toEqual([])
})

test('what a variation may break is demanded at SHOULD', async () => {
  const shoulds = (await readRequirements()).filter(({ level }) => level === 'SHOULD')
  const unknown = variations
    .flatMap(({ contradicts }) => contradicts)
    .filter((pattern) => !shoulds.some(({ id }) => matchesPattern(id, pattern)))
  expect(unknown).toEqual([])
})

test('combinations are the same for a seed, and take one value of each option', () => {
  const ids = (seed: number): string[] => combinations(10, seed).map(specOf)
  expect(ids(1)).toEqual(ids(1))
  expect(ids(1)).not.toEqual(ids(2))
  const options = combinations(50, 3).map((chosen) => chosen.map(({ id }) => id.split('=')[0]))
  expect(options.filter((names) => new Set(names).size < names.length)).toEqual([])
})

test('a failure that evidence backs is no false alarm', () => {
  const failed = (requirement: string, level: Judged['level']): Judged => ({
    id: `${requirement}/check`,
    requirement,
    level,
    topic: 'wire',
    verdict: 'fail',
    text: 'why',
    calls: [],
  })
  const namespaced = variations.filter(({ id }) => id === 'type-with-namespace')
  expect(falseAlarms(namespaced, [failed('wire/bare-type', 'SHOULD')])).toEqual([])
  expect(falseAlarms(namespaced, [failed('wire/bare-type', 'MUST')])).toEqual(['MUST wire/bare-type/check: why'])
  expect(falseAlarms(namespaced, [failed('wire/type', 'SHOULD')])).toEqual(['SHOULD wire/type/check: why'])
})

/** Of each topic the first requirements: a sample; `npm run selfcheck:variation` takes all. */
const sampled = 12

test.each(combinations(2, 7).map((chosen) => [specOf(chosen), chosen] as const))(
  'no check of a sample takes a permitted combination for a deviation: %s',
  async (spec, chosen) => {
    const all = await readRequirements()
    const requirements = all.flatMap(({ id, topic, level }) => {
      const before = all.filter((one) => one.topic === topic && one.level !== 'MAY')
      return level !== 'MAY' && before.findIndex((one) => one.id === id) < sampled ? [id] : []
    })
    const checks = await judge.judge({ spec, requirements })
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(100)
    expect(falseAlarms(chosen, checks)).toEqual([])
  },
  120_000,
)
