import { type Exchange, endpointOf, sentOf } from '../client/index.ts'
import { type JudgedFailure, demandOf, judgedAmong } from './demand.ts'
import { type ReproFacts, secretsOf } from './facts.ts'
import { asksForPages, withPagesJoined } from './pages.ts'
import type { Program, Step } from './program.ts'
import { changesNothing, foundations, inOrder, stepLimit } from './select.ts'
import { toStep } from './step.ts'
import { Values } from './values.ts'

export interface FailedExchanges {
  /** Of the check, in the order in which they were made, as they went over the wire. */
  exchanges: readonly Exchange[]
  /** What set up the pools, roles and logins that it may build upon. */
  setup: readonly Exchange[]
  failure: JudgedFailure
  facts: ReproFacts
  /** Those that may as well be refused. */
  tolerated?: ReadonlySet<Exchange>
  /** The same failure once more: what is other there differs from run to run. */
  again?: Pick<FailedExchanges, 'exchanges' | 'failure'>
}

/** The program that shows a failure again, or why there is none. Throws nothing. */
export function makeProgram({ again, ...failed }: FailedExchanges): Program | { reason: string } {
  const program = programOf(failed)
  if ('reason' in program || program.demand.is !== 'other' || again === undefined) return program
  const second = programOf({ ...failed, ...again })
  const isSteady = 'demand' in second && JSON.stringify(second.demand) === JSON.stringify(program.demand)
  return isSteady ? program : { ...program, demand: { is: 'compared' } }
}

function programOf(failed: Omit<FailedExchanges, 'again'>): Program | { reason: string } {
  if (failed.exchanges.length === 0) return { reason: 'no request was made' }
  try {
    return programOfPages(failed) ?? programOfAnswer(failed)
  } catch (error) {
    return { reason: (error as Error).message }
  }
}

/** Where a whole list was judged that may have pages. */
function programOfPages(failed: Omit<FailedExchanges, 'again'>): Program | undefined {
  const exchanges = withPagesJoined(failed.exchanges)
  const judged = exchanges[judgedAmong(exchanges, failed.failure)]
  if (judged === undefined || (failed.exchanges.includes(judged) && !asksForPages(judged))) return undefined
  const program = programOfAnswer({ ...failed, exchanges })
  const step = program.steps[program.judged - 1]
  if (program.demand.is !== 'same-set' || step === undefined || !('input' in step)) return undefined
  return { ...program, steps: program.steps.with(program.judged - 1, { ...step, pages: true }) }
}

function programOfAnswer(failed: Omit<FailedExchanges, 'again'>): Program {
  const { exchanges, setup, failure } = failed
  const judged = exchanges[judgedAmong(exchanges, failure)]
  if (judged === undefined) throw new Error('no request was made')
  const needed = withoutReading(exchanges.slice(0, lastNeeded(exchanges, judged, failure) + 1), judged, failure)
  const { own, base, dropped } = withinLimit(needed, setup)
  const atOnce = own.filter((one) => overlaps(one, judged))
  return assemble({ all: inOrder(base, own), judged, atOnce, dropped }, failed)
}

/** The judged call, or a later one whose answer is what was expected of it, as where two go out at once. */
function lastNeeded(exchanges: readonly Exchange[], judged: Exchange, { expectation }: JudgedFailure): number {
  const index = exchanges.indexOf(judged)
  const value = expectation !== undefined && 'value' in expectation ? expectation.value : undefined
  if (typeof value !== 'string' || value.length < 8) return index
  const isEarlier = exchanges.slice(0, index).some(({ response }) => response?.body.includes(value))
  return isEarlier
    ? index
    : Math.max(
        index,
        exchanges.findIndex(({ response }) => response?.body.includes(value)),
      )
}

function overlaps(one: Exchange, judged: Exchange): boolean {
  if (one === judged || one.operation !== judged.operation) return false
  const [first, second] = one.startedAt <= judged.startedAt ? [one, judged] : [judged, one]
  return second.startedAt < first.startedAt + first.durationMs
}

/** More calls than a person reads at once. */
const manyCalls = 20

/**
 * Of many calls, leaves out what only reads and answers nothing that a later call or the judgement needs; a few are kept, as a target may
 * change something even then.
 */
function withoutReading(own: readonly Exchange[], judged: Exchange, failure: JudgedFailure): Exchange[] {
  if (own.length <= manyCalls) return [...own]
  let later = `${failure.expected}\n${JSON.stringify(failure.expectation === undefined || !('value' in failure.expectation) ? null : failure.expectation.value)}`
  return own
    .toReversed()
    .filter((exchange) => {
      const isNeeded =
        exchange === judged ||
        (exchange.operation === judged.operation && sentOf(exchange).signing === undefined) ||
        !changesNothing(exchange) ||
        answersAnyOf(exchange, later)
      if (isNeeded) later += exchange.request.body
      return isNeeded
    })
    .toReversed()
}

function answersAnyOf({ response, request }: Exchange, later: string): boolean {
  const texts = (response?.body ?? '').match(/(?<=")[^"\\]{8,}(?=")/g) ?? []
  return texts.some((text) => later.includes(text) && !request.body.includes(text))
}

/** Keeps the last calls, and of the earlier ones those that they build upon. */
function withinLimit(
  own: readonly Exchange[],
  setup: readonly Exchange[],
): { own: Exchange[]; base: Exchange[]; dropped: number } {
  const base = foundations(own, setup)
  if (own.length + base.length <= stepLimit) return { own: [...own], base, dropped: 0 }
  const kept = own.slice(-stepLimit / 2)
  const earlier = own.slice(0, -kept.length)
  const foundation = foundations(kept, [...setup, ...earlier]).slice(-stepLimit / 2)
  return { own: kept, base: foundation, dropped: own.length + base.length - kept.length - foundation.length }
}

interface Chosen {
  all: readonly Exchange[]
  judged: Exchange
  /** What went out beside the judged one. */
  atOnce: readonly Exchange[]
  /** How many were left out. */
  dropped: number
}

function assemble(
  { all, judged, atOnce, dropped }: Chosen,
  { failure, facts, tolerated }: Pick<FailedExchanges, 'failure' | 'facts' | 'tolerated'>,
): Program {
  const values = new Values(
    facts,
    all.some(({ request }) => hasOtherCase(request.body, facts.runId)),
  )
  const steps: Step[] = all.map((exchange, index) => {
    const step = toStep(exchange, values, facts)
    values.takeIn(index + 1, exchange)
    return tolerated?.has(exchange) === true ? { ...step, accepted: false } : step
  })
  const number = all.indexOf(judged) + 1
  const together = [...atOnce, judged].map((one) => all.indexOf(one) + 1).toSorted((a, b) => a - b)
  const headers = Object.keys(facts.endpoints.headers ?? {})
  // A part of a user's name, as a rule of a role mapping has it, does not fit the name in the next run.
  const demanded = all.some(({ request }) => hasPartOf(request.body, facts.runId))
    ? { demand: { is: 'compared' as const } }
    : demandOf(judged, number, failure, values)
  const program: Program = {
    region: facts.endpoints.region,
    ...endpointsOf(steps, facts),
    ...(headers.length === 0 ? {} : { headers }),
    steps,
    judged: number,
    ...(atOnce.length === 0 ? {} : { together }),
    ...demanded,
    expected: values.spoken(failure.expected),
    got: values.spoken(failure.got),
    at: values.spoken(failure.at),
    ...(values.tokens.length === 0 ? {} : { tokens: values.tokens }),
    ...(dropped === 0 ? {} : { shortened: dropped }),
  }
  assertNoSecret(program, facts)
  return program
}

function hasPartOf(text: string, runId: string): boolean {
  const rest = text.replaceAll(runId, '')
  return rest.includes(runId.slice(0, -1)) || rest.includes(runId.slice(1))
}

/** Whether the run's id, which is part of every user's name, occurs with other letters than its own. */
function hasOtherCase(text: string, runId: string): boolean {
  return text.toLowerCase().split(runId).length !== text.split(runId).length
}

function endpointsOf(steps: readonly Step[], { endpoints }: ReproFacts): Pick<Program, 'endpoints'> {
  const others = [...new Set(steps.map(({ service }) => service))]
    .map((service) => [service, endpointOf(endpoints, service)] as const)
    .filter(([, url]) => url !== endpoints.cognito)
  return others.length === 0 ? {} : { endpoints: Object.fromEntries(others) }
}

/** The last line of defence: better no program than one with a key in it. */
function assertNoSecret(program: Program, facts: ReproFacts): void {
  const text = JSON.stringify(program)
  const hasSecret = secretsOf(facts).some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))
  if (hasSecret || /\beyJ[\w-]{8,}\.[\w-]{8,}/.test(text))
    throw new Error('its requests hold what must not be written down')
}
