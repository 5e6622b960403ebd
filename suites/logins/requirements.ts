import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const openId = documented(
  'Amazon Cognito Developer Guide, OpenID Connect providers',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html',
)
const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const createPool = documented(
  'Amazon Cognito Federated Identities API Reference, CreateIdentityPool',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html',
)
const getOpenIdToken = documented(
  'Amazon Cognito Federated Identities API Reference, GetOpenIdToken',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html',
)

const noSocialProviders = 'needs a login source for social providers'
const noSaml = 'needs a login source for SAML providers'

export const logins = topic('logins', {
  issuerWithoutScheme: must(
    'The key of an OIDC login in the Logins map is the issuer of the provider without its scheme.',
    openId,
    facts('PROV-07'),
  ),
  severalProviders: must(
    'A pool can trust several OIDC providers at once; users of each of them can log in.',
    openId,
    facts('PROV-09'),
  ),
  socialProviderNames: must(
    'A pool can be given the application ids of Facebook, Google, Apple, Amazon, Twitter and Digits.',
    createPool,
    facts('PROV-01', 'PROV-02'),
  ),
  unknownSocialProvider: may(
    'Whether a pool can be given the application id of a social provider that is not among the documented ones.',
    facts('PROV-03'),
  ),
  missingOidcProvider: may(
    'Whether a pool can be given the ARN of an OIDC provider that IAM does not have.',
    facts('PROV-11'),
  ),

  malformedToken: must(
    'A login token that is not a JWT is refused with NotAuthorizedException.',
    openId,
    facts('TOK-01', 'OBS-065'),
  ),
  issuerMatches: must(
    'A login token whose issuer differs from the key in the Logins map is refused with NotAuthorizedException.',
    openId,
    facts('TOK-02', 'TOK-13', 'OBS-062'),
  ),
  signatureVerified: must(
    'A login token whose signature does not fit is refused with NotAuthorizedException.',
    openId,
    facts('TOK-07', 'TOK-13', 'OBS-064'),
  ),
  audienceMatches: must(
    'A login token that was issued for another application is refused with NotAuthorizedException.',
    openId,
    authFlow,
    facts('TOK-08', 'TOK-13', 'TOK-15', 'OBS-057'),
  ),
  unsignedToken: must('A login token without a signature is refused.', openId, facts('TOK-13')),
  audienceRequired: must('A login token that names no audience is refused.', openId, facts('TOK-03', 'TOK-13')),
  authorizedParty: must(
    'Where a login token has the claim azp, that claim must be a client id of the provider, else the token is refused.',
    openId,
    facts('TOK-13'),
  ),
  refusalCode: should(
    'Whatever is wrong with a login token, the refusal is NotAuthorizedException with HTTP status 400.',
    facts('TOK-20', 'OBS-063'),
  ),
  developerCall: must(
    'GetOpenIdTokenForDeveloperIdentity refuses a flawed token of a public provider beside the developer user identifier.',
    authFlow,
    facts('TOK-15', 'TOK-16', 'TOK-20'),
  ),
  unlinking: must(
    'UnlinkIdentity refuses a flawed token as proof of the identity.',
    documented(
      'Amazon Cognito Federated Identities API Reference, UnlinkIdentity',
      'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html',
    ),
    facts('TOK-15', 'TOK-20'),
  ),

  schemeInKey: must(
    'A login whose key carries the scheme of the issuer is refused.',
    openId,
    facts('TOK-02', 'PROV-06', 'PROV-07', 'OBS-062'),
  ),
  untrustedProvider: must(
    'A sound token of a provider that the pool does not trust is refused.',
    authFlow,
    facts('TOK-08', 'TOK-15', 'OBS-057', 'OBS-059'),
  ),
  unknownKey: must(
    'A login whose key names no provider at all is refused.',
    authFlow,
    facts('TOK-01', 'TOK-15', 'OBS-059'),
  ),
  noProviders: must(
    'A login offered to a pool without providers is refused with NotAuthorizedException.',
    authFlow,
    facts('OBS-056', 'OBS-057', 'OBS-058'),
  ),
  developerProviderName: must(
    'The developer provider name is no key of the Logins map of GetId and GetOpenIdToken.',
    authFlow,
    facts('GETID-08', 'GOIT-11', 'OBS-059', 'OBS-118'),
  ),
  cognitoToken: must(
    'GetId takes no token that identity pools issued themselves as a login: NotAuthorizedException.',
    documented('GitHub, aws-amplify/amplify-js#665', 'https://github.com/aws-amplify/amplify-js/issues/665'),
    documented('GitHub, aws-amplify/amplify-swift#2842', 'https://github.com/aws-amplify/amplify-swift/issues/2842'),
    facts('GETID-09', 'TOK-09', 'OBS-066', 'PROV-08'),
  ),
  cognitoTokenElsewhere: should(
    'A token that identity pools issued is refused under the key of another provider: NotAuthorizedException.',
    facts('TOK-09', 'OBS-066'),
  ),
  otherTokenAsCognitoToken: must(
    'Under the key cognito-identity.amazonaws.com, GetCredentialsForIdentity takes only tokens that identity pools issued.',
    documented(
      'Amazon Cognito Developer Guide, developer-authenticated identities',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html',
    ),
    facts('PROV-08', 'TOK-10', 'OBS-067'),
  ),

  oneBadToken: must(
    'All tokens given to GetOpenIdToken must be valid: one bad token fails the whole call.',
    authFlow,
    getOpenIdToken,
    facts('TOK-16', 'OBS-114'),
  ),
  oneBadTokenForCredentials: must(
    'All tokens given to GetCredentialsForIdentity must be valid: one bad token fails the whole call.',
    authFlow,
    facts('TOK-16', 'GCFI-01', 'OBS-114'),
  ),
  oneBadTokenElsewhere: should(
    'One bad token among the logins fails the whole of GetId, and of GetOpenIdTokenForDeveloperIdentity.',
    authFlow,
    facts('TOK-16'),
  ),
  noLinkByRefusedCall: must(
    'GetOpenIdToken that is refused for a bad token links none of the logins given.',
    authFlow,
    facts('TOK-16'),
  ),
  noLinkByOtherRefusedCall: should(
    'GetId, GetCredentialsForIdentity and GetOpenIdTokenForDeveloperIdentity, refused for a bad token, link none of the logins given.',
    facts('TOK-16'),
  ),
  noIdentityByRefusedCall: should(
    'GetId that is refused for a bad token makes no identity.',
    facts('TOK-16', 'GETID-05'),
  ),
  guestStaysGuest: must(
    'A guest to whom a bad token was offered remains a guest.',
    authFlow,
    facts('TOK-16', 'GOIT-02'),
  ),

  malformedText: should(
    'A login token that is no JWT is refused with "Invalid login token. Not a valid OpenId Connect identity token."',
    facts('TOK-01', 'OBS-065', 'MSG-08'),
  ),
  issuerText: should(
    'A login token of another issuer is refused with "Invalid login token. Issuer doesn\'t match providerName", without full stop.',
    facts('TOK-02', 'OBS-062', 'MSG-09'),
  ),
  audienceMissingText: should(
    'A login token without audience is refused with "Invalid login token. Missing a required claim: aud".',
    facts('TOK-03', 'OBS-063', 'MSG-10'),
  ),
  signatureText: should(
    'A login token whose signature does not fit is refused with "Invalid login token. Couldn\'t verify signed token."',
    facts('TOK-07', 'OBS-064', 'MSG-07'),
  ),
  audienceText: should(
    'A login token for another application is refused with "Token is not from a supported provider of this identity pool.", or as one whose issuer does not match.',
    facts('TOK-08', 'TOK-19', 'OBS-057', 'MSG-04', 'C-10'),
  ),
  cognitoTokenText: should(
    'A token that identity pools issued is refused as a login with "Invalid login token. Can\'t pass in a Cognito token."',
    facts('TOK-09', 'GETID-09', 'OBS-066'),
  ),
  otherTokenAsCognitoTokenText: should(
    'Another token under the key cognito-identity.amazonaws.com is refused with "Invalid login token. Not a Cognito token."',
    facts('TOK-10', 'OBS-067', 'MSG-12'),
  ),
  untrustedProviderText: should(
    'A token of a provider that the pool does not trust is refused with one of the two texts that were seen.',
    facts('TOK-08', 'OBS-057', 'OBS-059'),
  ),
  noProvidersText: should(
    'A login offered to a pool without providers is refused with one of the texts that were seen.',
    facts('OBS-056', 'OBS-057', 'OBS-058', 'ACC-03', 'C3'),
  ),
  orderOfValidation: may(
    'Which of two flaws a refusal names: unparseable before unknown provider, issuer before audience, expiry before untrusted provider.',
    facts('TOK-17'),
  ),

  tokenOfEachProvider: excluded(
    noSocialProviders,
    must(
      'Facebook and Amazon users log in with an access token, Google and Apple users with an ID token.',
      authFlow,
      facts('PROV-05'),
    ),
  ),
  googleClients: excluded(
    'advice on configuration: it adds no rule to those of OIDC providers',
    should('Google with several client ids is configured as an OIDC provider.', facts('PROV-04')),
  ),
  expiredSocialTokenText: excluded(
    noSocialProviders,
    should(
      'An expired opaque token of a social provider is refused with "Invalid login token. Token is expired."',
      facts('TOK-06', 'OBS-061', 'MSG-06', 'C5'),
    ),
  ),
  silentSocialProvider: excluded(
    noSocialProviders,
    must(
      'Where a social provider does not answer, the call is refused with ExternalServiceException.',
      getOpenIdToken,
      facts('TOK-18'),
    ),
  ),
  googleAudience: excluded(
    noSocialProviders,
    should(
      'A Google token for another client is refused with one of the two texts that were seen.',
      facts('C-10', 'TOK-19'),
    ),
  ),
  userPoolKey: must(
    'The key of a user pool login is cognito-idp.<region>.amazonaws.com/<user pool id>.',
    documented(
      'Amazon Cognito Developer Guide, integrating user pools with identity pools',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html',
    ),
    facts('PROV-06'),
  ),
  serverSideTokenCheck: must(
    'With ServerSideTokenCheck, a user who was signed out globally or deleted gets neither tokens nor credentials: NotAuthorizedException.',
    documented(
      'Amazon Cognito Federated Identities API Reference, CognitoIdentityProvider',
      'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html',
    ),
    facts('PROV-10', 'OBS-068'),
  ),
  noServerSideTokenCheck: should(
    'Without ServerSideTokenCheck the token of such a user is taken until it expires.',
    facts('PROV-10'),
  ),
  serverSideTokenCheckText: may(
    'How the refusal of a user who was signed out or deleted is worded.',
    facts('TOK-12', 'Q-09', 'U21', 'OBS-068'),
  ),
  samlKey: excluded(
    noSaml,
    must(
      'The key of a SAML login is the ARN of the SAML provider, its value the base64 assertion.',
      documented(
        'Amazon Cognito Developer Guide, SAML identity providers',
        'https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html',
      ),
      facts('PROV-07'),
    ),
  ),
  expiredAssertionText: excluded(
    noSaml,
    should('The refusal of an old SAML assertion says both times in milliseconds.', facts('TOK-05')),
  ),
  thumbprint: excluded(
    'the certificate that an issuer presents cannot be changed by a client of the API',
    must('The certificate of an OIDC issuer must fit the thumbprint set in IAM.', openId, facts('TOK-13')),
  ),
})
