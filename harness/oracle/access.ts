import type { OracleCall } from './call.ts'
import { type Joining, doubts, join, joined, rules as linking, survivorChoice } from './linking.ts'
import { verificationOf, verify } from './login-verification.ts'
import { type Acceptance, type Outcome, type Refusal, codes, decide, mayRefuse, refuse } from './outcome.ts'
import { goneWithItsPool } from './pools.ts'
import { type Rule, choice, rule } from './rule.ts'
import { whyNot } from './which-identity.ts'
import { type Identity, type Login, type World, isOfDeleted, locate, ownerOf, survivorOf, toLogin } from './world.ts'

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

type Located = NonNullable<ReturnType<typeof locate>>
type Served = Acceptance & Required<Pick<Acceptance, 'identityRule'>>

export type AccessCall = Extract<OracleCall, { operation: 'GetOpenIdToken' | 'GetCredentialsForIdentity' }>

/** What the identity itself answers to who wants a token or credentials for it, apart from flows, roles and guests of closed pools. */
export function access(world: World, call: AccessCall, of: AccessRules): readonly Outcome[] {
  const found = locate(world, call.identity)
  const flaws = verify(found?.pool, call.logins, verificationOf[call.operation])
  if (found === undefined || found.identity.state === 'deleted')
    return [refuse(of.unknownIdentity, codes.notFound), ...flaws]
  const { identity, pool } = found
  if (pool.state === 'deleted') return [goneWithItsPool()]
  switch (identity.state) {
    case 'merged':
      return merged(world, call, of, found, flaws)
    case 'emptied':
      return [
        refuse(call.logins.length === 0 ? rules.lastLoginRemoved : rules.cannotReturn, codes.notAuthorized),
        ...flaws,
      ]
    default:
      return liveAccess(world, call, of, found, flaws)
  }
}

/** A merged identity without a login is refused; with one of the survivor it is open, and so is with any other. */
function merged(
  world: World,
  call: AccessCall,
  of: AccessRules,
  { identity: { isSource }, pool }: Located,
  flaws: readonly Refusal[],
): readonly Outcome[] {
  if (call.logins.length === 0) return [refuse(of.disabled, codes.notAuthorized)]
  const survivor = survivorOf(world, call.identity)
  const logins = call.logins.map(toLogin)
  const isProven = logins.some((login) => ownerOf(world, pool, login) === survivor)
  const identity = isProven ? world.identities.get(survivor) : undefined
  const refusal = mayRefuse(choices.refusesMerged)
  if (identity === undefined) return [refusal, ...flaws]
  const joining = join(world, pool, survivor, logins)
  const [refusals, acceptances] = serve(world, logins, joining, of, { identity, pool }, flaws)
  const own = isSource ? rules.sourceDisabled : rules.loserDisabled
  const open = acceptances.map(({ rule: _rule, choice: _choice, ...one }) => ({
    ...one,
    choice: choices.servesSurvivor,
    identityRule: (got: string) => (got === call.identity ? own : one.identityRule(got)),
  }))
  return decide([refusal, ...refusals], open)
}

function liveAccess(
  world: World,
  call: AccessCall,
  of: AccessRules,
  located: Located,
  flaws: readonly Refusal[],
): readonly Outcome[] {
  const { identity, pool } = located
  if (call.logins.length === 0) {
    if (identity.state !== 'guest') return [refuse(of.loginRequired, codes.notAuthorized)]
    return [{ kind: 'accepted', identity: call.identity, rule: of.guest }]
  }
  const logins = call.logins.map(toLogin)
  const joining = join(world, pool, call.identity, logins)
  const isProven = identity.state === 'guest' || logins.some((login) => ownerOf(world, pool, login) === call.identity)
  if (!isProven) return [refuse(of.foreignLogin, codes.notAuthorized), ...flaws, ...joining.conflicts]
  return decide(...serve(world, logins, joining, of, located, flaws))
}

/** An identity one of whose logins is given, or a guest. */
function serve(
  world: World,
  logins: readonly Login[],
  joining: Joining,
  of: AccessRules,
  { identity, pool }: Located,
  flaws: readonly Refusal[],
): [Refusal[], Served[]] {
  const refusals = [...flaws, ...joining.conflicts, ...doubts(world, joining)]
  if (joining.fresh.some((login) => isOfDeleted(world, pool, login))) refusals.push(mayRefuse(choices.refusesDeleted))
  const survivors = joining.survivors.length
  const served = servedBy(joining.parties.length, joining.fresh.length, survivors, identity, of)
  const acceptances = joining.survivors.map((survivor): Served => ({
    kind: 'accepted',
    identity: survivor,
    identityRule: (got) =>
      joining.parties.length > 1
        ? whyNot(world, identity.pool, logins, got, survivors > 1 ? linking.survivorIsOneOfTwo : served)
        : joining.fresh.length > 0
          ? served
          : of.sameIdentity,
    rule: served,
    ...survivorChoice(joining, survivor),
    effect: (before) => joined(before, joining, survivor),
  }))
  return [refusals, acceptances]
}

function servedBy(parties: number, fresh: number, survivors: number, identity: Identity, of: AccessRules): Rule {
  if (parties > 1) return survivors > 1 ? linking.twoAuthenticated : linking.guestIntoOwner
  if (fresh === 0) return of.login
  return identity.state === 'guest' ? rules.guestKeepsItsId : rules.newLoginIsLinked
}
