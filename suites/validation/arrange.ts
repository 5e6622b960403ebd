import type { Needs, Scene } from '../../harness/world/index.ts'
import { type Existing, supportedLoginProviders } from './sound-requests.ts'

/** Two pools that these checks have for themselves, because some of them change what they name. */
export const needs: Needs = {
  developer: true,
  pools: 2,
  pool: { IdentityPoolTags: { suite: 'validation' }, SupportedLoginProviders: supportedLoginProviders },
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
