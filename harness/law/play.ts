import { type Violation, type Worlds, type Choice, linearize, noHistory, step } from '../oracle/index.ts'
import { describeAnswer } from '../client/index.ts'
import { auditOf } from './audit.ts'
import type { Cast, Naming } from './cast.ts'
import type { Act, History, Step } from './history.ts'
import type { Performed, Stage } from './stage.ts'
import type { Line } from './story.ts'
import type { Known } from './translate.ts'

/** One playing of a history on a target. */
export interface Played {
  /** What could be played of the history, with the audit; up to the violation where there is one. */
  steps: Step[]
  lines: Line[]
  violation?: FoundViolation
  choices: Choice[]
  /** Calls that were left without an answer. */
  silent: number
  cast: Cast
}

export interface FoundViolation extends Violation {
  /** Operation of the call that showed it. */
  operation: string
  /** Of calls made at once: an order that explains the most of their answers. */
  order?: readonly string[]
}

export interface PlayOptions {
  /** Looks at the whole state at the end. */
  audits: boolean
  /** Whether the oracle judges. */
  judges: boolean
  naming?: Naming
}

/** The requirement that a violation cites where the answer is none of the protocol, so that no rule of identities is concerned. */
export const protocolRequirement = 'laws/answers-of-the-protocol'

/** Plays a history in pools of its own. What refers to nothing, or cannot be called here, is left out. */
export async function play(stage: Stage, history: History, { audits, judges, naming }: PlayOptions): Promise<Played> {
  const known = stage.enter(naming)
  const played: Played = { steps: [], lines: [], choices: [], silent: 0, cast: known.cast }
  const judge = judges ? createJudge(played) : createWitness(played)
  try {
    // What breaks each time is found once; more of it would keep the rest from being judged.
    await playAll(stage, history.steps, known, played, judge, audits)
    if (audits && played.violation === undefined) {
      await playAll(stage, auditOf(played, stage.listsAtOnce), known, played, judge, audits)
    }
  } finally {
    await stage.leave(known)
  }
  return played
}

type Judge = (made: readonly Line[]) => FoundViolation | undefined

async function playAll(
  stage: Stage,
  steps: readonly Step[],
  known: Known,
  played: Played,
  judge: Judge,
  skips: boolean,
): Promise<void> {
  for (const one of steps) {
    const acts = (one.call === 'together' ? one.steps : [one]).filter(({ call }) => !skips || !stage.isBroken(call))
    const made = await perform(stage, acts, known)
    if (made.length === 0) continue
    played.lines.push(...made)
    played.steps.push(asPlayed(one, made))
    for (const { n, performed } of made) remember(known, n, performed)
    const violation = judge(made)
    if (violation === undefined) continue
    played.violation = violation
    return
  }
}

function asPlayed(planned: Step, made: readonly Line[]): Step {
  if (planned.call !== 'together') return planned
  return { ...planned, steps: planned.steps.filter(({ n }) => made.some((line) => line.n === n)) }
}

/** Makes the calls; several at once, when all of them are ready to go out. */
async function perform(stage: Stage, acts: readonly (Act & { n: number })[], known: Known): Promise<Line[]> {
  const ready = await Promise.all(acts.map(async (act) => ({ act, send: await stage.prepare(act, known) })))
  const made = ready.map(async ({ act, send }) =>
    send === undefined ? [] : [{ n: act.n, act, performed: await send() }],
  )
  return (await Promise.all(made)).flat()
}

function remember(known: Known, n: number, { answer }: Performed): void {
  if (answer?.kind !== 'accepted') return
  if (answer.pool !== undefined) known.pools.set(n, answer.pool)
  if (answer.identity !== undefined) known.ids.set(n, answer.identity)
}

/** Counts silences, and finds answers that are none of the protocol. */
function createWitness(played: Played): Judge {
  return (made) => {
    played.silent += made.filter(({ performed }) => performed.answer?.kind === 'silent').length
    const broken = made.find(({ performed }) => performed.answer === undefined)
    if (broken === undefined) return undefined
    const { call, got } = broken.performed
    return {
      operation: call.operation,
      requirement: protocolRequirement,
      sentence: 'Every call of a history gets an answer of the protocol, and none a server error.',
      expected: ['an answer of the protocol'],
      got: describeAnswer(got),
      deaths: [],
    }
  }
}

/** Of calls made at once the one that broke a rule cannot be told: the operation that most of them have. */
function mostFrequent(made: readonly Line[]): string {
  const operations = made.map(({ act }) => act.call)
  const count = (operation: string): number => operations.filter((one) => one === operation).length
  return operations.toSorted((a, b) => count(b) - count(a))[0] ?? ''
}

function createJudge(played: Played): Judge {
  const witness = createWitness(played)
  let worlds: Worlds = noHistory()
  return (made) => {
    const broken = witness(made)
    if (broken !== undefined) return broken
    const calls = made.map(({ performed }) => ({
      call: performed.call,
      answer: performed.answer ?? { kind: 'silent' as const },
    }))
    const [only, ...others] = calls
    if (only === undefined) return undefined
    if (others.length > 0) {
      const result = linearize(worlds, calls)
      if (result.kind === 'violation') {
        return {
          ...result.violation,
          operation: mostFrequent(made),
          order: result.order.map((index) => String.fromCodePoint(97 + index)),
        }
      }
      worlds = result.worlds
      return undefined
    }
    const result = step(worlds, only.call, only.answer)
    if (result.kind === 'violation') return { ...result.violation, operation: only.call.operation }
    worlds = result.worlds
    played.choices.push(...result.chose)
    return undefined
  }
}
