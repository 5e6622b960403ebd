import { type Refusal, codes, refuse } from './outcome.ts'
import { type Rule, rule } from './rule.ts'
import type { OracleLogin } from './call.ts'
import type { Pool } from './world.ts'

export const rules = {
  badTokenForId: rule(
    'logins/one-bad-token-elsewhere',
    'One bad token among the logins fails the whole of GetId, and of GetOpenIdTokenForDeveloperIdentity.',
    'TOK-16',
  ),
  badToken: rule(
    'logins/one-bad-token',
    'All tokens given to GetOpenIdToken must be valid: one bad token fails the whole call.',
    'TOK-16',
  ),
  badTokenForCredentials: rule(
    'logins/one-bad-token-for-credentials',
    'All tokens given to GetCredentialsForIdentity must be valid: one bad token fails the whole call.',
    'TOK-16',
    'GCFI-01',
  ),
  badTokenOfDeveloperCall: rule(
    'logins/developer-call',
    'GetOpenIdTokenForDeveloperIdentity refuses a flawed token of a public provider beside the developer user identifier.',
    'TOK-15',
    'TOK-16',
    'TOK-20',
  ),
  badProof: rule(
    'logins/unlinking',
    'UnlinkIdentity refuses a flawed token as proof of the identity.',
    'TOK-15',
    'TOK-20',
  ),
  flawedCode: rule(
    'logins/refusal-code',
    'Whatever is wrong with a login token, the refusal is NotAuthorizedException with HTTP status 400.',
    'TOK-20',
  ),
  untrusted: rule(
    'logins/untrusted-provider',
    'A sound token of a provider that the pool does not trust is refused.',
    'TOK-08',
    'TOK-15',
  ),
  noProviders: rule(
    'logins/no-providers',
    'A login offered to a pool without providers is refused with NotAuthorizedException.',
    'OBS-056',
    'OBS-057',
  ),
  notInGetId: rule(
    'developer/not-in-get-id',
    'GetId refuses the name of the developer provider as a key of Logins.',
    'GETID-08',
  ),
  notInGetOpenIdToken: rule(
    'basic-flow/developer-provider-key',
    'The name of the developer provider is refused as a key of Logins.',
    'GOIT-11',
  ),
  notInCredentials: rule(
    'credentials/developer-provider-key',
    'The name of the developer provider is no key of Logins: a token of its user, or an identifier, is refused with InvalidParameterException or NotAuthorizedException.',
    'GCFI-08',
    'C-03',
  ),
}

/** The sentences that are the same thing for each operation. */
export interface VerificationRules {
  flawed: Rule
  /** Absent where the operation takes developer users. */
  developerKey?: Rule
}

export const verificationOf = {
  GetId: { flawed: rules.badTokenForId, developerKey: rules.notInGetId },
  GetOpenIdToken: { flawed: rules.badToken, developerKey: rules.notInGetOpenIdToken },
  GetCredentialsForIdentity: { flawed: rules.badTokenForCredentials, developerKey: rules.notInCredentials },
  UnlinkIdentity: { flawed: rules.badProof },
  GetOpenIdTokenForDeveloperIdentity: { flawed: rules.badTokenOfDeveloperCall },
} satisfies Record<string, VerificationRules>

/** What is wrong with the logins themselves, whoever holds them. */
export function verify(pool: Pool | undefined, logins: readonly OracleLogin[], of: VerificationRules): Refusal[] {
  const refusals: Refusal[] = []
  for (const login of logins) {
    if (login.kind === 'developer') {
      if (of.developerKey !== undefined) refusals.push(refuse(of.developerKey, codes.invalid, codes.notAuthorized))
      continue
    }
    if (login.isFlawed) refusals.push({ ...refuse(of.flawed, codes.notAuthorized), codeRule: rules.flawedCode })
    if (pool !== undefined && !pool.settings.providers.includes(login.provider)) refusals.push(untrusted(pool))
  }
  return refusals
}

/** OBS-057 shows NotAuthorizedException, OBS-059 InvalidParameterException. */
function untrusted({ settings }: Pool): Refusal {
  return settings.providers.length === 0 && settings.developer === undefined
    ? refuse(rules.noProviders, codes.notAuthorized)
    : refuse(rules.untrusted, codes.notAuthorized, codes.invalid)
}
