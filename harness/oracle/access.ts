import type { OracleCall } from './call.ts'
import { doubts, join, joined, rules as linking, survivorChoice } from './linking.ts'
import { verificationOf, verify } from './login-verification.ts'
import { type Acceptance, type Outcome, type Refusal, codes, decide, mayRefuse, refuse } from './outcome.ts'
import { goneWithItsPool } from './pools.ts'
import { type Rule, choice, rule } from './rule.ts'
import { whyNot } from './which-identity.ts'
import { type Identity, type Pool, type World, deletedOwnerOf, ownerOf, survivorOf, toLogin } from './world.ts'

export const rules = {
  guestKeepsItsId: rule(
    'linking/guest-keeps-its-id',
    'A new login given with the id of a guest is linked to it; the id stays.',
    'LINK-01',
    'LINK-02',
    'C4',
  ),
  newLoginIsLinked: rule(
    'linking/new-login-is-linked',
    'A new login given with an identity and one of its own logins is linked to the identity; the id stays.',
    'LINK-01',
  ),
  cannotReturn: rule(
    'disabled/cannot-return',
    'An identity whose last login was removed stays inaccessible: with a new login, or with the one removed, it is refused with NotAuthorizedException.',
    'UNL-02',
    'UDI-03',
    'LINK-12',
  ),
  loserDisabled: rule(
    'merging/loser-disabled',
    'The identity that loses a merge is disabled: HideDisabled hides it.',
    'LINK-05',
    'LINK-13',
  ),
  sourceDisabled: rule(
    'merging/source-disabled',
    'The identity of the source is disabled by an explicit merge: HideDisabled hides it.',
    'MERGE-05',
    'LINK-05',
  ),
  lastLoginRemoved: rule(
    'disabled/last-login-removed',
    'An identity whose last login was removed by UnlinkIdentity is inaccessible: no token without a login.',
    'UNL-02',
    'LINK-12',
    'ACC-04',
  ),
}

export const choices = {
  refusesMerged: choice(
    'Q-04',
    'this target refuses the id of a merged identity with a login of the one that survived',
  ),
  servesSurvivor: choice(
    'Q-04',
    'this target serves the survivor where the id of a merged identity is given with its login',
  ),
  refusesDeleted: choice('U10', 'this target refuses to link a login whose identity was deleted'),
  servesDeleted: choice('U10', 'this target links a login whose identity was deleted'),
}

/** The sentences that say the same thing of the operation that asks for a token or for credentials. */
export interface AccessRules {
  /** Serves a guest, and an identity by one of its logins. */
  guest: Rule
  login: Rule
  /** Answers the id that was given where nothing is merged. */
  sameIdentity: Rule
  loginRequired: Rule
  foreignLogin: Rule
  unknownIdentity: Rule
  /** A disabled identity without a login. */
  disabled: Rule
}

export type AccessCall = Extract<OracleCall, { operation: 'GetOpenIdToken' | 'GetCredentialsForIdentity' }>

/** What the identity itself answers to who wants a token or credentials for it, apart from flows, roles and guests of closed pools. */
export function access(world: World, call: AccessCall, of: AccessRules): readonly Outcome[] {
  const verification = verificationOf[call.operation]
  const identity = world.identities.get(call.identity)
  const pool = identity && world.pools.get(identity.pool)
  if (identity === undefined || pool === undefined || identity.state === 'deleted')
    return [refuse(of.unknownIdentity, codes.notFound), ...verify(pool, call.logins, verification)]
  if (pool.state === 'deleted') return [goneWithItsPool()]
  const flaws = verify(pool, call.logins, verification)
  switch (identity.state) {
    case 'merged':
      return merged(world, call, of, pool, flaws)
    case 'emptied':
      return [
        refuse(call.logins.length === 0 ? rules.lastLoginRemoved : rules.cannotReturn, codes.notAuthorized),
        ...flaws,
      ]
    default:
      return decide(...liveAccess(world, call, of, identity, pool, flaws))
  }
}

/** A merged identity without a login is refused; with one of the survivor it is open, and so is with any other. */
function merged(world: World, call: AccessCall, of: AccessRules, pool: Pool, flaws: Refusal[]): readonly Outcome[] {
  if (call.logins.length === 0) return [refuse(of.disabled, codes.notAuthorized)]
  const survivor = survivorOf(world, call.identity)
  const identity = world.identities.get(survivor)
  const isProven = call.logins.some((login) => ownerOf(world, pool, toLogin(login)) === survivor)
  const refusal = mayRefuse(choices.refusesMerged)
  if (identity?.state !== 'authenticated' || !isProven) return decide([refusal, ...flaws], [])
  const [refusals, acceptances] = liveAccess(world, { ...call, identity: survivor }, of, identity, pool, flaws)
  const own = world.identities.get(call.identity)?.isSource ? rules.sourceDisabled : rules.loserDisabled
  const open = acceptances.map(({ rule: _rule, choice: _choice, ...one }) => ({
    ...one,
    choice: choices.servesSurvivor,
    identityRule: (got: string) => (got === call.identity ? own : (one.identityRule?.(got) ?? own)),
  }))
  return decide([refusal, ...refusals], open)
}

function liveAccess(
  world: World,
  call: AccessCall,
  of: AccessRules,
  identity: Identity,
  pool: Pool,
  flaws: readonly Refusal[],
): [Refusal[], Acceptance[]] {
  if (call.logins.length === 0) {
    if (identity.state !== 'guest') return [[refuse(of.loginRequired, codes.notAuthorized)], []]
    return [[], [{ kind: 'accepted', identity: call.identity, rule: of.guest }]]
  }
  const logins = call.logins.map(toLogin)
  const joining = join(world, pool, call.identity, logins)
  const isProven = identity.state === 'guest' || logins.some((login) => ownerOf(world, pool, login) === call.identity)
  if (!isProven) return [[refuse(of.foreignLogin, codes.notAuthorized), ...flaws, ...joining.conflicts], []]
  const refusals = [...flaws, ...joining.conflicts, ...doubts(world, joining)]
  if (joining.fresh.some((login) => deletedOwnerOf(world, pool, login) !== undefined))
    refusals.push(mayRefuse(choices.refusesDeleted))
  const isOpen = refusals.some(({ rule: demanded }) => demanded === undefined)
  const survivors = joining.survivors.length
  const served = servedBy(joining.parties.length, joining.fresh.length, survivors, identity, of)
  const acceptances = joining.survivors.map((survivor): Acceptance => {
    const acceptance: Acceptance = {
      kind: 'accepted',
      identity: survivor,
      identityRule: (got) =>
        joining.parties.length > 1
          ? whyNot(world, identity.pool, logins, got, survivors > 1 ? linking.survivorIsOneOfTwo : served)
          : joining.fresh.length > 0
            ? served
            : of.sameIdentity,
      ...(isOpen ? {} : { rule: served }),
      ...survivorChoice(joining, survivor),
    }
    if (joining.parties.length + joining.fresh.length < 2) return acceptance
    return { ...acceptance, effect: (before) => joined(before, joining, survivor) }
  })
  return [refusals, acceptances]
}

function servedBy(parties: number, fresh: number, survivors: number, identity: Identity, of: AccessRules): Rule {
  if (parties > 1) return survivors > 1 ? linking.twoAuthenticated : linking.guestIntoOwner
  if (fresh === 0) return of.login
  return identity.state === 'guest' ? rules.guestKeepsItsId : rules.newLoginIsLinked
}
