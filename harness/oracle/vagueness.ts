import type { OracleAnswer, OracleCall } from './call.ts'
import { setPool } from './change.ts'
import { codes } from './outcome.ts'
import { type Login, type World, developerLogin, ownerOf, stateOf, survivorOf, toLogin, unknown } from './world.ts'

/** What a call is about. */
interface Subject {
  pool: string
  identities: string[]
  logins: Login[]
}

function subjectOf(world: World, call: OracleCall): Subject {
  const named = 'identity' in call && call.identity !== undefined ? [call.identity] : []
  const [home = ''] = named.map((id) => world.identities.get(id)?.pool)
  const pool = 'pool' in call ? call.pool : home
  const logins = 'logins' in call ? call.logins.map(toLogin) : []
  if (call.operation === 'MergeDeveloperIdentities')
    logins.push(...[call.source, call.destination].map((user) => developerLogin(call.provider, user)))
  if (call.operation === 'UnlinkDeveloperIdentity') logins.push(developerLogin(call.provider, call.user))
  if (call.operation === 'LookupDeveloperIdentity' && call.user !== undefined)
    logins.push(developerLogin(world.pools.get(pool)?.settings.developer ?? '', call.user))
  return { pool, identities: named, logins }
}

/** Whether a call is about anything vague, so that whatever it answers is permitted. */
export function isBeyondKnowledge(world: World, call: OracleCall): boolean {
  if (!world.isVague) return false
  const { pool: poolId, identities, logins } = subjectOf(world, call)
  const pool = world.pools.get(poolId)
  if (pool?.state === 'deleted') return false
  return (
    pool?.state === 'vague' ||
    identities.some((id) => stateOf(world, survivorOf(world, id)) === 'vague') ||
    logins.some(({ key }) => pool?.owners.get(key) === unknown)
  )
}

/** The world after an answer that says too little of what it did: nothing is known any more of what the call was about. */
export function forget(world: World, call: OracleCall, answer: OracleAnswer): World {
  // A refused call changes nothing, except maybe where credentials want a role.
  if (answer.kind === 'refused' && answer.code !== codes.noRole) return world
  switch (call.operation) {
    case 'CreateIdentityPool':
    case 'UpdateIdentityPool':
    case 'SetIdentityPoolRoles':
    case 'DeleteIdentityPool':
    case 'DescribeIdentity':
    case 'DeleteIdentities':
      return world
    case 'LookupDeveloperIdentity':
    case 'ListIdentities': {
      const shown = shownBy(answer).filter((id) => !world.identities.has(id))
      return shown.length === 0 ? world : blur(world, call.pool, shown)
    }
    default: {
      const { pool, identities, logins } = subjectOf(world, call)
      return blur(world, pool, [...identities, ...shownBy(answer)], logins)
    }
  }
}

/** Ids that an answer shows. */
export function shownBy(answer: OracleAnswer): string[] {
  if (answer.kind !== 'accepted') return []
  const { identity, identities = [] } = answer
  return [...(identity === undefined ? [] : [identity]), ...identities.map((item) => item.identity)]
}

/** Forgets identities, in whichever pool they are, and logins of a pool, and whatever hangs on them; an id never seen is taken to be of that pool. */
export function blur(
  world: World,
  poolId: string,
  ids: readonly string[],
  logins?: readonly Pick<Login, 'key'>[],
): World {
  const byPool = Map.groupBy(ids, (id) => world.identities.get(id)?.pool ?? poolId)
  const others = [...byPool].reduce((one, [id, some]) => blurOwn(one, id, some), world)
  return blurOwn(others, poolId, [], logins)
}

function blurOwn(world: World, poolId: string, ids: readonly string[], logins?: readonly Pick<Login, 'key'>[]): World {
  const pool = world.pools.get(poolId)
  if (pool === undefined) return world
  const keys = new Set(logins?.map(({ key }) => key))
  const owning = [...keys].flatMap((key) => ownerOf(world, pool, { key }) ?? [])
  const vague = new Set([...owning, ...ids.flatMap((id) => [id, survivorOf(world, id)])])
  // The logins that they hold, or held when they were deleted.
  for (const [key, owner] of pool.owners) if (vague.has(owner)) keys.add(key)
  const owners = pool.owners.setAll([...keys].map((key) => [key, unknown] as const))
  const identities = world.identities.setAll([...vague].map((id) => [id, { pool: poolId, state: 'vague', logins: [] }]))
  return setPool({ ...world, identities, isVague: true }, poolId, { ...pool, owners, mayHoldOthers: true })
}
