import fc from 'fast-check'
import { compose } from './compose.ts'
import type { History, PublicName } from './history.ts'

/**
 * Random histories of up to `length` calls. fast-check draws numbers; what they mean is read off with a rough idea of what the calls so
 * far have done, so that most calls collide with others: links, merges, what was unlinked and is linked again.
 */
export function histories(names: readonly PublicName[], length = 40): fc.Arbitrary<History> {
  const numbers = fc.array(fc.noBias(fc.nat({ max: 9999 })), { minLength: 14, maxLength: 14 })
  const ofLength = (minLength: number, maxLength: number): fc.Arbitrary<number[][]> =>
    fc.array(numbers, { minLength, maxLength, size: 'max' })
  const draws = fc.oneof(
    { weight: 1, arbitrary: ofLength(1, Math.min(5, length)) },
    { weight: 6, arbitrary: ofLength(Math.min(6, length), Math.min(16, length)) },
    { weight: 3, arbitrary: ofLength(Math.min(17, length), length) },
  )
  return fc.tuple(numbers, draws).map(([first, rest]) => ({ steps: compose(names, first, rest) }))
}

/** The history with this number under a seed; the same on every machine. */
export function historyAt(names: readonly PublicName[], seed: number, index: number, length?: number): History {
  const [history] = fc.sample(histories(names, length), { seed: (seed + index * 7919) | 0, numRuns: 1 })
  return history as History
}
