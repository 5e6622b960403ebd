import type { CreateIdentityPoolCommandInput } from '@aws-sdk/client-cognito-identity'

/** What a check asks of its pool and of the target. All that is left out is off, except guests. */
export interface Needs {
  /** Public providers that the pool trusts. */
  publicProviders?: 1 | 2 | 3 | 4
  /** Whether the pool has a developer provider. */
  developer?: boolean
  /** Whether the pool allows guests; true by default. */
  guests?: boolean
  /** AllowClassicFlow; left unset by default, which allows the basic flow. */
  classicFlow?: boolean
  /** Gives the pool roles for both kinds of identities, or for one. */
  roles?: 'both' | 'authenticated' | 'unauthenticated'
  /** The check changes its pool or observes it as a whole: nobody else uses it. */
  own?: boolean
  /** A second pool of the same shape, as `otherPool`. */
  pools?: 2
  /** The check has to let this many seconds pass. */
  seconds?: number
  /** More configuration of the pool. */
  pool?: Partial<CreateIdentityPoolCommandInput>
}

/** Checks of one shape share a pool. */
export function shapeOf(needs: Needs): string {
  const { publicProviders = 0, developer = false, guests = true, classicFlow, roles, pool = {} } = needs
  return JSON.stringify([publicProviders, developer, guests, classicFlow ?? null, roles ?? null, pool])
}
