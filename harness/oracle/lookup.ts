import type { OracleCall } from './call.ts'
import { type Acceptance, type Accepted, type Outcome, accept, codes, mayRefuse, refuse, whatever } from './outcome.ts'
import { unknownPool } from './pools.ts'
import { type Rule, choice, rule } from './rule.ts'
import { type World, developerLogin, loginsOf, ownerOf } from './world.ts'

export const rules = {
  byUser: rule(
    'developer/lookup-by-user',
    'LookupDeveloperIdentity by a developer user identifier finds its identity.',
    'LOOK-02',
    'LOOK-07',
  ),
  byIdentity: rule(
    'developer/lookup-by-identity',
    'LookupDeveloperIdentity by an identity id finds its developer users.',
    'LOOK-02',
    'LOOK-04',
    'LOOK-07',
  ),
  pages: rule(
    'developer/lookup-pages',
    'The pages of LookupDeveloperIdentity together show every developer user once, each page at most MaxResults.',
    'LOOK-05',
    'LOOK-04',
  ),
  both: rule('developer/lookup-both', 'LookupDeveloperIdentity with a matching pair answers both.', 'LOOK-03'),
  mismatch: rule(
    'developer/lookup-mismatch',
    'LookupDeveloperIdentity with an identity and a developer user who does not belong to it is refused with ResourceConflictException.',
    'LOOK-03',
  ),
  neither: rule(
    'developer/lookup-neither',
    'LookupDeveloperIdentity with neither is refused with InvalidParameterException or ValidationException.',
    'LOOK-01',
  ),
  unknownUser: rule(
    'developer/lookup-unknown',
    'LookupDeveloperIdentity of a developer user whom nobody knows is refused with ResourceNotFoundException or NotAuthorizedException.',
    'LOOK-06',
    'U7',
  ),
  unknownIdentity: rule(
    'developer/lookup-unknown-identity',
    'LookupDeveloperIdentity of an identity that does not exist is refused with ResourceNotFoundException.',
    'OP-15',
    'IDN-03',
    'ACC-05',
  ),
  removedUser: rule(
    'disabled/lookup-of-removed-user',
    'LookupDeveloperIdentity of an unlinked developer user is refused with ResourceNotFoundException or NotAuthorizedException.',
    'UDI-02',
    'LOOK-06',
  ),
}

export const choices = {
  refusesWithoutUsers: choice('LOOK-06', 'this target refuses to look up an identity without developer users'),
  showsNone: choice('LOOK-06', 'this target shows no developer user where it looks up an identity without any'),
}

type Lookup = Extract<OracleCall, { operation: 'LookupDeveloperIdentity' }>

export function lookup(world: World, { pool: poolId, identity, user }: Lookup): readonly Outcome[] {
  const pool = world.pools.get(poolId)
  const neither =
    user === undefined && identity === undefined ? [refuse(rules.neither, codes.invalid, codes.validation)] : []
  if (pool?.state !== 'live') return [unknownPool(pool), ...neither]
  if (user === undefined) return identity === undefined ? neither : byIdentity(world, poolId, identity)
  const { developer } = pool.settings
  // A pool without developer provider: nothing is known of the code.
  if (developer === undefined) return [refuse(rules.unknownUser)]
  const login = developerLogin(developer, user)
  const owner = ownerOf(world, pool, login)
  if (identity !== undefined && identity !== owner) return mismatch(world, poolId, identity, owner)
  if (owner === undefined) {
    const why = pool.unlinked.has(login.key) ? rules.removedUser : rules.unknownUser
    return [refuse(why, codes.notFound, codes.notAuthorized)]
  }
  return [found(world, owner, user, identity === undefined ? rules.byUser : rules.both)]
}

/** Whom the lookup by a user shows besides that user is open. */
function found(world: World, owner: string, user: string, why: Rule): Acceptance {
  const users = usersOf(world, owner)
  return accept({
    identity: owner,
    rule: why,
    shows: () => `DeveloperUserIdentifierList with ${user}`,
    broken: ({ identifiers = [] }) => {
      if (identifiers.some((one) => !users.includes(one))) return rules.byIdentity
      return why === rules.both && !identifiers.includes(user) ? why : undefined
    },
  })
}

/** Unknown users and unknown identities have refusals of their own, so that any of the codes will do. */
function mismatch(world: World, poolId: string, identity: string, owner: string | undefined): readonly Outcome[] {
  const named = world.identities.get(identity)
  // What a lookup says of a disabled identity is open (U2, U6).
  if (named?.state === 'merged') return whatever
  const isPlain =
    owner !== undefined && named?.pool === poolId && named.state !== 'deleted' && named.state !== 'emptied'
  return [
    isPlain
      ? refuse(rules.mismatch, codes.conflict)
      : refuse(rules.mismatch, codes.conflict, codes.notFound, codes.notAuthorized),
  ]
}

function byIdentity(world: World, poolId: string, id: string): readonly Outcome[] {
  const identity = world.identities.get(id)
  if (identity === undefined || identity.state === 'deleted') return [refuse(rules.unknownIdentity, codes.notFound)]
  const users = usersOf(world, id)
  // Ids of other pools and disabled ones: no sentence speaks of their lookup.
  const isHere = identity.pool === poolId
  if (!isHere || users.length === 0) {
    return [
      mayRefuse(choices.refusesWithoutUsers),
      accept({
        choice: choices.showsNone,
        shows: () => 'no developer user',
        broken: ({ identifiers = [] }) =>
          identifiers.length > 0 && isHere && identity.state !== 'merged' ? rules.byIdentity : undefined,
      }),
    ]
  }
  return [
    accept({
      identity: id,
      rule: rules.byIdentity,
      shows: () => `DeveloperUserIdentifierList ${users.join(', ')}`,
      broken: (answer) => brokenList(answer, users),
    }),
  ]
}

function brokenList({ identifiers = [] }: Accepted, users: readonly string[]): Rule | undefined {
  if (new Set(identifiers).size < identifiers.length) return rules.pages
  const isExact = identifiers.length === users.length && users.every((user) => identifiers.includes(user))
  return isExact ? undefined : rules.byIdentity
}

const usersOf = (world: World, id: string): string[] =>
  loginsOf(world, id)
    .filter(({ isDeveloper }) => isDeveloper)
    .map(({ user }) => user)
