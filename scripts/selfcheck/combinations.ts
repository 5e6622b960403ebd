import { type Variation, variations } from '../../fixtures/variations/index.ts'
import { matchesPattern } from '../../harness/requirement/index.ts'
import type { Judged } from './judge.ts'
import { generator } from './random.ts'

/** Any value of an option, and one of the clocks: these exclude each other. */
const topicOf = ({ id }: Variation): string => (id.startsWith('clock-') ? 'clock' : (id.split('=')[0] ?? id))

/** `count` different selections of variations, each of which is in about every third one; the same for a seed. */
export function combinations(count: number, seed: number): Variation[][] {
  const random = generator(seed)
  return Array.from({ length: count }, () => {
    const chosen = new Map<string, Variation>()
    for (const variation of variations) if (random() < 1 / 3) chosen.set(topicOf(variation), variation)
    return variations.filter((variation) => chosen.get(topicOf(variation)) === variation)
  })
}

export const specOf = (chosen: readonly Variation[]): string =>
  ['reference', ...chosen.map(({ id }) => `variation:${id}`)].join('+')

/** Failures that no evidence backs, and our own errors: one line each. */
export function falseAlarms(chosen: readonly Variation[], checks: readonly Judged[]): string[] {
  const backed = chosen.flatMap(({ contradicts }) => contradicts)
  return checks.flatMap(({ id, level, requirement, verdict, text }) => {
    if (verdict === 'harness-error') return [`${id}: ${verdict}: ${text}`]
    if (verdict !== 'fail') return []
    const isBacked = level !== 'MUST' && backed.some((pattern) => matchesPattern(requirement, pattern))
    return isBacked ? [] : [`${level} ${id}: ${text}`]
  })
}
