import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange, Trace } from '../client/index.ts'
import type { Expectation } from '../repro/index.ts'
import { Failure, Unjudged, untestable, withoutIds } from '../verdict/index.ts'

/** What one attempt of a check has said so far. */
export interface Attempt {
  judgements: number
  observations: string[]
  trace: Trace
}

const current = new AsyncLocalStorage<Attempt>()

export function runAttempt<Result>(attempt: Attempt, body: () => Promise<Result>): Promise<Result> {
  return current.run(attempt, body)
}

/** Exchanges of the check that is under way. */
export function currentExchanges(): readonly Exchange[] {
  return current.getStore()?.trace.exchanges ?? []
}

/**
 * The one place where a check is decided: `ok`, or a `Failure`. All other expectations come down to it. `expectation` says the same for
 * a repro; without it a repro can only tell whether the answer has changed.
 */
export function judge(ok: boolean, expected: string, got: string, at: string, expectation?: Expectation): void {
  const attempt = current.getStore()
  if (attempt !== undefined) attempt.judgements += 1
  if (!ok) throw new Failure(expected, got === '' ? 'nothing' : got, at, expectation)
}

/** Has repros go on where this call is refused. */
export function tolerate(exchange: Exchange): void {
  current.getStore()?.trace.tolerated.add(exchange)
}

/** Writes down what the target does where evidence is open. Only for MAY requirements. */
export function observe(observation: string): void {
  current.getStore()?.observations.push(observation)
}

/**
 * Makes a precondition of what would be a judgement: where it does not hold the check is untestable, not failed.
 * For the sameness that has to be shown before a change, and the sound call before a refusal.
 */
export async function given<Result>(expectation: PromiseLike<Result>): Promise<Result> {
  const attempt = current.getStore()
  const before = attempt?.judgements ?? 0
  try {
    return await expectation
  } catch (error) {
    if (error instanceof Failure) throw unmet(error)
    throw error
  } finally {
    if (attempt !== undefined) attempt.judgements = before
  }
}

export function isUnjudged(error: unknown): error is Unjudged {
  return error instanceof Unjudged
}

/** The cause that all checks share whose precondition failed in the same way. */
export function unmet({ expected, at }: Failure): Unjudged {
  return untestable(`precondition: expected ${withoutIds(expected)} (${withoutIds(at)})`)
}
