import { notApplicable } from '../verdict/index.ts'
import type { LoginMaker } from './login-maker.ts'
import type { Needs } from './needs.ts'
import type { PoolSeed } from './pool-maker.ts'

/** A pool that is in use: judged as it stands, and never changed. Plain data. */
export interface LivePool {
  id: string
  name: string
  allowsGuests: boolean
  allowsClassicFlow: boolean
  developerProvider: string | null
  /** Names in a Logins map of the providers that our issuer can sign for. */
  providers: string[]
  roles: { authenticated?: string; unauthenticated?: string }
  /** Whether the run may make guests; nobody can tell them from real ones later. */
  mayMakeGuests: boolean
  /** Whether the run may create nothing at all. */
  isReadOnly: boolean
}

/** The live pool, where its configuration is what a check needs; throws not-applicable where it is not. */
export async function livePoolSeed(live: LivePool, needs: Needs, logins: LoginMaker): Promise<PoolSeed> {
  const deny = (reason: string): never => {
    throw notApplicable(`the live pool ${reason}`)
  }
  if (needs.own === true) deny('must not be changed or observed as a whole')
  if (needs.pools === 2) deny('is the only one')
  if (needs.pool !== undefined) deny('is configured otherwise')
  if ((needs.guests ?? true) !== live.allowsGuests && needs.guests !== undefined) {
    deny(live.allowsGuests ? 'allows guests' : 'allows no guests')
  }
  if (needs.classicFlow !== undefined && needs.classicFlow !== live.allowsClassicFlow) {
    deny(live.allowsClassicFlow ? 'allows the basic flow' : 'forbids the basic flow')
  }
  if (needs.developer === true && live.developerProvider === null) deny('has no developer provider')
  if ((needs.publicProviders ?? 0) > live.providers.length) {
    deny(`trusts ${live.providers.length} providers that we can sign for, and ${needs.publicProviders} are needed`)
  }
  const states =
    needs.roles === 'both'
      ? (['authenticated', 'unauthenticated'] as const)
      : needs.roles === undefined
        ? []
        : [needs.roles]
  for (const state of states) if (live.roles[state] === undefined) deny(`has no role for ${state} identities`)
  return {
    id: live.id,
    name: live.name,
    providers: await logins.publicProviders(needs.publicProviders ?? 0),
    developer: logins.developerProvider,
    roles: live.roles,
  }
}
