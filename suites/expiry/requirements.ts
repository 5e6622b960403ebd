import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const openId = documented(
  'Amazon Cognito Developer Guide, OpenID Connect providers',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html',
)
const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const getOpenIdToken = documented(
  'Amazon Cognito Federated Identities API Reference, GetOpenIdToken',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html',
)
const developerCall = documented(
  'Amazon Cognito Federated Identities API Reference, GetOpenIdTokenForDeveloperIdentity',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html',
)
const assumeRole = documented(
  'AWS Security Token Service API Reference, AssumeRoleWithWebIdentity',
  'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
)

export const expiry = topic('expiry', {
  expiredLogin: must(
    'A login token that expired more than five minutes ago is refused with NotAuthorizedException.',
    openId,
    authFlow,
    facts('TOK-04', 'TOK-14', 'TOK-15', 'OBS-060'),
  ),
  expiredLoginElsewhere: must(
    'GetOpenIdTokenForDeveloperIdentity and UnlinkIdentity refuse an expired token of a public provider.',
    authFlow,
    facts('TOK-14', 'TOK-15', 'TOK-20'),
  ),
  expiredAmongSound: must(
    'One expired token among sound ones fails the whole of GetOpenIdToken.',
    authFlow,
    facts('TOK-16', 'OBS-114'),
  ),
  expiredAmongSoundElsewhere: should(
    'One expired token among sound ones fails the whole of GetId and of GetCredentialsForIdentity.',
    authFlow,
    facts('TOK-16', 'GCFI-01'),
  ),
  noLinkByExpired: must(
    'GetOpenIdToken that is refused for an expired token links none of the logins given.',
    authFlow,
    facts('TOK-16'),
  ),
  noUnlinkByExpired: should('UnlinkIdentity that is refused for an expired token unlinks nothing.', facts('TOK-16')),
  expiredLoginText: should(
    'The refusal of an expired JWT is worded "Invalid login token. Token expired: <now> >= <exp>", both in seconds since the epoch.',
    facts('TOK-04', 'OBS-060', 'MSG-05', 'C5'),
  ),

  tokenLifetime: must('A token of GetOpenIdToken lives for 10 minutes.', getOpenIdToken, facts('GOIT-01', 'OBS-097')),
  developerTokenLifetime: must(
    'A token of GetOpenIdTokenForDeveloperIdentity lives for 15 minutes unless the call says otherwise.',
    developerCall,
    facts('DEV-08', 'LIM-25', 'OBS-094'),
  ),
  tokenDuration: must(
    'TokenDuration, from 1 second to 24 hours, is exactly the lifetime of the token.',
    developerCall,
    facts('DEV-08', 'LIM-25', 'OBS-094'),
  ),
  startsNow: must(
    'An issued token is valid from now on, give or take five minutes of clock skew.',
    developerCall,
    facts('JWT-09', 'DEV-14'),
  ),

  expiredTokenForCredentials: must(
    'GetCredentialsForIdentity gives no credentials for a developer token that expired more than five minutes ago.',
    developerCall,
    facts('DEV-14', 'GCFI-05', 'GCFI-07'),
  ),
  expiredTokenForCredentialsCode: should(
    'GetCredentialsForIdentity refuses an expired developer token with NotAuthorizedException.',
    facts('TOK-20', 'DEV-14'),
  ),
  expiredTokenForRole: must(
    'AssumeRoleWithWebIdentity refuses a token that expired more than five minutes ago with ExpiredTokenException.',
    assumeRole,
    facts('STS-04', 'DEV-14', 'Q-10'),
  ),
  lastsItsLifetime: must(
    'An issued token still works shortly before it expires.',
    developerCall,
    facts('GOIT-01', 'DEV-08'),
  ),
  graceForTokens: may(
    'Whether a token that expired less than five minutes ago still works.',
    developerCall,
    facts('DEV-14', 'Q-10'),
  ),

  graceForLogins: excluded(
    'the login source makes no token that expired less than five minutes ago',
    may('Whether a login token that expired less than five minutes ago is still taken.', openId, facts('TOK-14')),
  ),
})
