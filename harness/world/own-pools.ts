import { type RawClient, type Trace, jsonRequest, readAnswer } from '../client/index.ts'
import { recordCreation } from './journal.ts'
import type { Session } from './session.ts'

/** The identity pools that one check alone used. */
export interface OwnPools {
  /** `name`: that of the journal. */
  note(trace: Trace, id: string, name: string): void
  remove(trace: Trace): Promise<void>
}

/** AWS counts the pools of an account; elsewhere they all go when the run is over. */
export function createOwnPools({ target, livePool, journal }: Session, raw: RawClient, setup: Trace): OwnPools {
  const pools = new WeakMap<Trace, { id: string; name: string }[]>()
  if (target.kind !== 'aws' || livePool !== undefined) return { note: () => {}, remove: async () => {} }
  return {
    note: (trace, id, name) => void pools.set(trace, [...(pools.get(trace) ?? []), { id, name }]),
    async remove(trace) {
      const removals = (pools.get(trace) ?? []).map(async ({ id, name }) => {
        const request = jsonRequest('DeleteIdentityPool', { IdentityPoolId: id }, true)
        const answer = readAnswer(await raw.send(request, setup))
        // What stays, the end of the run tries again.
        if (answer.kind === 'accepted') recordCreation(journal, { kind: 'identity-pool', name, id, isGone: true })
      })
      await Promise.all(removals)
    },
  }
}
