import type { Exchange } from '../client/index.ts'
import type { Program } from '../repro/index.ts'
import type { Verdict } from './verdict.ts'
import type { Level } from '../requirement/index.ts'

export type Kind = 'scenario' | 'property' | 'law' | 'wire'

/** What is known of a check before it runs. */
export interface CheckIdentity {
  /** `requirement id/title-in-words`. */
  id: string
  /** Ids that it had in earlier versions of the suite; absent where there were none. */
  formerly?: string[]
  requirement: string
  /** The requirement's sentence. */
  sentence: string
  level: Level
  kind: Kind
  topic: string
  title: string
  /** Edges that one request tries at once. */
  covers?: Covered[]
  /** The check looks back at all others, so that each shard of a run has it. */
  isOfWholeRun?: true
}

/** An edge of the service model that a check tries. */
// A type and not an interface, so that it fits the open records of the results schema.
export type Covered = {
  /** Operation, member path and kind, as `constraintName` of the service model writes them: `GetId.Logins{=} max`. */
  constraint: string
  side: 'allowed' | 'refused'
}

/** What became of a check. Plain data: it crosses from the worker to the main thread. */
export interface Outcome {
  verdict: Verdict
  durationMs: number
  /** Requests that the check itself made, set-up of shared pools not counted. */
  requests: number
  /** Why nothing was judged. */
  reason?: string
  observation?: string
  failure?: FailureReport
  /** Pairs of operation and declared error that a passing check saw: `GetId/NotAuthorizedException`. */
  provokes?: string[]
  /** What of the service model no check before this one had seen; see `ModelWatch`. */
  sightings?: string[]
}

/** `histories`: random ones; `relation`: ones that are played twice and compared; `race`: calls made at once. */
export type LawKind = 'histories' | 'relation' | 'race'

/** One cause that a law found, with the shortest history that shows it. Plain data, without ids and tokens. */
// A type and not an interface, so that it fits the open records of the results schema.
export type LawCase = {
  /** Id of the check. */
  law: string
  kind: LawKind
  /** Of a comparison. */
  relation?: string
  /** Alike for the same cause in other histories, runs and targets. */
  signature: string
  /** Id of the requirement that the target broke, and what it says. */
  requirement: string
  sentence: string
  operation: string
  /** Every answer that would have been permitted. */
  expected: string[]
  got: string
  /** One sentence for each call. */
  story: string[]
  /** What `replay` plays: a `History` of harness/law. */
  history: { steps: unknown[] }
  /** Calls of the history. */
  calls: number
  /** Histories of the run that showed it. */
  seen: number
  reproduced: FailureReport['reproduced']
  /** Of calls made at once: an order that explains the most of their answers. */
  order?: string
}

export interface FailureReport {
  message: string
  expected: string
  got: string
  at: string
  /** Whether another attempt in a fresh world failed too; `once` where there could be none. */
  reproduced: 'always' | 'sometimes' | 'once'
  exchanges: Exchange[]
  /** The calls that show it again, or why there are none; absent where nobody looked. */
  program?: Program | { reason: string }
  /** Of a law: every cause that it found, the one above first. */
  cases?: LawCase[]
  /** How fast-check finds the counterexample again. */
  property?: { seed: number; path: string; counterexample: string; cases: number }
}
