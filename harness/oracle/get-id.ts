import type { OracleCall } from './call.ts'
import { createIdentity } from './change.ts'
import { type Joining, conflictsOf, join, joined } from './linking.ts'
import { verificationOf, verify } from './login-verification.ts'
import { type Acceptance, type Outcome, type Refusal, codes, decide, mayRefuse, refuse } from './outcome.ts'
import { choice, rule } from './rule.ts'
import { whyNot } from './which-identity.ts'
import { type Login, type Pool, type World, isOfDeleted, stateOf, toLogin } from './world.ts'

export const rules = {
  guestIsNew: rule('identities/guest-is-new', 'GetId without logins gives a new identity each time.', 'GETID-02'),
  guestsRefused: rule(
    'identities/guests-refused',
    'GetId without logins is refused with NotAuthorizedException in a pool that does not allow guests.',
    'GETID-03',
  ),
  unknownPool: rule(
    'identities/unknown-pool',
    'A pool that does not exist is refused with ResourceNotFoundException.',
    'GETID-13',
    'POOL-15',
    'POOL-16',
  ),
  deletedPool: rule(
    'identities/deleted-pool',
    'A pool that was deleted serves nobody any more: GetId is refused with ResourceNotFoundException.',
    'POOL-18',
    'POOL-15',
  ),
  sameLogin: rule(
    'identities/same-login-same-identity',
    'GetId with a login that is linked to an identity returns that identity, whichever token of the user is given.',
    'GETID-05',
    'TOK-15',
  ),
  oneOfSeveral: rule(
    'identities/one-of-several',
    'GetId with one of the logins of an identity, or with several, in any order, returns that identity.',
    'GETID-05',
    'GETID-07',
  ),
  neverReturned: rule(
    'disabled/never-returned',
    'GetId never returns the id of an identity that lost a merge.',
    'LINK-05',
  ),
  newLogin: rule(
    'identities/login-is-no-guest',
    'A new login gets an identity of its own, not one that was given before.',
    'GETID-05',
  ),
  severalLogins: rule(
    'identities/several-logins',
    'Several new logins in one call make one identity, to which all of them are linked.',
    'GETID-07',
    'LINK-01',
  ),
  newBesideKnown: rule(
    'identities/new-beside-known',
    'GetId with a known and a new login returns the identity of the known one and links the new one to it.',
    'GETID-07',
    'LINK-01',
  ),
  secondLogin: rule(
    'linking/one-login-by-get-id',
    'GetId refuses a second login of a public provider beside a login of the identity with ResourceConflictException.',
    'LINK-03',
    'Q-01',
  ),
}

/** Why a pool that is not live serves nobody. */
export function refusalBy(pool: Pool | undefined): Refusal {
  return refuse(pool === undefined ? rules.unknownPool : rules.deletedPool, codes.notFound)
}

export const choices = {
  refusesTwo: choice('Q-01', 'this target refuses GetId with logins of two identities'),
  mergesTwo: choice('Q-01', 'this target merges two identities whose logins GetId is given'),
  answersOne: choice('Q-01', 'this target answers GetId with logins of two identities and merges nothing'),
  refusesDeleted: choice('U10', 'this target refuses a login whose identity was deleted'),
  servesDeleted: choice('U10', 'this target takes a login whose identity was deleted for a new one'),
}

export function getId(world: World, call: Extract<OracleCall, { operation: 'GetId' }>): readonly Outcome[] {
  const pool = world.pools.get(call.pool)
  if (pool?.state !== 'live') return [refusalBy(pool), ...verify(undefined, call.logins, verificationOf.GetId)]
  if (call.logins.length === 0) {
    if (!pool.settings.guests) return [refuse(rules.guestsRefused, codes.notAuthorized)]
    return [
      {
        kind: 'accepted',
        isNew: true,
        rule: rules.guestIsNew,
        effect: (before, identity) => createIdentity(before, call.pool, identity, []),
      },
    ]
  }
  const logins = call.logins.map(toLogin)
  const joining = join(world, pool, undefined, logins, rules.secondLogin)
  const flaws = verify(pool, call.logins, verificationOf.GetId)
  const deleted = logins.some((login) => isOfDeleted(world, pool, login))
  if (joining.parties.length > 1) return decide([...flaws, mayRefuse(choices.refusesTwo)], ofTwo(world, joining))
  const [owner] = joining.parties
  const acceptance = owner === undefined ? ofNobody(call.pool, logins) : ofOne(owner, logins, joining)
  if (!deleted) return decide([...flaws, ...joining.conflicts], [{ ...acceptance, identityRule: wrong(acceptance) }])
  // What becomes of a login whose identity was deleted is open (U10): it may be refused, or yield the old identity again.
  const { rule: _, ...permitted } = acceptance
  return decide(
    [...flaws, ...joining.conflicts, mayRefuse(choices.refusesDeleted)],
    [{ ...permitted, choice: choices.servesDeleted }],
  )

  function wrong(one: Acceptance): (got: string) => NonNullable<Acceptance['rule']> {
    return (got) => {
      const isMerged = stateOf(world, got) === 'merged'
      return whyNot(world, call.pool, logins, got, isMerged ? rules.neverReturned : (one.rule ?? rules.sameLogin))
    }
  }
}

function ofNobody(poolId: string, logins: readonly Login[]): Acceptance {
  return {
    kind: 'accepted',
    isNew: true,
    rule: logins.length > 1 ? rules.severalLogins : rules.newLogin,
    effect: (before, identity) => createIdentity(before, poolId, identity, logins),
  }
}

function ofOne(owner: string, logins: readonly Login[], joining: Joining): Acceptance {
  if (joining.fresh.length === 0) {
    return { kind: 'accepted', identity: owner, rule: logins.length > 1 ? rules.oneOfSeveral : rules.sameLogin }
  }
  return {
    kind: 'accepted',
    identity: owner,
    rule: rules.newBesideKnown,
    effect: (before) => joined(before, joining, owner),
  }
}

/** GetId with logins of two identities is open: one of them is answered, merged with the other or not, with new logins linked or not. */
function ofTwo(world: World, joining: Joining): Acceptance[] {
  return joining.survivors.flatMap((survivor) => {
    const answered: Acceptance = { kind: 'accepted', identity: survivor, identityRule: () => rules.sameLogin }
    const ways: Acceptance[] = [{ ...answered, choice: choices.answersOne }]
    const alone = { ...joining, parties: [survivor] }
    if (conflictsOf(world, alone.parties, joining.fresh).length === 0)
      ways.push({ ...answered, choice: choices.answersOne, effect: (before) => joined(before, alone, survivor) })
    if (joining.conflicts.length === 0)
      ways.push({ ...answered, choice: choices.mergesTwo, effect: (before) => joined(before, joining, survivor) })
    return ways
  })
}
