import type { Expectation } from '../repro/index.ts'

/**
 * pass, fail: judged. observed: what a target does where evidence is open. indeterminate: time-out, throttling or transport.
 * not-implemented: the target lacks the operation. not-applicable: the target was not configured for it. untestable: a
 * precondition does not hold. harness-error: our fault.
 */
export const verdicts = [
  'pass',
  'fail',
  'observed',
  'indeterminate',
  'not-implemented',
  'not-applicable',
  'untestable',
  'harness-error',
] as const

export type Verdict = (typeof verdicts)[number]

/** Ends a check as failed: the target answered otherwise than the requirement demands. */
export class Failure extends Error {
  readonly expected: string
  readonly got: string
  /** Where in the answer, for example `GetId answer, IdentityId`. */
  readonly at: string
  /** The same for a program; absent where it cannot be said so plainly. */
  readonly expectation: Expectation | undefined

  constructor(expected: string, got: string, at: string, expectation?: Expectation) {
    super(`expected ${expected}, got ${got} (${at})`)
    this.expectation = expectation
    this.name = 'Failure'
    this.expected = expected
    this.got = got
    this.at = at
  }
}

/** Ends a check without judgement; `reason` is the cause, worded alike for all checks that share it. */
export class Unjudged extends Error {
  readonly verdict: Exclude<Verdict, 'pass' | 'fail' | 'observed' | 'harness-error'>

  constructor(verdict: Unjudged['verdict'], reason: string) {
    super(reason)
    this.name = 'Unjudged'
    this.verdict = verdict
  }
}

export const untestable = (cause: string): Unjudged => new Unjudged('untestable', cause)
export const indeterminate = (cause: string): Unjudged => new Unjudged('indeterminate', cause)
export const notApplicable = (cause: string): Unjudged => new Unjudged('not-applicable', cause)
export const notImplemented = (operation: string): Unjudged =>
  new Unjudged('not-implemented', `${operation} is not implemented`)
