import type { OracleAnswer, OracleCall } from './call.ts'
import { keyOf, reduce } from './canonical.ts'
import type { Violation } from './explanation.ts'
import type { World } from './world.ts'
import { type Worlds, step } from './worlds.ts'

/** Calls that overlapped are judged by some order of them. */
export type Linearization =
  | {
      kind: 'permitted'
      /** Indices of the calls in an order under which all answers are permitted. */
      order: readonly number[]
      /** The worlds after every such order. */
      worlds: Worlds
    }
  /** `order`: how far the order got that got furthest; the violation is of its next call. */
  | { kind: 'violation'; violation: Violation; order: readonly number[] }

interface Reached {
  world: World
  order: readonly number[]
}

/** An order of calls that overlapped, under which all answers are permitted, or the violation of the order that got furthest. */
export function linearize(worlds: Worlds, calls: readonly { call: OracleCall; answer: OracleAnswer }[]): Linearization {
  // Which calls are done decides what is left to do, and the state the rest: each pair is looked at once.
  let reached = new Map<string, Reached>()
  for (const world of worlds.possible) reached.set(`| ${keyOf(world)}`, { world, order: [] })
  let dead: Extract<Linearization, { kind: 'violation' }> | undefined
  for (let done = 0; done < calls.length; done += 1) {
    const next = new Map<string, Reached>()
    for (const { world, order } of reached.values()) {
      for (const [index, { call, answer }] of calls.entries()) {
        if (order.includes(index)) continue
        const result = step({ possible: [world] }, call, answer)
        if (result.kind === 'violation') {
          if (dead === undefined || dead.order.length < order.length) dead = { ...result, order }
          continue
        }
        const longer = [...order, index]
        for (const after of result.worlds.possible) {
          next.set(`${longer.toSorted((one, other) => one - other).join()}| ${keyOf(after)}`, {
            world: after,
            order: longer,
          })
        }
      }
    }
    if (next.size === 0 && dead !== undefined) return dead
    reached = next
  }
  const [any] = reached.values()
  return {
    kind: 'permitted',
    order: any?.order ?? [],
    worlds: { possible: reduce([...reached.values()].map(({ world }) => world)) },
  }
}
