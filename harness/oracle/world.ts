import type { OracleLogin, PoolSettings, RoleState } from './call.ts'
import { PersistentMap } from './persistent-map.ts'
import type { Choice } from './rule.ts'

/** A login of a pool. */
export interface Login {
  /** Which login it is, within its pool. */
  key: string
  /** Key in the Logins map. */
  provider: string
  user: string
  isDeveloper: boolean
}

export type IdentityState =
  /** Unauthenticated: it never had a login. */
  | 'guest'
  /** It has logins. */
  | 'authenticated'
  /** Disabled: it lost a merge. */
  | 'merged'
  /** Disabled: its last login was unlinked. */
  | 'emptied'
  | 'deleted'
  /** Nothing is known of it: an open question was answered in a way that says no more, or worlds that differ in it were put together. */
  | 'vague'

export interface Identity {
  pool: string
  state: IdentityState
  logins: readonly Login[]
  /** Of a merged one: the identity that survived. */
  into?: string
  /** Of a merged one: it was the source of MergeDeveloperIdentities. */
  isSource?: true
}

export interface Pool {
  state: 'live' | 'deleted' | 'vague'
  settings: PoolSettings
  roles: readonly RoleState[]
  /** Login key → identity id, `nobody` or `unknown`. A login may still point to an identity that was deleted. */
  owners: PersistentMap<string>
  /** Login key → the identity that it was last unlinked from; for wording only. */
  unlinked: PersistentMap<string>
  /** Guests that silent calls may have made: a list may show as many ids that were never seen. */
  possibleGuests: number
  /** Whether there may be identities that nothing is known of. */
  mayHoldOthers: boolean
}

/** One state that the account and region may be in. Never changed. */
export interface World {
  pools: PersistentMap<Pool>
  /** Every identity that ever was, by id. An id that no answer has shown yet is a placeholder. */
  identities: PersistentMap<Identity>
  /** Ids in use that no answer has shown yet. */
  placeholders: readonly string[]
  /** How many placeholders there ever were. */
  placeholdersMade: number
  /** Whether anything in it is vague. */
  isVague: boolean
  /** Ways that this world took and that no answer has told apart from others yet. */
  pending: readonly Choice[]
}

export const nobody = ''
export const unknown = '?'

export const emptyWorld = (): World => ({
  pools: PersistentMap.from(),
  identities: PersistentMap.from(),
  placeholders: [],
  placeholdersMade: 0,
  isVague: false,
  pending: [],
})

export const newPool = (settings: PoolSettings): Pool => ({
  state: 'live',
  settings,
  roles: [],
  owners: PersistentMap.from(),
  unlinked: PersistentMap.from(),
  possibleGuests: 0,
  mayHoldOthers: false,
})

export function toLogin({ kind, provider, user }: OracleLogin): Login {
  return {
    key: `${kind} ${provider}\n${user}`,
    provider,
    user,
    isDeveloper: kind === 'developer',
  }
}

export const developerLogin = (provider: string, user: string): Login => toLogin({ kind: 'developer', provider, user })

export const isPlaceholder = (identity: string): boolean => identity.startsWith(unknown)

/** An identity that is or was, and its pool. */
export function locate(world: World, id: string): { identity: Identity; pool: Pool } | undefined {
  const identity = world.identities.get(id)
  if (identity === undefined) return undefined
  const pool = world.pools.get(identity.pool)
  return pool && { identity, pool }
}

export const loginsOf = (world: World, id: string): readonly Login[] => world.identities.get(id)?.logins ?? []

export const stateOf = (world: World, id: string): IdentityState | undefined => world.identities.get(id)?.state

/** The identity that holds a login; undefined where none does, or where it was deleted. */
export function ownerOf(world: World, pool: Pool, { key }: Pick<Login, 'key'>): string | undefined {
  const owner = pool.owners.get(key) ?? nobody
  const state = stateOf(world, owner)
  return state === undefined || state === 'deleted' ? undefined : owner
}

/** Whether a deleted identity held a login at its end, and nobody holds it now. */
export const isOfDeleted = (world: World, pool: Pool, { key }: Pick<Login, 'key'>): boolean =>
  stateOf(world, pool.owners.get(key) ?? nobody) === 'deleted'

/** The identity that a merged one ended in, after however many merges. */
export function survivorOf(world: World, identity: string): string {
  const into = world.identities.get(identity)?.into
  return into === undefined ? identity : survivorOf(world, into)
}

/** Names as DescribeIdentity shows them. */
export const providersOf = ({ logins }: Identity): Set<string> => new Set(logins.map(({ provider }) => provider))
