import { type AccessRules, access } from './access.ts'
import type { OracleCall } from './call.ts'
import { ofClosedPool } from './closed-pool.ts'
import { type Outcome, codes, refuse } from './outcome.ts'
import { rule } from './rule.ts'
import { type World, locate } from './world.ts'

const login = rule(
  'basic-flow/login-token',
  'For an identity with logins a token of one of them yields a token for the identity.',
  'GOIT-04',
)

export const rules = {
  guest: rule('basic-flow/guest-token', 'For a guest the identity id alone yields a token.', 'GOIT-02'),
  login,
  sameIdentity: login,
  loginRequired: rule(
    'basic-flow/login-required',
    'No token of a guest is given for an identity with logins; without a login the call is refused with NotAuthorizedException.',
    'GOIT-03',
    'ACC-01',
    'ACC-04',
  ),
  foreignLogin: rule(
    'basic-flow/foreign-login',
    'Logins of which none is linked to the identity are refused with NotAuthorizedException.',
    'GOIT-04',
    'ACC-02',
  ),
  unknownIdentity: rule(
    'basic-flow/unknown-identity',
    'An identity that does not exist, or exists no more, is refused with ResourceNotFoundException.',
    'GOIT-13',
    'ACC-05',
  ),
  disabled: rule(
    'disabled/no-guest-token',
    'GetOpenIdToken with the id of a disabled identity and without a login is refused with NotAuthorizedException.',
    'LINK-10',
    'GOIT-03',
  ),
  flowForbidden: rule(
    'basic-flow/false-forbids',
    'AllowClassicFlow false forbids the basic flow: GetOpenIdToken is refused with InvalidParameterException.',
    'GOIT-06',
  ),
  flowComesFirst: rule(
    'basic-flow/flow-comes-first',
    'Whether the basic flow is allowed is looked at before whether guests are.',
    'GOIT-10',
  ),
} satisfies AccessRules & Record<string, unknown>

/** The basic flow. */
export function getOpenIdToken(
  world: World,
  call: Extract<OracleCall, { operation: 'GetOpenIdToken' }>,
): readonly Outcome[] {
  const outcomes = access(world, call, rules)
  const found = locate(world, call.identity)
  if (found?.pool.state !== 'live') return outcomes
  const { identity, pool } = found
  const isClosed = identity.state === 'guest' && !pool.settings.guests
  const isForbidden = pool.settings.classicFlow === false
  if (isForbidden) {
    const forbidden = refuse(rules.flowForbidden, codes.invalid)
    const refusals = outcomes.filter((outcome) => outcome.kind === 'refused')
    return [isClosed ? { ...forbidden, codeRule: rules.flowComesFirst } : forbidden, ...refusals]
  }
  return isClosed ? ofClosedPool(outcomes) : outcomes
}
