import { specOf } from './combinations.ts'
import type { Job, Judged } from './judge.ts'
import { generator } from './random.ts'
import { variations } from '../../fixtures/variations/index.ts'

/** What a run must not depend on, besides the order of the checks: how many run at once, a slow target, a clock that steps. */
const concurrencies = [1, 4, 16]
const disturbances = ['latency-and-jitter', 'clock-steps', 'clock-ahead', 'clock-behind']

/** Full runs against a target, each in another order; those of the reference are disturbed as well. The same for a seed. */
export function flakeJobs(spec: string, count: number, seed: number): Job[] {
  const random = generator(seed)
  return Array.from({ length: count }, (_, index) => {
    const disturbed = variations.filter(({ id }) => disturbances.includes(id) && random() < 1 / 3)
    return {
      spec: spec === 'reference' ? specOf(disturbed) : spec,
      order: seed * 10_000 + index,
      concurrency: concurrencies[index % concurrencies.length] ?? 1,
    }
  })
}

/** A check that did not end alike in all runs. */
export interface Flake {
  id: string
  /** How often it ended so, and the first run and text of each kind. */
  ended: Record<string, { times: number; first: Job; text: string }>
}

export interface Run {
  job: Job
  checks: readonly Judged[]
}

/** Checks that ended differently, or that some runs did not have. */
export function flakesOf(runs: readonly Run[]): Flake[] {
  const all = new Map<string, Flake['ended']>()
  for (const { job, checks } of runs) {
    for (const { id, verdict, text } of checks) {
      const ended = all.get(id) ?? {}
      const known = ended[verdict]
      ended[verdict] = known === undefined ? { times: 1, first: job, text } : { ...known, times: known.times + 1 }
      all.set(id, ended)
    }
  }
  const isSteady = (ended: Flake['ended']): boolean => Object.values(ended).some(({ times }) => times === runs.length)
  return [...all].filter(([, ended]) => !isSteady(ended)).map(([id, ended]) => ({ id, ended }))
}
