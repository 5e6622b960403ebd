import type { OracleAnswer, OracleCall } from './call.ts'
import { mostWorlds, reduce } from './canonical.ts'
import { type Death, type Violation, explain } from './explanation.ts'
import { type Outcome, type Spoken, brokenBy, fits } from './outcome.ts'
import { permitted } from './permitted.ts'
import type { Choice } from './rule.ts'
import { afterSilence, bindings } from './silence.ts'
import { forget } from './vagueness.ts'
import { type World, emptyWorld, nobody } from './world.ts'

/** The possible worlds of one account and region, after a history. Never changed. */
export interface Worlds {
  readonly possible: readonly World[]
}

/** The answer is permitted in at least one world, or in none. */
export type Step =
  | {
      kind: 'permitted'
      worlds: Worlds
      /** Open questions that this answer decided. */
      chose: readonly Choice[]
    }
  | { kind: 'violation'; violation: Violation }

/** Nothing has happened yet: no pool, no identity. */
export function noHistory(): Worlds {
  return { possible: [emptyWorld()] }
}

/** How many worlds are possible: at least 1, at most 64. */
export function sizeOf({ possible }: Worlds): number {
  return possible.length
}

/** Judges one answer: the worlds that permit it, or why none does. `most`: beyond so many worlds, what they disagree on is forgotten. */
export function step(worlds: Worlds, call: OracleCall, answer: OracleAnswer, most = mostWorlds): Step {
  if (answer.kind === 'silent') return { kind: 'permitted', worlds: silentStep(worlds, call, most), chose: [] }
  const judged: Permission[] = []
  const deaths: Death[] = []
  for (const world of worlds.possible) {
    const candidates = bindings(world, answer)
    for (const candidate of candidates) {
      const judgement = judge(candidate, call, answer)
      if (judgement.kind === 'permission') judged.push(judgement)
      else if (candidate === candidates[0]) deaths.push(judgement)
    }
  }
  const [only] = judged
  if (only === undefined) return { kind: 'violation', violation: explain(answer, deaths) }
  // The usual case, made short because it is: one world before, one world after.
  if (worlds.possible.length === 1 && judged.length === 1 && only.after.length === 1)
    return { kind: 'permitted', worlds: { possible: only.after }, chose: only.decided }
  const possible = new Set(judged.flatMap(({ after }) => after))
  const isChanged = [...possible].some((one) => !worlds.possible.includes(one))
  const decided = inAll(judged.map((one) => one.decided))
  return settle(isChanged ? reduce([...possible], most) : [...possible], decided)
}

/** A world that permits the answer. */
interface Permission {
  kind: 'permission'
  after: readonly World[]
  /** The open question that the answer decides in this world, if any. */
  decided: readonly Choice[]
}

const none: readonly Choice[] = []

function judge(world: World, call: OracleCall, answer: Spoken): Permission | Death {
  const outcomes = permitted(world, call)
  const fitting = outcomes.filter((outcome) => fits(world, outcome, answer))
  const [first] = fitting
  if (first === undefined) {
    const rule = brokenBy(world, outcomes, answer)
    if (rule !== undefined) return { kind: 'death', world, rule, outcomes }
    return { kind: 'permission', after: [forget(world, call, answer)], decided: none }
  }
  // Where evidence knows of one way only, to go it decides nothing.
  if (outcomes.length === 1) return { kind: 'permission', after: [apply(world, first, answer)], decided: none }
  return { kind: 'permission', ...carryOut(world, fitting, first.choice, answer) }
}

/**
 * The worlds after an answer, one for each outcome that it fits, and the open question that it decides: all outcomes that it fits go one way; of several
 * outcomes some always go another. Where the worlds differ, each keeps in mind which way it went.
 */
function carryOut(
  world: World,
  fitting: readonly Outcome[],
  way: Choice | undefined,
  answer: Spoken,
): Pick<Permission, 'after' | 'decided'> {
  const after = [...new Set(fitting.map((outcome) => apply(world, outcome, answer)))]
  if (fitting.every(({ choice }) => choice === way)) return { after, decided: way === undefined ? none : [way] }
  if (after.length === 1) return { after, decided: none }
  const marked = fitting.map((outcome) => {
    const one = apply(world, outcome, answer)
    const { choice } = outcome
    return choice === undefined || one.pending.includes(choice) ? one : { ...one, pending: [...one.pending, choice] }
  })
  return { after: marked, decided: none }
}

const inAll = ([first = none, ...others]: readonly (readonly Choice[])[]): readonly Choice[] =>
  first.filter((one) => others.every((other) => other.includes(one)))

/** The world after an outcome that the answer fits. */
export function apply(world: World, outcome: Outcome, answer: Spoken): World {
  if (outcome.kind === 'refused') return outcome.effect?.(world) ?? world
  return answer.kind === 'accepted' ? (outcome.effect?.(world, answer.identity ?? nobody, answer) ?? world) : world
}

/** Ways that all worlds left have taken, and that not all had before, are decided. */
function settle(possible: readonly World[], chose: readonly Choice[]): Step {
  const decided = inAll(possible.map(({ pending }) => pending))
  if (decided.length === 0) return { kind: 'permitted', worlds: { possible }, chose }
  const left = possible.map((world) => ({ ...world, pending: world.pending.filter((way) => !decided.includes(way)) }))
  const news = decided.filter((way) => !chose.includes(way))
  return { kind: 'permitted', worlds: { possible: left }, chose: [...chose, ...news] }
}

function silentStep(worlds: Worlds, call: OracleCall, most: number): Worlds {
  // Of several identities some may have been deleted.
  const parts: OracleCall[] =
    call.operation === 'DeleteIdentities' ? call.identities.map((id) => ({ ...call, identities: [id] })) : [call]
  return parts.reduce<Worlds>(
    ({ possible }, part) => ({
      possible: reduce(
        possible.flatMap((world) => afterSilence(world, part)),
        most,
      ),
    }),
    worlds,
  )
}
