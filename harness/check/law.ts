import { createHash } from 'node:crypto'
import { currentScope, inScope } from '../client/index.ts'
import {
  type Campaign,
  type CampaignPlan,
  type Cause,
  type History,
  type RelationName,
  type Stage,
  type Trial,
  comparedBy,
  conduct,
  historyAt,
  openStage,
  permittedBy,
  protocolRequirement,
  racing,
} from '../law/index.ts'
import { type JudgedFailure, makeProgram } from '../repro/index.ts'
import type { FailureReport, LawCase, LawKind, Outcome } from '../verdict/index.ts'
import { Unjudged, indeterminate, untestable } from '../verdict/index.ts'
import type { Requirement } from '../requirement/index.ts'
import type { CheckOptions, World } from '../world/index.ts'
import { type Check, createCheck, newSightings, watchExchanges } from './check.ts'
import { currentSession } from './current.ts'
import { levelOf } from './levels.ts'

/**
 * What a law tries. `histories`: random ones, judged by the oracle. `relation`: random ones, each played twice and compared with itself.
 * `race`: one history with calls made at once, again and again.
 */
export type LawSubject =
  | { kind: 'histories' }
  | { kind: 'relation'; relation: RelationName }
  | { kind: 'race'; history: History }

/** A check that runs a campaign of histories. */
export interface Law {
  check: Check
  subject: LawSubject
}

export function createLaw(requirement: Requirement, title: string, subject: LawSubject): Law {
  const body = (): Promise<void> => Promise.reject(new Error('a law has no body'))
  return { check: createCheck('law', requirement, title, {}, body, ''), subject }
}

/** Calls of a law by default, and seconds at the target's rate; the smaller number counts, but at least `least`. */
const budgets: Record<LawKind, { calls: number; seconds: number; least: number }> = {
  histories: { calls: 1500, seconds: 5, least: 300 },
  relation: { calls: 120, seconds: 0.4, least: 60 },
  race: { calls: 200, seconds: 0.8, least: 60 },
}
/** Less of it than this says too little. */
const leastDone = 0.5
const width = 8

/**
 * Runs a law to its outcome. Never rejects.
 *
 * A violation breaks a rule of another topic, and that rule's level decides which law fails: of the two laws about random histories the
 * MUST fails on rules that are MUSTs, the SHOULD on those that are SHOULDs, and the MAY only writes down what the target chose. Comparisons
 * and races fail their own law, whatever the rule.
 */
export function runLaw(law: Law, world: World, timeLimitMs: number): Promise<Outcome> {
  const startedAt = performance.now()
  // Histories are judged once for all laws about them, whichever comes first.
  const scope = law.subject.kind === 'histories' ? 'histories' : law.check.id
  return concluding(async (open) => {
    if (world.meaningless !== undefined) throw untestable(world.meaningless)
    const begin = async (): Promise<Campaign> => runCampaign(law, await open(world), startedAt, timeLimitMs)
    const inOwnScope = (): Promise<Campaign> => inScope(scope, begin)
    const campaign = law.subject.kind === 'histories' ? once(world, inOwnScope) : inOwnScope()
    return verdictOf(law, await campaign, world)
  })
}

type Judged = Omit<Outcome, 'durationMs' | 'requests'>

/** The outcome of what `judge` does on a stage that it opens. Never rejects. */
async function concluding(judge: (open: (world: World) => Promise<Stage>) => Promise<Judged>): Promise<Outcome> {
  const startedAt = performance.now()
  let stage: Stage | undefined
  const open = async (world: World): Promise<Stage> =>
    (stage = await openStage(world, currentSession(), watchExchanges))
  const judged = await judge(open).catch((error: unknown): Judged => {
    if (error instanceof Unjudged) return { verdict: error.verdict, reason: error.message }
    return { verdict: 'harness-error', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  })
  const requests = stage?.requests() ?? 0
  return { ...judged, ...newSightings(), durationMs: performance.now() - startedAt, requests }
}

/** Histories of random kind are judged once for all laws about them. */
const shared = new WeakMap<World, Promise<Campaign>>()

function once(world: World, begin: () => Promise<Campaign>): Promise<Campaign> {
  const campaign = shared.get(world) ?? begin()
  shared.set(world, campaign)
  return campaign
}

function runCampaign(law: Law, stage: Stage, startedAt: number, timeLimitMs: number): Promise<Campaign> {
  const { options, capabilities, tape } = currentSession()
  const { subject } = law
  const isRace = subject.kind === 'race'
  return conduct({
    ...extentOf(options, subject.kind, capabilities.requestsPerSecond),
    historyAt: (index) =>
      isRace
        ? subject.history
        : historyAt(stage.publicNames, options.seed, index, options.historyLength ?? usualLength(subject)),
    trial: scoped(trialOf(law, stage)),
    // What is recorded has to come in the same order when it is played.
    width: tape !== undefined ? 1 : isRace ? 2 : width,
    endsAt: startedAt + 0.6 * timeLimitMs,
    settlesAt: startedAt + 0.85 * timeLimitMs,
    tries: isRace ? 10 : 1,
    peels: isRace ? 0 : 8,
  })
}

/** Each trial is a scope of its own, named after the history and how often that was tried. */
function scoped(trial: Trial): Trial {
  const outer = currentScope().name
  const times = new Map<string, number>()
  return (history, isFirst) => {
    const digest = createHash('sha256').update(JSON.stringify(history)).digest('hex').slice(0, 12)
    const time = (times.get(digest) ?? 0) + 1
    times.set(digest, time)
    return inScope(`${outer} ${digest}#${time}`, () => trial(history, isFirst))
  }
}

/** What a law's trial depends on. */
type TriedLaw = Pick<Law, 'subject'> & { check: Pick<Check, 'requirement' | 'sentence'> }

/** A history that is played twice takes twice as long. */
const usualLength = ({ kind }: LawSubject): number => (kind === 'relation' ? 12 : 40)

function trialOf({ subject, check: { requirement, sentence } }: TriedLaw, stage: Stage): Trial {
  if (subject.kind === 'histories') return permittedBy(stage)
  if (subject.kind === 'race') return racing(stage)
  return comparedBy(stage, subject.relation, requirement, sentence)
}

/** As many histories as `--cases` says; without it what the budget allows at the rate that the probe measured. */
export function extentOf(
  options: Pick<CheckOptions, 'histories'>,
  kind: LawKind,
  requestsPerSecond: number,
): Pick<CampaignPlan, 'count' | 'enoughCalls'> {
  if (options.histories !== undefined) return { count: options.histories, enoughCalls: Infinity }
  const { calls, seconds, least } = budgets[kind]
  const enoughCalls = Math.max(least, Math.floor(Math.min(calls, seconds * requestsPerSecond)))
  return { count: enoughCalls, enoughCalls }
}

/** Plays a stored history; a race several times, as it does not show each time. Never rejects. */
export function runReplay(stored: LawCase, world: World, tries: number): Promise<Outcome> {
  return concluding(async (open) => {
    const subject = subjectOf(stored)
    const trial = trialOf({ subject, check: stored }, await open(world))
    const history = stored.history as History
    let tried = await trial(history, false)
    for (let count = 1; count < tries && tried.finding === undefined; count += 1) tried = await trial(history, false)
    const { finding, made } = tried
    if (finding !== undefined) {
      const cause: Cause = { ...finding, calls: stored.calls, seen: 1, reproduced: 'once' }
      return { verdict: 'fail', failure: failureOf(cause, [toCase(stored.law, subject, cause)], world) }
    }
    if (made >= stored.calls) return { verdict: 'pass', observation: `every answer to ${made} calls is permitted` }
    throw untestable(`only ${made} of the ${stored.calls} calls of the history could be made and judged here`)
  })
}

function subjectOf({ kind, relation, history }: LawCase): LawSubject {
  if (kind === 'race') return { kind, history: history as History }
  return kind === 'relation' ? { kind, relation: relation as RelationName } : { kind }
}

async function verdictOf(
  law: Law,
  campaign: Campaign,
  world: World,
): Promise<Pick<Outcome, 'verdict' | 'observation' | 'failure'>> {
  const { judged, done, sound, calls, choices } = campaign
  const cutOff = done < 1 ? ', then the time limit was reached' : ''
  const observation = `${judged} histories, ${calls} calls judged${cutOff}`
  if (judged === 0) throw indeterminate('no history was judged within the time limit')
  if (law.check.level === 'MAY') {
    const chosen = choices.map(({ sentence }) => sentence).toSorted()
    return {
      verdict: 'observed',
      observation: chosen.length === 0 ? `nothing was settled by ${observation}` : chosen.join('; '),
    }
  }
  const causes = await causesOf(law, campaign)
  const [lead] = causes
  if (lead === undefined) {
    const isAsked = currentSession().options.histories !== undefined
    if (done < (isAsked ? 1 : leastDone)) throw indeterminate(`only ${observation}; --time-limit raises it`)
    if (calls === 0)
      throw untestable('no call could be judged: all were answered otherwise than by the protocol, or not at all')
    if (sound === 0) throw untestable('every history ended early, with a violation of a rule of another level')
    return { verdict: 'pass', observation }
  }
  return {
    verdict: 'fail',
    observation,
    failure: failureOf(
      lead,
      causes.map((cause) => toCase(law.check.id, law.subject, cause)),
      world,
    ),
  }
}

function failureOf(lead: Cause, cases: LawCase[], world: World): NonNullable<Outcome['failure']> {
  const expected = lead.expected.join(', or ')
  const at = `${lead.operation} answer`
  return {
    message: `${lead.sentence} Expected ${expected}, got ${lead.got}: ${lead.story.join(' · ')}`,
    expected,
    got: lead.got,
    at,
    reproduced: lead.reproduced,
    exchanges: lead.exchanges.slice(-exchangesKept),
    program: showAgain(lead, cases, world, { expected, got: lead.got, at }),
    cases,
  }
}

/** What two playings say of each other, and calls made at once, are no calls one after the other. */
function showAgain(
  { exchanges }: Cause,
  [lead]: readonly LawCase[],
  { setup, facts }: World,
  failure: JudgedFailure,
): NonNullable<FailureReport['program']> {
  if (lead?.kind === 'relation') return { reason: 'two playings of a history are compared; replay plays both' }
  if (lead?.kind === 'race') return { reason: 'its calls go out at once, again and again; replay plays them' }
  return makeProgram({ exchanges, setup: setup.exchanges, failure, facts })
}

const exchangesKept = 20

/** Of the law's own level; what shows each time first, then the shortest. */
async function causesOf(law: Law, { causes }: Campaign): Promise<Cause[]> {
  const rank = { always: 0, sometimes: 1, once: 2 }
  const levels = await Promise.all(causes.map(({ requirement }) => levelOf(requirement)))
  return causes
    .filter(({ requirement }, index) => {
      if (law.subject.kind !== 'histories') return true
      if (requirement === protocolRequirement || law.check.requirement === protocolRequirement)
        return law.check.requirement === requirement
      return (levels[index] === 'MUST') === (law.check.level === 'MUST')
    })
    .toSorted((a, b) => rank[a.reproduced] - rank[b.reproduced] || a.calls - b.calls)
}

function toCase(law: string, subject: LawSubject, cause: Cause): LawCase {
  const { exchanges: _, ...known } = cause
  const relation = subject.kind === 'relation' ? { relation: subject.relation } : {}
  return { law, kind: subject.kind, ...relation, ...known }
}
