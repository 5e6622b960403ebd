import { expect, test } from 'vitest'
import { flakeJobs, flakesOf } from './flakes.ts'
import type { Judged } from './judge.ts'

const judged = (id: string, verdict: Judged['verdict']): Judged => ({
  id,
  requirement: 'linking/a',
  level: 'MUST',
  topic: 'linking',
  verdict,
  text: `because it is ${verdict}`,
  calls: [],
})
const run = (order: number, ...checks: Judged[]) => ({ job: { spec: 'reference', order, concurrency: 4 }, checks })

test('checks that end alike in all runs are steady, whatever the verdict', () => {
  const checks = [judged('linking/a/one', 'pass'), judged('linking/a/two', 'fail')]
  expect(flakesOf([run(1, ...checks), run(2, ...checks.toReversed())])).toEqual([])
})

test('a check that ends differently once is a flake, with the run that shows it', () => {
  const [flake, ...others] = flakesOf([
    run(1, judged('linking/a/one', 'pass')),
    run(2, judged('linking/a/one', 'indeterminate')),
    run(3, judged('linking/a/one', 'pass')),
  ])
  expect(others).toEqual([])
  expect(flake?.id).toBe('linking/a/one')
  expect(flake?.ended).toMatchObject({
    pass: { times: 2, first: { order: 1 } },
    indeterminate: { times: 1, first: { order: 2 }, text: 'because it is indeterminate' },
  })
})

test('a check that a run lacks is a flake', () => {
  expect(flakesOf([run(1, judged('linking/a/one', 'pass')), run(2)]).map(({ id }) => id)).toEqual(['linking/a/one'])
})

test('runs are the same for a seed, in different orders, with 1, 4 and 16 checks at once', () => {
  const jobs = flakeJobs('reference', 30, 5)
  expect(flakeJobs('reference', 30, 5)).toEqual(jobs)
  expect(new Set(jobs.map(({ order }) => order)).size).toBe(30)
  expect(new Set(jobs.map(({ concurrency }) => concurrency))).toEqual(new Set([1, 4, 16]))
  expect(jobs.some(({ spec }) => spec.includes('clock-steps'))).toBe(true)
  expect(flakeJobs('http://127.0.0.1:1', 3, 5).map(({ spec }) => spec)).toEqual(Array(3).fill('http://127.0.0.1:1'))
})
