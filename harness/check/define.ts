import fc from 'fast-check'
import { test } from 'vitest'
import { Failure } from '../verdict/index.ts'
import { type Needs, type Scene, type World, comesFromUserPools } from '../world/index.ts'
import { type Body, type Check, PropertyFailure, type Title, createCheck, runCheck } from './check.ts'
import { currentSession, currentWorld, tellOutcome } from './current.ts'
import { isUnjudged } from './judgement.ts'
import { type LawSubject, createLaw, runLaw, runReplay } from './law.ts'
import { levelOf, takeLevelsOf } from './levels.ts'
import type { Requirement } from '../requirement/index.ts'
import type { CheckIdentity, Covered, LawCase, Outcome } from '../verdict/index.ts'
import { isSelected } from './select.ts'

declare module 'vitest' {
  interface TaskMeta {
    check?: CheckIdentity
  }
}

/** A check that goes step by step: arrange, one act, one judgement. */
export function scenario(
  requirement: Requirement,
  title: Title,
  needs: Needs,
  body: (scene: Scene) => Promise<void>,
): void {
  defineBinding(
    createCheck('scenario', requirement, title, needs, (scene) => body(scene), String(body)),
    requirement,
  )
}

/** A check of bytes and headers, over `scene.http`; `covers` where it tries edges of the service model, all of one operation. */
export function wire(
  requirement: Requirement,
  title: Title,
  needs: Needs,
  body: (scene: Scene) => Promise<void>,
  ...covers: Covered[]
): void {
  const [edge] = covers
  const source = edge === undefined ? String(body) : `${String(body)} '${edge.constraint.split('.')[0]}'`
  const check = createCheck('wire', requirement, title, needs, (scene) => body(scene), source)
  defineBinding(edge === undefined ? check : { ...check, covers }, requirement)
}

/** A check of many histories; see `runLaw`. */
export function law(requirement: Requirement, title: string, subject: LawSubject): void {
  const made = createLaw(requirement, title, subject)
  withSession(() => define(made.check, test.concurrent, (world, limit) => runLaw(made, world, limit)))
}

/** The one check of a session that plays a stored history again. */
export async function defineReplay(stored: LawCase): Promise<void> {
  const { requirement, sentence, kind } = stored
  const level = await levelOf(requirement)
  const row: Requirement = { id: requirement, topic: requirement.split('/')[0] ?? '', level, sentence, evidence: [] }
  const tries = kind === 'race' ? (currentSession().options.histories ?? 50) : 1
  define(
    createCheck('law', row, 'replay', {}, async () => {}, ''),
    test.concurrent,
    (world) => runReplay(stored, world, tries),
  )
}

const wholeRunChecks: Check[] = []

/** A check that looks back at all others; plain vitest, which runs suites one by one, has none. */
export function wholeRun(
  requirement: Requirement,
  title: Title,
  needs: Needs,
  body: (scene: Scene) => Promise<void>,
): void {
  const check = createCheck('wire', requirement, title, needs, (scene) => body(scene), String(body))
  wholeRunChecks.push({ ...check, isOfWholeRun: true })
}

/** Puts the checks of the whole run behind all others: what is not concurrent waits for what stands before it. */
export function defineWholeRunChecks(): void {
  for (const check of wholeRunChecks.splice(0)) define(check, test)
}

/** A check for all inputs that `arbitrary` makes; a failing one is shrunk. `body` runs once for each case. */
export function property<Case>(
  requirement: Requirement,
  title: Title,
  needs: Needs,
  arbitrary: fc.Arbitrary<Case>,
  body: (example: Case, scene: Scene) => Promise<void>,
): void {
  const run = propertyBody(arbitrary, body)
  defineBinding(createCheck('property', requirement, title, needs, run, String(body)), requirement)
}

/** Defines the check with the level at which its requirement binds in this run. */
function defineBinding(check: Check, { ofPublicProviders }: Requirement): void {
  withSession(() => {
    const isWeaker = ofPublicProviders === true && comesFromUserPools(currentSession().logins)
    define(isWeaker ? { ...check, level: 'SHOULD' } : check)
  })
}

function propertyBody<Case>(arbitrary: fc.Arbitrary<Case>, body: (example: Case, scene: Scene) => Promise<void>): Body {
  let found: PropertyFailure['property'] | undefined
  return async (scene, attempt) => {
    const { options } = currentSession()
    let unjudged: Error | undefined
    const runs = fc.asyncProperty(arbitrary, async (example) => {
      if (unjudged !== undefined) return
      try {
        await body(example, scene)
      } catch (error) {
        if (!isUnjudged(error)) throw error
        unjudged = error
      }
    })
    const again = attempt.number > 1 && found !== undefined
    const parameters = again
      ? { seed: found?.seed ?? 0, path: found?.path ?? '', endOnFailure: true }
      : { seed: options.seed, numRuns: options.cases }
    const details = await fc.check(runs, parameters)
    if (!details.failed) {
      if (unjudged !== undefined) throw unjudged
      return
    }
    const error = details.errorInstance
    if (!(error instanceof Failure)) throw error
    found = {
      seed: details.seed,
      path: details.counterexamplePath ?? '',
      counterexample: fc.stringify(details.counterexample?.[0]),
      cases: details.numRuns,
    }
    throw new PropertyFailure(error, found)
  }
}

let waiting: (() => void)[] | undefined

/** Loads suites, file URLs, before there is a session; what they define waits for `defineSuites`. */
export async function loadSuites(suites: readonly string[]): Promise<void> {
  waiting = []
  await importSuites(suites)
}

async function importSuites(suites: readonly string[]): Promise<void> {
  takeLevelsOf(suites)
  for (const suite of suites) await import(/* @vite-ignore */ suite)
}

/** Defines the checks of the suites that were loaded, for the session that has been entered since. */
export function defineSuites(): void {
  const waited = waiting ?? []
  waiting = undefined
  for (const one of waited) one()
}

/** Plain vitest has its session before it loads a suite. */
function withSession(work: () => void): void {
  if (waiting === undefined) work()
  else waiting.push(work)
}

/** A check as a suite defines it. */
export interface Defined {
  check: Check
  run: Run
  /** Looks back at all others. */
  isLast: boolean
}

let collected: Defined[] | undefined

/** All checks that `suites`, file URLs, define; outside of a run, once a process. `enterSession` comes first. */
export async function collectChecks(suites: readonly string[]): Promise<Defined[]> {
  const found: Defined[] = []
  collected = found
  await importSuites(suites)
  defineWholeRunChecks()
  collected = undefined
  return found
}

const slack = 30_000
const unanswered: { identity: CheckIdentity; limit: number; run: Run }[] = []

/** On AWS a throttle or a time-out passes: what ended without an answer is run once more, when all else is done. */
export function defineSecondTry(): void {
  if (currentSession().target.kind !== 'aws') return
  test('second try', { timeout: 3_600_000 }, async () => {
    for (const { identity, limit, run } of unanswered) tellOutcome(identity, await run(currentWorld(), limit))
  })
}

/** Ends with an outcome, whatever happens. */
export type Run = (world: World, limitMs: number) => Promise<Outcome>

function define(
  check: Check,
  register: typeof test.concurrent = test.concurrent,
  run: Run = (world, limit) => runCheck(check, world, limit),
): void {
  const { options } = currentSession()
  if (!isSelected(check, options)) return
  if (collected !== undefined) {
    collected.push({ check, run, isLast: register === test })
    return
  }
  const { needs: _needs, body: _body, source: _source, ...identity } = check
  const limit = options.timeLimitMs + (options.slow ? (check.needs.seconds ?? 0) * 1000 : 0)
  register(check.id, { meta: { check: identity }, timeout: 2 * limit + slack }, async ({ skip }) => {
    const outcome = await run(currentWorld(), limit)
    tellOutcome(identity, outcome)
    if (outcome.verdict === 'indeterminate') unanswered.push({ identity, limit, run })
    if (outcome.verdict === 'fail') {
      const { expected = '', got = '', at = '' } = outcome.failure ?? {}
      throw new Error(`${check.sentence}\n  expected ${expected}\n  got      ${got}\n  at       ${at}`)
    }
    if (outcome.verdict === 'harness-error') throw new Error(outcome.reason)
    if (outcome.verdict !== 'pass') skip(`${outcome.verdict}: ${outcome.observation ?? outcome.reason ?? ''}`)
  })
}
