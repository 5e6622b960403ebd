import { createHash } from 'node:crypto'
import { withoutIds } from '../verdict/index.ts'
import type { Exchange } from '../client/index.ts'
import type { History } from './history.ts'
import type { FoundViolation, Played } from './play.ts'
import { createNames, tell } from './story.ts'

/** What a law found on one playing of a history. Plain data but for the exchanges. */
export interface Finding {
  /** Alike for the same cause in other histories, runs and targets. */
  signature: string
  /** Id of the requirement that the target broke. */
  requirement: string
  /** What that requirement says. */
  sentence: string
  operation: string
  /** Every answer that would have been permitted. */
  expected: string[]
  got: string
  /** One sentence for each call. */
  story: string[]
  /** Up to the call that showed it, the audit included. */
  history: History
  exchanges: Exchange[]
  /** Of calls made at once: an order that explains the most of their answers. */
  order?: string
}

export function toFinding(played: Played & { violation: FoundViolation }): Finding {
  const { steps, lines, violation, cast } = played
  const names = createNames(lines, cast)
  const { requirement, operation, order } = violation
  const got = names.text(violation.got)
  return {
    signature: signatureOf(requirement, operation, got),
    requirement,
    sentence: violation.sentence,
    operation,
    expected: violation.expected.map((one) => names.text(one)),
    got,
    story: tell(steps, lines, names),
    history: { steps },
    exchanges: lines.flatMap(({ performed }) => performed.exchanges),
    ...(order === undefined ? {} : { order: `call ${order.join(', then ')}` }),
  }
}

/** By cause: which rule broke, at which operation, and by what kind of answer; not by who was concerned. */
export function signatureOf(requirement: string, operation: string, got: string): string {
  // Whom an accepted answer named differs from history to history.
  const kind = /^(accepted|I\d+|users|logins of|not processed)/.test(got)
    ? 'accepted'
    : withoutIds(got).replaceAll(/\d+/g, '<n>')
  return createHash('sha256').update([requirement, operation, kind].join('\n')).digest('hex').slice(0, 16)
}
