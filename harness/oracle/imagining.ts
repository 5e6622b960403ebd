import type { OracleAnswer, OracleCall } from './call.ts'
import { type Accepted, type Outcome, codes } from './outcome.ts'
import { permitted } from './permitted.ts'
import { type World, emptyWorld, providersOf } from './world.ts'
import { apply } from './worlds.ts'

/** Answers a call, and is changed by it. */
export type ImaginedTarget = (call: OracleCall) => Spoken

type Spoken = Exclude<OracleAnswer, { kind: 'silent' }>

/**
 * A target that goes any way that evidence leaves open. It is in one state, of which nothing is vague. `newId` gives an identity id that was never seen,
 * or a pool id.
 */
export function imagineTarget(random: () => number, newId: () => string): ImaginedTarget {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  let world = emptyWorld()
  return (call) => {
    const outcome = pick(permitted(world, call))
    if (outcome === undefined) return { kind: 'refused', code: codes.notAuthorized }
    const answer: Spoken =
      outcome.kind === 'refused'
        ? { kind: 'refused', code: pick(outcome.codes ?? []) ?? codes.notAuthorized }
        : { kind: 'accepted', ...identityOf(outcome, newId), ...contentOf(world, call, newId) }
    world = apply(world, outcome, answer)
    return answer
  }
}

function identityOf(outcome: Extract<Outcome, { kind: 'accepted' }>, newId: () => string): Partial<Accepted> {
  if (outcome.isNew) return { identity: newId() }
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
      return { identities: listed(world, call.pool, call.hideDisabled === true) }
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

const listed = (world: World, pool: string, hidden: boolean): NonNullable<Accepted['identities']> =>
  [...world.identities]
    .filter(([, one]) => one.pool === pool && one.state !== 'deleted')
    .filter(([, one]) => !(hidden && (one.state === 'merged' || one.state === 'emptied')))
    .map(([id]) => ({ identity: id, logins: loginsOf(world, id) }))
