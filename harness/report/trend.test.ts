import { expect, test } from 'vitest'
import { type CheckResult, type Results, assembleResults, compareResults, renderFormat, trendOf } from './index.ts'

type Verdicts = Record<string, CheckResult['verdict'] | { formerly: string[] }>

/** A run on a day of January with checks by name; one with former ids passes. */
function runOn(day: number, verdicts: Verdicts, more: Partial<Results['run']> = {}, name = 'ann'): Results {
  const words = { topic: 'a', title: 't', sentence: 'Water is wet.', kind: 'scenario' as const }
  const checks = Object.entries(verdicts).map(([id, is]): CheckResult => {
    const outcome = typeof is === 'string' ? { verdict: is } : { verdict: 'pass' as const, ...is }
    const common = { id, requirement: 'a/b', level: 'MUST' as const, ...words, ...outcome, durationMs: 1, requests: 1 }
    if (common.verdict !== 'fail') return common
    const difference = { message: 'm', expected: 'wet', got: 'dry', at: 'here', signature: 's' }
    return { ...common, failure: { ...difference, reproduced: 'always', exchanges: [], repro: { command: 'run' } } }
  })
  const target = {
    spec: 'x',
    kind: 'endpoint',
    name,
    version: null,
    digest: null,
    region: 'r',
    declared: {},
    probed: {},
  }
  const startedAt = `2027-01-0${day}T00:00:00.000Z`
  const run = { startedAt, durationMs: 1, requests: 1, partial: false, command: 'run', level: 'MUST' as const, ...more }
  const suite = { name: 'suite', version: '0.1.0', revision: null, seed: 1 }
  return assembleResults({ suite, target, run, operations: {}, sightings: new Set() }, checks)
}

test('a trend goes from the oldest run to the latest, each with what moved since the one before', async () => {
  const runs = [runOn(2, { 'a/b/1': 'fail', 'a/b/2': 'pass' }), runOn(1, { 'a/b/1': 'pass', 'a/b/2': 'fail' })]
  const other = runOn(1, { 'a/b/1': 'fail' }, {}, 'bob')
  const latest = runOn(3, { 'a/b/1': 'pass', 'a/b/2': 'pass' }, { partial: true })
  const trend = trendOf([...runs, other, latest], latest)
  const brief = trend.points.map(({ startedAt, must, fixed, regressed, isIncomplete }) => [
    startedAt.slice(8, 10),
    must.verdicts.fail,
    fixed,
    regressed,
    isIncomplete,
  ])
  expect(brief).toEqual([
    ['01', 1, null, null, false],
    ['02', 1, 1, 1, false],
    ['03', 0, 1, 0, true],
  ])
  expect(trend.cautions).toEqual(['1 of the results are of another target than ann'])
  const text = await renderFormat('text', { results: [latest], trend })
  expect(text).toMatch(/2027-01-03 00:00 +0\.1\.0 +2 +0 +0 +0\.00 +1\.00 +1 fixed, 0 regressed, incomplete/)
  expect(await renderFormat('html', { results: [latest], trend })).toContain('id="trend"')
})

test('a renamed check is the same check, and a run of some checks lost none', () => {
  const [older, newer] = [
    runOn(1, { 'a/b/old': 'fail', 'a/b/2': 'pass' }),
    runOn(2, { 'a/b/new': { formerly: ['a/b/old'] } }),
  ]
  const moved = compareResults(older, newer)
  expect(moved.fixed.map(({ id }) => id)).toEqual(['a/b/new'])
  expect([moved.added, moved.removed.map(({ id }) => id)]).toEqual([[], ['a/b/2']])
  const part = compareResults(older, { ...newer, run: { ...newer.run, restricted: true } })
  expect([part.removed, part.cautions]).toEqual([[], ['the newer run was one of some checks only']])
})
