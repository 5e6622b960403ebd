import type { FlawedToken } from '../world/index.ts'
import type { RoleState } from '../oracle/index.ts'

/**
 * A history in symbols: whom it concerns by name, and identities by the step that answered them. It holds no id and no token, so that it
 * can be played on any target, shortened, and stored. Plain data.
 */
export interface History {
  steps: Step[]
}

/** Names of public providers in a history. */
export const publicNames = ['a', 'b', 'c'] as const
export type PublicName = (typeof publicNames)[number]
/** Users of each provider in a history. */
export const userNames = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay'] as const

/** One entry of a Logins map. */
export interface LoginName {
  /** `dev` is the pools' developer provider. */
  provider: PublicName | 'dev'
  user: string
  /** `again`: another sound token of the same user; a flaw: a token that no call may take. Absent: the user's first sound token. */
  token?: 'again' | FlawedToken
}

export const isPublic = ({ provider }: LoginName): boolean => provider !== 'dev'

/** The number of a step that answered the identity or pool; `nobody` is an id that was never given out. */
export type Reference = number | 'nobody'

export interface PoolShape {
  guests: boolean
  /** Absent: never set. */
  classicFlow?: boolean
  providers: PublicName[]
  developer: boolean
}

/** `n`: the number by which later steps refer to it; it stays when other steps are taken out. */
export type Step = { n: number } & (Act | { call: 'together'; steps: (Act & { n: number })[] })

/** One call; its name is the operation. `otherName`: its DeveloperProviderName is not that of the pool. */
export type Act =
  | { call: 'CreateIdentityPool'; shape: PoolShape }
  | { call: 'UpdateIdentityPool'; pool: number; shape: PoolShape }
  | { call: 'SetIdentityPoolRoles'; pool: number; roles: RoleState[] }
  | { call: 'DeleteIdentityPool'; pool: number }
  | { call: 'GetId'; pool: number; logins: LoginName[] }
  | { call: 'GetOpenIdToken' | 'GetCredentialsForIdentity'; identity: Reference; logins: LoginName[] }
  | { call: 'GetOpenIdTokenForDeveloperIdentity'; pool: number; identity?: Reference; logins: LoginName[] }
  | { call: 'MergeDeveloperIdentities'; pool: number; source: string; destination: string; otherName?: true }
  | { call: 'LookupDeveloperIdentity'; pool: number; identity?: Reference; user?: string; pageSize?: number }
  | { call: 'UnlinkDeveloperIdentity'; pool: number; identity: Reference; user: string; otherName?: true }
  | { call: 'UnlinkIdentity'; identity: Reference; logins: LoginName[]; remove: LoginName['provider'][] }
  | { call: 'DescribeIdentity'; identity: Reference }
  | { call: 'ListIdentities'; pool: number; hideDisabled?: boolean; pageSize?: number }
  | { call: 'DeleteIdentities'; identities: Reference[] }

/** Every call of the steps, those that are made at once one by one. */
export function actsOf(steps: readonly Step[]): (Act & { n: number })[] {
  return steps.flatMap((step) => (step.call === 'together' ? step.steps : [step]))
}

/** Logins that the call offers. */
export function loginsOf(act: Act): LoginName[] {
  return 'logins' in act ? act.logins : []
}

/** Developer users that the call names otherwise than in a Logins map. */
export function developerUsersOf(act: Act): string[] {
  if (act.call === 'MergeDeveloperIdentities') return [act.source, act.destination]
  return 'user' in act && act.user !== undefined ? [act.user] : []
}

/** Steps that the call refers to. */
export function referencesOf(act: Act): number[] {
  const identities = 'identities' in act ? act.identities : 'identity' in act ? [act.identity] : []
  const pools = 'pool' in act ? [act.pool] : []
  return [...identities, ...pools].filter((reference) => typeof reference === 'number')
}

/** The call with references to step `to` in the place of those to step `from`. */
export function withReference(act: Act, from: number, to: number): Act {
  const moved = <Kind extends Reference | undefined>(reference: Kind): Kind | number =>
    reference === from ? to : reference
  if ('identities' in act) return { ...act, identities: act.identities.map(moved) }
  const pool = 'pool' in act ? { pool: moved(act.pool) } : {}
  const identity = 'identity' in act ? { identity: moved(act.identity) } : {}
  return { ...act, ...pool, ...identity }
}

/** The first number that no step has. */
export function nextNumber(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map(({ n }) => n), ...actsOf(steps).map(({ n }) => n)) + 1
}
