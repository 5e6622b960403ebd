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
    key: `${kind === 'public' ? 'p' : 'd'}${provider}\n${user}`,
    provider,
    user,
    isDeveloper: kind === 'developer',
  }
}

export const developerLogin = (provider: string, user: string): Login => toLogin({ kind: 'developer', provider, user })

export const isPlaceholder = (identity: string): boolean => identity.startsWith(unknown)

/** The identity that holds a login; undefined where none does, or where it was deleted. */
export function ownerOf(world: World, pool: Pool, login: Login): string | undefined {
  const owner = pool.owners.get(login.key)
  if (owner === undefined || owner === nobody || owner === unknown) return undefined
  return world.identities.get(owner)?.state === 'deleted' ? undefined : owner
}

/** The deleted identity that held a login at its end, if nobody holds it now. */
export function deletedOwnerOf(world: World, pool: Pool, login: Login): string | undefined {
  const owner = pool.owners.get(login.key)
  if (owner === undefined || owner === nobody || owner === unknown) return undefined
  return world.identities.get(owner)?.state === 'deleted' ? owner : undefined
}

/** The identity that a merged one ended in, after however many merges. */
export function survivorOf(world: World, identity: string): string {
  let at = identity
  for (let next = world.identities.get(at)?.into; next !== undefined; next = world.identities.get(at)?.into) at = next
  return at
}

/** Names as DescribeIdentity shows them. */
export const providersOf = ({ logins }: Identity): Set<string> => new Set(logins.map(({ provider }) => provider))
