import { type AccessRules, access } from './access.ts'
import type { OracleCall, RoleState } from './call.ts'
import { ofClosedPool } from './closed-pool.ts'
import { type Outcome, type Refusal, codes, refuse, unanswered } from './outcome.ts'
import { choice, rule } from './rule.ts'
import { type Pool, type World, locate } from './world.ts'

const enhanced = rule(
  'flows/enhanced',
  'The enhanced flow goes GetId, GetCredentialsForIdentity and ends in usable credentials.',
  'FLOW-01',
  'GCFI-01',
  'GETID-01',
)

export const rules = {
  guest: enhanced,
  login: enhanced,
  sameIdentity: rule(
    'credentials/same-identity',
    'Where nothing is merged, the identity id in the answer is the one that was given.',
    'GCFI-01',
  ),
  loginRequired: rule(
    'credentials/logins-required',
    'For an identity with logins at least one of them has to be given; without any the call is refused with NotAuthorizedException.',
    'GCFI-09',
    'ACC-01',
    'ACC-04',
  ),
  foreignLogin: rule(
    'credentials/foreign-login',
    'Logins of which none is linked to the identity are refused with NotAuthorizedException.',
    'ACC-02',
  ),
  unknownIdentity: rule(
    'credentials/unknown-identity',
    'An identity that does not exist, or exists no more, is refused with ResourceNotFoundException.',
    'ACC-05',
    'IDN-09',
  ),
  disabled: rule(
    'disabled/no-guest-credentials',
    'GetCredentialsForIdentity with the id of a disabled identity and without a login is refused with NotAuthorizedException.',
    'LINK-09',
    'LINK-10',
    'ACC-01',
  ),
  noRole: rule(
    'credentials/no-role',
    'Where the pool has no role for the state of the identity, the call is refused with InvalidIdentityPoolConfigurationException.',
    'GCFI-05',
    'FLOW-03',
  ),
} satisfies AccessRules & Record<string, unknown>

export const choices = {
  linksNothing: choice('GCFI-01', 'this target links nothing where it refuses credentials for want of a role'),
  linksFirst: choice('GCFI-01', 'this target links and merges before it refuses credentials for want of a role'),
}

/** The enhanced flow. AllowClassicFlow has no influence on it (GCFI-14). */
export function getCredentials(
  world: World,
  call: Extract<OracleCall, { operation: 'GetCredentialsForIdentity' }>,
): readonly Outcome[] {
  const outcomes = access(world, call, rules)
  const found = locate(world, call.identity)
  if (found?.pool.state !== 'live') return outcomes
  const { identity, pool } = found
  const isGuest = identity.state === 'guest'
  const role = isGuest && call.logins.length === 0 ? 'unauthenticated' : 'authenticated'
  return withRole(pool, role, isGuest && !pool.settings.guests ? ofClosedPool(outcomes) : outcomes)
}

function withRole({ roles }: Pool, role: RoleState, outcomes: readonly Outcome[]): readonly Outcome[] {
  if (roles.includes(role)) return outcomes
  const refusals = outcomes.filter((outcome) => outcome.kind === 'refused')
  return [...withoutRole(outcomes), ...refusals]
}

/** Refused, whoever asks. Whether the call has done all the same what it does with a role, such as to link, is open. */
function withoutRole(outcomes: readonly Outcome[]): Refusal[] {
  const refusal = refuse(rules.noRole, codes.noRole)
  const done = outcomes.map((one): Refusal => ({
    ...refusal,
    choice: one.choice ?? choices.linksFirst,
    effect: (before) => unanswered(before, one),
  }))
  return [{ ...refusal, choice: choices.linksNothing }, ...done]
}
