import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const roleTrust = documented(
  'Amazon Cognito Developer Guide, role trust and permissions',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
)
const assumeRole = documented(
  'AWS Security Token Service API Reference, AssumeRoleWithWebIdentity',
  'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
)
const decoded = documented('GitHub, awslabs/aws-jwt-verify#89', 'https://github.com/awslabs/aws-jwt-verify/issues/89')

export const tokens = topic('tokens', {
  isJwt: must(
    'A token that identity pools issue is a JWT that is signed with RSA or ECDSA.',
    assumeRole,
    decoded,
    facts('JWT-01', 'JWT-07', 'STS-13', 'OBS-096'),
  ),
  subjectIsIdentity: must(
    'The claim sub of an issued token is the id of the identity that the call answers with.',
    decoded,
    facts('JWT-01', 'DEV-11', 'OBS-097'),
  ),
  audienceIsPool: must(
    'The claim aud of an issued token is the id of the identity pool.',
    roleTrust,
    facts('JWT-01', 'OBS-097'),
  ),
  issuer: must(
    'The issuer of a token is https://cognito-identity.amazonaws.com, or the regional one in Regions that have their own.',
    authFlow,
    decoded,
    facts('JWT-02', 'OBS-097'),
  ),
  integerTimes: must(
    'The claims iat and exp of an issued token are integer seconds, and exp is the later one.',
    assumeRole,
    facts('JWT-09', 'STS-13'),
  ),
  guestIsUnauthenticated: must(
    'The claim amr of a guest token is ["unauthenticated"].',
    roleTrust,
    facts('JWT-03', 'JWT-06', 'OBS-097'),
  ),
  userIsAuthenticated: must(
    'The claim amr of the token of a user who logged in has "authenticated" and not "unauthenticated".',
    roleTrust,
    facts('JWT-06', 'JWT-04', 'OBS-099'),
  ),
  namesProviders: must(
    'The claim amr of the token of a user who logged in has the name of each provider whose login was given.',
    roleTrust,
    facts('JWT-06', 'JWT-04', 'OBS-099', 'OBS-102'),
  ),
  signatureFits: must(
    'The signature of an issued token fits the key that its kid names in the published key set.',
    authFlow,
    facts('JWT-08', 'C-04', 'OBS-104'),
  ),

  claims: should(
    'An issued token has the claims sub, aud, amr, iss, exp and iat, maybe the ARN of the pool, and no other.',
    facts('JWT-01', 'OBS-097', 'OBS-098', 'C2'),
  ),
  poolArn: should(
    'Where a token has the claim https://cognito-identity.amazonaws.com/identity-pool-arn, that is the ARN of the pool.',
    facts('OBS-098'),
  ),
  poolArnPresent: may(
    'Whether a token has the claim https://cognito-identity.amazonaws.com/identity-pool-arn.',
    facts('OBS-098', 'C2'),
  ),
  orderOfClaims: may('The order of the claims in the token.', facts('OBS-097', 'OBS-098', 'OBS-103')),
  developerMethods: should(
    'The claim amr of a developer token is "authenticated", the provider name, and "<provider>:<pool id>:<user identifier>".',
    facts('JWT-04', 'OBS-099'),
  ),
  oidcMethods: should(
    'The claim amr of an OIDC user\'s token is "authenticated", the issuer without scheme, and "<ARN of the provider>:OIDC:<sub>".',
    facts('OBS-102'),
  ),
  userPoolMethods: should(
    'The claim amr of a user pool\'s user is "authenticated", the name of the user pool, and "<name>:CognitoSignIn:<sub>".',
    facts('JWT-05', 'OBS-101'),
  ),
  developerWithPublicMethods: may(
    'The claim amr of a developer token whose call gave a login of a public provider too.',
    facts('JWT-06', 'OBS-099', 'OBS-102'),
  ),
  unusedLoginMethods: may(
    'Whether the claim amr names a linked provider whose login was not given.',
    roleTrust,
    facts('JWT-06'),
  ),
  sameClaimsAgain: should(
    'Two tokens for the same login have the same sub, aud, iss and amr.',
    facts('JWT-01', 'OBS-097'),
  ),
  header: should(
    'The header of an issued token has typ JWS with alg RS512, or typ JWT with alg RS256.',
    facts('JWT-07', 'OBS-096', 'C-04'),
  ),
  headerMembers: should(
    'The header of an issued token has kid, typ and alg, and no other member.',
    facts('OBS-096', 'JWT-07'),
  ),
  keyId: should(
    'The kid of an issued token is the name of the Region followed by a number.',
    facts('JWT-07', 'OBS-096', 'OBS-104'),
  ),
  principalTags: should(
    'PrincipalTags of the developer call are in the claim https://aws.amazon.com/tags, each with a list of one value.',
    documented(
      'AWS IAM User Guide, passing session tags',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
    ),
    facts('DEV-12', 'OBS-103', 'STS-17'),
  ),
  noTagsUnasked: should(
    'A token without principal tags has no claim https://aws.amazon.com/tags.',
    facts('OBS-103', 'JWT-01'),
  ),

  keySet: should('Each published key is an RSA key with kid, alg, and use sig.', facts('OBS-104')),
  keySetCaching: should('The key set may be cached for 30 days.', authFlow, facts('JWT-08', 'OBS-105')),
  keyEncoding: may('Whether the modulus of a published key is base64 or base64url.', facts('OBS-104')),
  discovery: should(
    'The discovery document of the issuer names that issuer and the address of the key set.',
    authFlow,
    facts('JWT-08', 'OBS-106', 'U19'),
  ),

  earlyDeveloperMethods: excluded(
    'a sample of 2015; all later ones have the third entry',
    may('The claim amr of a developer token has only two entries.', facts('OBS-100')),
  ),
})
