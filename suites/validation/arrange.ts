import type { Needs, Scene } from '../../harness/world/index.ts'
import { type Existing, supportedLoginProviders } from './sound-requests.ts'

const ofRoles = new Set(['SetIdentityPoolRoles', 'GetIdentityPoolRoles'])

/**
 * Two pools that these checks have for themselves, because some of them change what they name. Those of roles have two of their own: a pool
 * with role mappings answers GetOpenIdToken otherwise.
 */
export function needsOf(operation: string): Needs {
  const suite = ofRoles.has(operation) ? 'validation of roles' : 'validation'
  return {
    developer: true,
    pools: 2,
    pool: { IdentityPoolTags: { suite }, SupportedLoginProviders: supportedLoginProviders },
  }
}

const made = new Map<string, Promise<Existing>>()

/** Set up once a run. */
export function existingOf({ pool, otherPool, region, accountId }: Scene): Promise<Existing> {
  let existing = made.get(pool.id)
  if (existing === undefined) {
    existing = Promise.resolve(pool.getId()).then((identityId) => ({
      poolId: pool.id,
      otherPoolId: otherPool.id,
      identityId,
      developerProvider: pool.developer.key,
      region,
      accountId,
    }))
    made.set(pool.id, existing)
  }
  return existing
}
