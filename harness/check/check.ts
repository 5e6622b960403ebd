import type { Exchange } from '../client/index.ts'
import { Trace, inScope } from '../client/index.ts'
import { makeProgram } from '../repro/index.ts'
import { ModelWatch, provokedErrors } from '../model/index.ts'
import { Failure, indeterminate } from '../verdict/index.ts'
import type { Needs, Scene, World } from '../world/index.ts'
import { type Attempt, currentExchanges, isUnjudged, runAttempt } from './judgement.ts'
import type { Requirement } from '../requirement/index.ts'
import { inWords } from '../requirement/index.ts'
import type { CheckIdentity, FailureReport, Kind, Outcome } from '../verdict/index.ts'

export type Body = (scene: Scene, attempt: { number: number }) => Promise<void>

/** One executable judgement of one requirement. */
export interface Check extends CheckIdentity {
  needs: Needs
  body: Body
  /** Text in which operations are looked for when a run is restricted to some. */
  source: string
}

/** What a check shows, in words; where it was worded otherwise in earlier versions of the suite, those too. */
export type Title = string | { title: string; formerly: readonly string[] }

/** A check that was renamed: `renamed('a guest', 'an unauthenticated one')`. */
export function renamed(title: string, ...formerTitles: [string, ...string[]]): Title {
  return { title, formerly: formerTitles }
}

export function createCheck(
  kind: Kind,
  requirement: Requirement,
  wording: Title,
  needs: Needs,
  body: Body,
  source: string,
): Check {
  const { level, topic, sentence } = requirement
  const { title, formerly: formerTitles } = typeof wording === 'string' ? { title: wording, formerly: [] } : wording
  const [id = '', ...formerIds] = [requirement.id, ...(requirement.formerly ?? [])].flatMap((name) =>
    [title, ...formerTitles].map((text) => `${name}/${inWords(text)}`),
  )
  const formerly = formerIds.length === 0 ? {} : { formerly: formerIds }
  return { id, ...formerly, requirement: requirement.id, sentence, level, kind, topic, title, needs, body, source }
}

/** A failure with what fast-check knows of it. */
export class PropertyFailure extends Failure {
  readonly property: NonNullable<FailureReport['property']>
  /** `at` without the case. */
  readonly place: string

  constructor(failure: Failure, property: PropertyFailure['property']) {
    super(failure.expected, failure.got, `${failure.at}; for ${property.counterexample}`, failure.expectation)
    this.place = failure.at
    this.property = property
  }
}

const exchangesKept = 20

/** All exchanges of the worker's checks go through it. */
let modelWatch = new ModelWatch()

/** Where one worker judges several targets: what was seen of the one before says nothing about the next. */
export function watchAnew(): void {
  modelWatch = new ModelWatch()
}

/** Has exchanges that no check's trace holds compared with the service model. */
export function watchExchanges(exchanges: readonly Exchange[]): void {
  modelWatch.see(exchanges)
}

/** What of the service model was seen for the first time since the last call of this. */
export function newSightings(): Pick<Outcome, 'sightings'> {
  const sightings = modelWatch.takeSightings()
  return sightings.length === 0 ? {} : { sightings }
}

/** Where accepted answers of the operation did not fit the service model so far; undefined where there was none. */
export function answerViolations(operation: string): readonly string[] | undefined {
  modelWatch.see(currentExchanges())
  return modelWatch.violationsOf(operation)
}

/** Runs a check to its outcome; a failing one once more in a fresh world. Never rejects. */
export async function runCheck(check: Check, world: World, timeLimitMs: number): Promise<Outcome> {
  const startedAt = performance.now()
  const first = await attempt(check, world, 1, timeLimitMs)
  modelWatch.see(world.setup.exchanges)
  modelWatch.see(first.trace.exchanges)
  let requests = first.trace.exchanges.length
  let outcome: Omit<Outcome, 'durationMs' | 'requests'>
  if (first.failure === undefined) {
    const provokes = first.outcome.verdict === 'pass' ? provokedErrors(first.trace.exchanges) : []
    outcome = { ...first.outcome, ...(provokes.length === 0 ? {} : { provokes }) }
  } else {
    const second = await attempt(check, world, 2, timeLimitMs)
    modelWatch.see(second.trace.exchanges)
    requests += second.trace.exchanges.length
    const reproduced =
      second.failure !== undefined ? 'always' : second.outcome.verdict === 'pass' ? 'sometimes' : 'once'
    // fast-check runs the shrunk case alone in the second attempt: what leads to it is all that there is.
    const isShrunk = check.kind === 'property' && second.failure !== undefined
    const program = isShrunk ? showAgain(check, world, second, first) : showAgain(check, world, first, second)
    outcome = { verdict: 'fail', failure: { ...report(first.failure, first.trace), program, reproduced } }
  }
  return { ...outcome, ...newSightings(), durationMs: performance.now() - startedAt, requests }
}

function showAgain(
  check: Check,
  { setup, identities, facts }: World,
  { trace: { exchanges, tolerated }, failure }: AttemptResult,
  { trace: again, failure: failedAgain }: AttemptResult,
): NonNullable<FailureReport['program']> {
  if (check.needs.seconds !== undefined) return { reason: 'the check lets time pass' }
  if (failure === undefined) return { reason: 'the check did not fail' }
  if (check.isOfWholeRun === true) return { reason: 'the check looks back at the whole run' }
  const failed = { exchanges, tolerated, setup: [...setup.exchanges, ...identities], failure, facts }
  // The exchanges of a property's other attempt are those of many cases.
  if (failedAgain === undefined || check.kind === 'property') return makeProgram(failed)
  return makeProgram({ ...failed, again: { exchanges: again.exchanges, failure: failedAgain } })
}

interface AttemptResult {
  trace: Trace
  outcome: Pick<Outcome, 'verdict' | 'reason' | 'observation'>
  failure?: Failure
}

const attempts = new Map<string, number>()

/** Each attempt of a check is a scope of its own, also where the check is run once more at the end. */
function scopeOf({ id }: Check): string {
  const number = (attempts.get(id) ?? 0) + 1
  attempts.set(id, number)
  return `${id}#${number}`
}

async function attempt(check: Check, world: World, number: number, timeLimitMs: number): Promise<AttemptResult> {
  const trace = new Trace()
  const result = await attemptIn(trace, check, world, number, timeLimitMs)
  await world.leave(trace)
  return result
}

async function attemptIn(
  trace: Trace,
  check: Check,
  world: World,
  number: number,
  timeLimitMs: number,
): Promise<AttemptResult> {
  const said: Attempt = { judgements: 0, observations: [], trace }
  // Of a law the oracle judges every answer, and looks in between would part calls that race.
  const mayBeAudited = world.audit.isOn && check.kind !== 'law'
  const isAudited = mayBeAudited && (check.isOfWholeRun === true || world.audit.wants(check.id))
  const audited = isAudited ? check.id : undefined
  const run = async (): Promise<void> => check.body(await world.scene(check.needs, trace, audited), { number })
  try {
    await inScope(scopeOf(check), () => withinTime(runAttempt(said, run), timeLimitMs))
  } catch (error) {
    return { trace, ...judgeError(check, error) }
  }
  if (check.level === 'MAY') {
    if (said.observations.length === 0) return { trace, outcome: ourFault('the check observed nothing') }
    return { trace, outcome: { verdict: 'observed', observation: said.observations.join('; ') } }
  }
  if (said.judgements === 0) return { trace, outcome: ourFault('the check judged nothing') }
  if (world.meaningless !== undefined) return { trace, outcome: { verdict: 'untestable', reason: world.meaningless } }
  return { trace, outcome: { verdict: 'pass' } }
}

function judgeError(check: Check, error: unknown): Pick<AttemptResult, 'outcome' | 'failure'> {
  if (isUnjudged(error)) return { outcome: { verdict: error.verdict, reason: error.message } }
  if (!(error instanceof Failure)) {
    return { outcome: ourFault(error instanceof Error ? (error.stack ?? error.message) : String(error)) }
  }
  if (check.level === 'MAY') return { outcome: { verdict: 'untestable', reason: `precondition: ${error.message}` } }
  return { outcome: { verdict: 'fail' }, failure: error }
}

function ourFault(reason: string): Pick<Outcome, 'verdict' | 'reason'> {
  return { verdict: 'harness-error', reason }
}

function report(failure: Failure, trace: Trace): Omit<FailureReport, 'reproduced' | 'program'> {
  const { message, expected, got, at } = failure
  const exchanges: Exchange[] = trace.exchanges.slice(-exchangesKept)
  const property = failure instanceof PropertyFailure ? { property: failure.property } : {}
  return { message, expected, got, at, exchanges, ...property }
}

async function withinTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(indeterminate(`the check did not end within ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
    work.catch(() => {}) // a check that ran out of time may still fail later; nobody waits for it
  }
}
