import type { OracleAnswer, OracleCall } from './call.ts'
import { bind, newPlaceholder } from './change.ts'
import { reduce } from './canonical.ts'
import { type Death, type Violation, explain } from './explanation.ts'
import { type Outcome, brokenBy, fits } from './outcome.ts'
import { permitted } from './permitted.ts'
import type { Choice } from './rule.ts'
import { forget } from './vagueness.ts'
import { type World, emptyWorld } from './world.ts'

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

/** Judges one answer: the worlds that permit it, or why none does. */
export function step(worlds: Worlds, call: OracleCall, answer: OracleAnswer): Step {
  if (answer.kind === 'silent') return { kind: 'permitted', worlds: silentStep(worlds, call, answer), chose: [] }
  const survivors = new Set<World>()
  const deaths: Death[] = []
  const chose = new Set<Choice>()
  let isChanged = false
  for (const world of worlds.possible) {
    for (const candidate of bindings(world, answer)) {
      const outcomes = permitted(candidate, call)
      const fitting = outcomes.filter((outcome) => fits(candidate, outcome, answer))
      const broken = fitting.length > 0 ? undefined : brokenBy(candidate, outcomes, answer)
      if (broken !== undefined) {
        if (candidate === world) deaths.push({ world, rule: broken, outcomes })
        continue
      }
      const after =
        fitting.length > 0 ? carryOut(candidate, outcomes, fitting, answer, chose) : [forget(candidate, call, answer)]
      for (const one of after) {
        survivors.add(one)
        isChanged ||= one !== world
      }
    }
  }
  if (survivors.size === 0) return { kind: 'violation', violation: explain(answer, deaths) }
  const possible = [...survivors]
  return settle(worlds, isChanged ? reduce(possible) : possible, chose)
}

type Spoken = Exclude<OracleAnswer, { kind: 'silent' }>

/** The worlds after an answer, one for each outcome that it fits; `chose` takes the open question that it decided. */
function carryOut(
  world: World,
  outcomes: readonly Outcome[],
  fitting: readonly Outcome[],
  answer: Spoken,
  chose: Set<Choice>,
): World[] {
  const after = fitting.map((outcome) => apply(world, outcome, answer))
  if (outcomes.length === 1) return after
  const ways = new Set(fitting.map(({ choice }) => choice))
  const [way] = ways
  if (ways.size === 1) {
    if (way !== undefined && outcomes.some(({ choice }) => choice !== way)) chose.add(way)
    return after
  }
  if (after.every((one) => one === after[0])) return after
  return after.map((one, index) => {
    const choice = fitting[index]?.choice
    return choice === undefined || one.pending.includes(choice) ? one : { ...one, pending: [...one.pending, choice] }
  })
}

function apply(world: World, outcome: Outcome, answer: Spoken): World {
  if (outcome.kind === 'refused') return outcome.effect?.(world) ?? world
  return answer.kind === 'accepted' ? (outcome.effect?.(world, answer.identity ?? '', answer) ?? world) : world
}

/** Ways that all worlds left have taken, and that not all had before, are decided. */
function settle(before: Worlds, possible: readonly World[], chose: Set<Choice>): Step {
  const [first, ...others] = possible
  const decided = (first?.pending ?? []).filter((way) => others.every(({ pending }) => pending.includes(way)))
  if (decided.length === 0) return { kind: 'permitted', worlds: { possible }, chose: [...chose] }
  if (before.possible.length > 1) for (const way of decided) chose.add(way)
  const left = possible.map((world) => ({ ...world, pending: world.pending.filter((way) => !decided.includes(way)) }))
  return { kind: 'permitted', worlds: { possible: left }, chose: [...chose] }
}

/** The world, and the world with ids that the answer shows for the first time given to identities that had none yet. */
function bindings(world: World, answer: Spoken): readonly World[] {
  if (world.placeholders.length === 0 || answer.kind === 'refused') return [world]
  const shown = [answer.identity, ...(answer.identities ?? []).map(({ identity }) => identity)]
  const unseen = [...new Set(shown)].filter((id) => id !== undefined && !world.identities.has(id))
  return unseen.reduce<readonly World[]>(
    (made, id) =>
      made
        .flatMap((one) => [one, ...one.placeholders.map((placeholder) => bind(one, placeholder, id ?? ''))])
        .slice(0, mostBindings),
    [world],
  )
}

/** A list may show several ids for the first time. */
const mostBindings = 512

/** No answer: the call may have been carried out, in whatever way is permitted, or not. */
function silentStep(worlds: Worlds, call: OracleCall, answer: OracleAnswer): Worlds {
  const possible = worlds.possible.flatMap((world) => [world, ...carriedOut(world, call, answer)])
  return { possible: reduce(possible) }
}

function carriedOut(world: World, call: OracleCall, answer: OracleAnswer): World[] {
  const outcomes = permitted(world, call)
  const isOpen = !outcomes.some(
    (outcome) => outcome.rule !== undefined || (outcome.kind === 'accepted' && outcome.identityRule !== undefined),
  )
  const after = outcomes.map((outcome) => {
    const { effect } = outcome
    if (outcome.kind === 'refused') return outcome.effect?.(world) ?? world
    return effect === undefined
      ? world
      : (outcome.effect?.(world, outcome.isNew ? newPlaceholder(world) : (outcome.identity ?? ''), {
          kind: 'accepted',
        }) ?? world)
  })
  if (isOpen) after.push(forget(world, call, answer))
  return after.filter((one) => one !== world)
}
