import type { OracleAnswer, OracleCall } from './call.ts'
import { type Accepted, type Outcome, codes } from './outcome.ts'
import { permitted } from './permitted.ts'
import { type World, isPlaceholder, providersOf } from './world.ts'
import type { Worlds } from './worlds.ts'

/**
 * An answer that is permitted after a history: a target that goes any way that evidence leaves open. `newId` gives an identity id that was never seen, or a
 * pool id.
 */
export function imagine(random: () => number, worlds: Worlds, call: OracleCall, newId: () => string): OracleAnswer {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const world = pick(worlds.possible)
  const outcome = world && pick(permitted(world, call))
  if (world === undefined || outcome === undefined) return { kind: 'refused', code: codes.notAuthorized }
  if (outcome.kind === 'refused') return { kind: 'refused', code: pick(outcome.codes ?? []) ?? codes.notAuthorized }
  return { kind: 'accepted', ...identityOf(outcome, newId), ...contentOf(world, call, newId) }
}

function identityOf(outcome: Extract<Outcome, { kind: 'accepted' }>, newId: () => string): Partial<Accepted> {
  if (outcome.isNew || (outcome.identity !== undefined && isPlaceholder(outcome.identity))) return { identity: newId() }
  return outcome.identity === undefined ? {} : { identity: outcome.identity }
}

function contentOf(world: World, call: OracleCall, newId: () => string): Partial<Accepted> {
  switch (call.operation) {
    case 'CreateIdentityPool':
      return { pool: newId() }
    case 'DescribeIdentity':
      return { identity: call.identity, logins: loginsOf(world, call.identity) }
    case 'LookupDeveloperIdentity': {
      const id = call.identity ?? ownerOfUser(world, call.pool, call.user)
      const logins = world.identities.get(id ?? '')?.logins ?? []
      return { identifiers: logins.filter(({ isDeveloper }) => isDeveloper).map(({ user }) => user) }
    }
    case 'ListIdentities':
      return { identities: listed(world, call.pool, call.hideDisabled === true, newId) }
    case 'DeleteIdentities':
      return { unprocessed: call.identities.filter((id) => !world.identities.has(id)) }
    default:
      return {}
  }
}

const ownerOfUser = (world: World, pool: string, user: string | undefined): string | undefined =>
  [...world.identities].find(
    ([, one]) => one.pool === pool && one.logins.some((login) => login.isDeveloper && login.user === user),
  )?.[0]

function loginsOf(world: World, id: string): string[] {
  const identity = world.identities.get(id)
  return identity === undefined ? [] : [...providersOf(identity)]
}

const listed = (
  world: World,
  pool: string,
  hidden: boolean,
  newId: () => string,
): NonNullable<Accepted['identities']> =>
  [...world.identities]
    .filter(([, one]) => one.pool === pool && one.state !== 'deleted' && one.state !== 'vague')
    .filter(([, one]) => !(hidden && (one.state === 'merged' || one.state === 'emptied')))
    .map(([id]) => ({ identity: isPlaceholder(id) ? newId() : id, logins: loginsOf(world, id) }))
