import { PersistentMap } from './persistent-map.ts'
import { type Identity, type Login, type Pool, type World, isPlaceholder, locate, loginsOf, nobody } from './world.ts'

/** Steps from one world to the next. */

export function setPool(world: World, id: string, pool: Pool): World {
  return { ...world, pools: world.pools.set(id, pool) }
}

function setOwners(world: World, poolId: string, logins: readonly Login[], owner: string): World {
  if (logins.length === 0) return world
  const owned = logins.map(({ key }) => [key, owner] as const)
  return { ...world, pools: world.pools.update(poolId, (pool) => ({ ...pool, owners: pool.owners.setAll(owned) })) }
}

/** A new identity. Where no answer has shown its id, `id` is a placeholder from `newPlaceholder`. */
export function createIdentity(world: World, poolId: string, id: string, logins: readonly Login[]): World {
  if (isPlaceholder(id) && logins.length === 0) {
    const pools = world.pools.update(poolId, (pool) => ({ ...pool, possibleGuests: pool.possibleGuests + 1 }))
    return { ...world, pools }
  }
  const identity: Identity = { pool: poolId, state: logins.length === 0 ? 'guest' : 'authenticated', logins }
  const made: World = isPlaceholder(id)
    ? { ...world, placeholders: [...world.placeholders, id], placeholdersMade: world.placeholdersMade + 1 }
    : world
  return setOwners({ ...made, identities: made.identities.set(id, identity) }, poolId, logins, id)
}

export const newPlaceholder = ({ placeholdersMade }: World): string => `?${placeholdersMade + 1}`

/** Links logins that nobody holds. */
export function link(world: World, id: string, logins: readonly Login[]): World {
  const identity = world.identities.get(id)
  if (identity === undefined || logins.length === 0) return world
  const linked: Identity = { ...identity, state: 'authenticated', logins: [...identity.logins, ...logins] }
  return setOwners({ ...world, identities: world.identities.set(id, linked) }, identity.pool, logins, id)
}

/** Merges: `survivor` owns all logins from then on, the others are disabled. */
export function merge(world: World, survivor: string, losers: readonly string[], isExplicit = false): World {
  return losers.reduce((before, id) => {
    const identities = before.identities.update(id, ({ pool }) => {
      const disabled: Identity = { pool, state: 'merged', logins: [], into: survivor }
      return isExplicit ? { ...disabled, isSource: true } : disabled
    })
    return link({ ...before, identities }, survivor, loginsOf(before, id))
  }, world)
}

/** Unlinks logins of an identity; without any left it is disabled. */
export function unlink(world: World, id: string, gone: readonly Login[]): World {
  const found = locate(world, id)
  if (found === undefined || gone.length === 0) return world
  const { identity, pool } = found
  const keys = new Set(gone.map(({ key }) => key))
  const logins = identity.logins.filter(({ key }) => !keys.has(key))
  const left: Identity = { ...identity, state: logins.length === 0 ? 'emptied' : 'authenticated', logins }
  const unlinked = pool.unlinked.setAll(gone.map(({ key }) => [key, id] as const))
  const noted = setPool({ ...world, identities: world.identities.set(id, left) }, identity.pool, { ...pool, unlinked })
  return setOwners(noted, identity.pool, gone, nobody)
}

/** Its logins keep pointing to it, because it is open what they yield then (U10). */
export function deleteIdentity(world: World, id: string): World {
  const identities = world.identities.update(id, (identity) => ({ ...identity, state: 'deleted', logins: [] }))
  return { ...world, identities }
}

/** Gives a placeholder the id that an answer showed. */
export function bind(world: World, placeholder: string, id: string): World {
  const named = (one: string): string => (one === placeholder ? id : one)
  const identities = [...world.identities].map(([key, identity]): [string, Identity] => [
    named(key),
    identity.into === undefined ? identity : { ...identity, into: named(identity.into) },
  ])
  const pools = [...world.pools].map(([key, pool]): [string, Pool] => [
    key,
    { ...pool, owners: PersistentMap.from([...pool.owners].map(([login, owner]) => [login, named(owner)])) },
  ])
  return {
    ...world,
    identities: PersistentMap.from(identities),
    pools: PersistentMap.from(pools),
    placeholders: world.placeholders.filter((one) => one !== placeholder),
  }
}
