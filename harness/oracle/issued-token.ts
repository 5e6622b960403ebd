import { issuedTokenKey } from './call.ts'
import type { OracleCall, OracleLogin } from './call.ts'
import { rules as credentials } from './credentials.ts'
import { refusalBy } from './get-id.ts'
import { rules as verification } from './login-verification.ts'
import { type Outcome, codes, refuse, whatever } from './outcome.ts'
import { goneWithItsPool } from './pools.ts'
import { rule } from './rule.ts'
import { type World, locate } from './world.ts'

export const rules = {
  notInGetId: rule(
    'logins/cognito-token',
    'GetId takes no token that identity pools issued themselves as a login: NotAuthorizedException.',
    'GETID-09',
    'TOK-09',
    'PROV-08',
  ),
  yieldsCredentials: rule(
    'credentials/developer-token',
    'A token of a developer user, under the key cognito-identity.amazonaws.com, yields credentials for its identity.',
    'GCFI-07',
    'PROV-08',
  ),
  ofAnother: rule(
    'credentials/developer-token-of-another',
    'A token of a developer user is refused with NotAuthorizedException for any other identity than its own.',
    'OBS-095',
    'ACC-02',
  ),
}

/** A token that the developer call issued, used as a login; its user is the identity that it was issued for. */
export const isIssuedToken = ({ kind, provider }: OracleLogin): boolean =>
  kind === 'public' && provider === issuedTokenKey

/** Calls with such a token among their logins. Beside other logins, and in other calls than these two, evidence says nothing. */
export function withIssuedToken(
  world: World,
  call: OracleCall & { logins: readonly OracleLogin[] },
  token: OracleLogin,
): readonly Outcome[] {
  if (call.operation === 'GetId') {
    const pool = world.pools.get(call.pool)
    const refusal = refuse(rules.notInGetId, codes.notAuthorized)
    return pool?.state === 'live' ? [refusal] : [refusalBy(pool), refusal]
  }
  if (call.operation !== 'GetCredentialsForIdentity' || call.logins.length > 1) return whatever
  const found = locate(world, call.identity)
  if (found === undefined || found.identity.state === 'deleted')
    return [refuse(credentials.unknownIdentity, codes.notFound, codes.notAuthorized)]
  const { identity, pool } = found
  if (pool.state === 'deleted') return [goneWithItsPool()]
  const role = pool.roles.includes('authenticated') ? [] : [refuse(credentials.noRole, codes.noRole)]
  if (token.user !== call.identity) return [refuse(rules.ofAnother, codes.notAuthorized), ...role]
  if ('isFlawed' in token) return [refuse(verification.badTokenForCredentials, codes.notAuthorized), ...role]
  // What the token is worth once its user was unlinked or its identity disabled is open (U20).
  if (!identity.logins.some(({ isDeveloper }) => isDeveloper)) return whatever
  return role.length > 0 ? role : [{ kind: 'accepted', identity: call.identity, rule: rules.yieldsCredentials }]
}
