import { setPool } from './change.ts'
import { blur } from './vagueness.ts'
import { type Identity, type Pool, type World, loginsOf, nobody, stateOf } from './world.ts'

/** More worlds than this are put together into one that knows less. */
export const mostWorlds = 64

/** A text that is the same for worlds that permit the same from here on. */
export function keyOf(world: World): string {
  const parts: string[] = []
  for (const [id, identity] of world.identities) parts.push(identityKey(id, identity))
  for (const [id, pool] of world.pools) {
    parts.push(poolKey(id, pool))
    for (const [login, owner] of pool.owners) if (owner !== nobody) parts.push(`${id} ${login} ${owner}`)
  }
  return parts.toSorted().join('\n')
}

const identityKey = (id: string, { state, into = '', isSource }: Identity): string =>
  `${id} ${state} ${into}${isSource ? ' source' : ''}`

function poolKey(id: string, { state, settings, roles, possibleGuests, mayHoldOthers }: Pool): string {
  const { guests, classicFlow, providers, developer } = settings
  return JSON.stringify([
    id,
    state,
    guests,
    classicFlow ?? true,
    providers.toSorted(),
    developer,
    roles.toSorted(),
    possibleGuests,
    mayHoldOthers,
  ])
}

/** Whether two worlds permit the same from here on. */
function isSame(one: World, other: World): boolean {
  return one.identities.equals(other.identities, sameIdentity) && one.pools.equals(other.pools, samePool)
}

function sameIdentity(one?: Identity, other?: Identity): boolean {
  if (one === undefined || other === undefined) return false
  return (
    one.pool === other.pool && one.state === other.state && one.into === other.into && one.isSource === other.isSource
  )
}

function samePool(one?: Pool, other?: Pool): boolean {
  if (one === undefined || other === undefined) return false
  return (
    one.owners.equals(other.owners, (owner = nobody, another = nobody) => owner === another) &&
    poolKey('', one) === poolKey('', other)
  )
}

/** The same worlds without repetition, at most `mostWorlds`. */
export function reduce(worlds: readonly World[], most = mostWorlds): readonly World[] {
  if (worlds.length < 2) return worlds
  const distinct = worlds.length > fewWorlds ? distinctByKey(worlds) : distinctOfFew(worlds)
  return distinct.length <= most ? distinct : [together(distinct as [World, ...World[]])]
}

/** Up to so many, to compare each with each is quicker than to write down each. */
const fewWorlds = 8

function distinctOfFew(worlds: readonly World[]): World[] {
  const distinct: World[] = []
  for (const world of worlds) {
    const at = distinct.findIndex((other) => isSame(world, other))
    const same = distinct[at]
    if (same === undefined) distinct.push(world)
    else distinct[at] = asOne(same, world)
  }
  return distinct
}

function distinctByKey(worlds: readonly World[]): World[] {
  const byKey = new Map<string, World>()
  for (const world of worlds) {
    const key = keyOf(world)
    const same = byKey.get(key)
    byKey.set(key, same === undefined ? world : asOne(same, world))
  }
  return [...byKey.values()]
}

/** Which of the ways was taken that only one of two equal worlds took can no longer be told. */
function asOne(one: World, other: World): World {
  const pending = one.pending.filter((way) => other.pending.includes(way))
  return pending.length === one.pending.length ? one : { ...one, pending }
}

/** One world that permits whatever one of several permits: nothing is known of that in which they differ. */
function together(worlds: readonly [World, ...World[]]): World {
  const [first] = worlds
  // Of each pool the first world that has it.
  const pools = new Map(worlds.toReversed().flatMap((world) => [...world.pools]))
  let result: World = {
    ...first,
    pending: [],
    placeholdersMade: Math.max(...worlds.map(({ placeholdersMade }) => placeholdersMade)),
  }
  for (const [poolId, pool] of pools) result = poolTogether(result, worlds, poolId, pool)
  // An id that no answer has shown may still be shown where all worlds have it.
  const isKnown = (id: string): boolean => stateOf(result, id) !== 'vague'
  return { ...result, placeholders: first.placeholders.filter(isKnown) }
}

function poolTogether(result: World, worlds: readonly World[], poolId: string, first: Pool): World {
  const versions = worlds.flatMap((world) => world.pools.get(poolId) ?? [])
  const differs = (of: (world: World) => string): boolean => new Set(worlds.map(of)).size > 1
  const ids = new Set(
    worlds.flatMap((world) => [...world.identities].filter(([, one]) => one.pool === poolId).map(([id]) => id)),
  )
  const vagueIds = [...ids].filter((id) => differs((world) => describe(id, world.identities.get(id))))
  const keys = new Set(versions.flatMap((pool) => [...pool.owners].map(([key]) => key)))
  const vagueKeys = [...keys].filter((key) => differs((world) => world.pools.get(poolId)?.owners.get(key) || nobody))
  const pool: Pool = {
    ...first,
    possibleGuests: Math.max(...versions.map(({ possibleGuests }) => possibleGuests)),
    mayHoldOthers: versions.some(({ mayHoldOthers }) => mayHoldOthers),
    ...(differs((world) => settingsOf(poolId, world)) ? { state: 'vague' as const } : {}),
  }
  const known = setPool({ ...result, isVague: result.isVague || pool.state === 'vague' }, poolId, pool)
  if (vagueIds.length + vagueKeys.length === 0) return known
  const logins = vagueKeys.map((key) => ({ key }))
  // What hangs on them in one world is as vague as they are.
  const hanging = worlds.flatMap((world) => vagueIds.flatMap((id) => loginsOf(world, id)))
  return blur(known, poolId, vagueIds, [...logins, ...hanging])
}

const describe = (id: string, identity: Identity | undefined): string =>
  identity === undefined
    ? ''
    : `${identityKey(id, identity)} ${identity.logins
        .map(({ key }) => key)
        .toSorted()
        .join(' ')}`

function settingsOf(poolId: string, world: World): string {
  const pool = world.pools.get(poolId)
  return pool === undefined ? '' : poolKey(poolId, { ...pool, possibleGuests: 0, mayHoldOthers: false })
}
