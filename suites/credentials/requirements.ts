import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const getCredentials = documented(
  'Amazon Cognito Federated Identities API Reference, GetCredentialsForIdentity',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html',
)
const developerIdentities = documented(
  'Amazon Cognito Developer Guide, developer-authenticated identities',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html',
)
const setRoles = documented(
  'Amazon Cognito Federated Identities API Reference, SetIdentityPoolRoles',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html',
)

export const credentials = topic('credentials', {
  members: must(
    'GetCredentialsForIdentity answers the identity id and credentials of an access key id, a SecretKey, a session token and an expiration.',
    getCredentials,
    facts('GCFI-02', 'WIRE-14', 'OBS-014'),
  ),
  temporaryKeyId: should('The access key id is that of temporary credentials: it begins with ASIA.', facts('OBS-014')),
  sameIdentity: must(
    'Where nothing is merged, the identity id in the answer is the one that was given.',
    authFlow,
    facts('GCFI-01'),
  ),
  oneHour: must('Credentials of the enhanced flow live for one hour.', authFlow, facts('GCFI-03', 'OBS-051')),
  distinct: should('Two calls for one identity give different credentials.', facts('GCFI-01')),
  sessionName: should(
    'The role session of the enhanced flow is named CognitoIdentityCredentials.',
    facts('GCFI-04', 'OBS-048'),
  ),
  rolePerState: must(
    'The session is of the role that the pool has for the state of the identity, authenticated or unauthenticated.',
    setRoles,
    facts('GCFI-01', 'ROLE-01'),
  ),

  noRole: must(
    'Where the pool has no role for the state of the identity, the call is refused with InvalidIdentityPoolConfigurationException.',
    getCredentials,
    facts('GCFI-05', 'OBS-044', 'FLOW-03'),
  ),
  noRoleText: should(
    'The refusal for a missing role says "Invalid identity pool configuration. Check assigned IAM roles for this pool."',
    facts('GCFI-05', 'OBS-044', 'MSG-17'),
  ),
  noRoleNeededForGetId: must('GetId works in a pool without roles.', facts('OBS-044')),
  untrustingRole: must(
    'Where the trust policy of the role does not let the identity assume it, the call is refused with InvalidIdentityPoolConfigurationException.',
    getCredentials,
    facts('GCFI-05', 'OBS-045'),
  ),
  classicFlowIrrelevant: should('AllowClassicFlow has no influence on the enhanced flow.', facts('GCFI-14')),

  loginsRequired: must(
    'For an identity with logins at least one of them has to be given; without any the call is refused with NotAuthorizedException.',
    getCredentials,
    facts('GCFI-09', 'ACC-01', 'ACC-04', 'OBS-077'),
  ),
  loginsRequiredText: should(
    `The refusal without a login says "Access to Identity '<identity>' is forbidden."`,
    facts('ACC-01', 'MSG-02', 'OBS-077'),
  ),
  foreignLogin: must(
    'Logins of which none is linked to the identity are refused with NotAuthorizedException.',
    authFlow,
    facts('ACC-02', 'OBS-079'),
  ),
  foreignLoginText: should(
    `The refusal of foreign logins says "Logins don't match. Please include at least one valid login for this identity or identity pool."`,
    facts('ACC-02', 'MSG-03'),
  ),
  unknownIdentity: must(
    'An identity that does not exist, or exists no more, is refused with ResourceNotFoundException.',
    getCredentials,
    facts('ACC-05', 'OBS-080', 'OBS-082', 'IDN-09'),
  ),
  unknownIdentityText: should(
    `The refusal of an unknown identity says "Identity '<identity>' not found."`,
    facts('ACC-05', 'MSG-23', 'OBS-080'),
  ),
  malformedIdentity: must(
    'An identity id of a wrong form is refused with ValidationException or InvalidParameterException.',
    getCredentials,
    facts('CON-14', 'OBS-081'),
  ),
  guestOfClosedPool: may(
    'What GetCredentialsForIdentity answers for a guest of a pool that was closed to guests later.',
    facts('GCFI-15', 'Q-20', 'U18'),
  ),

  developerToken: must(
    'A token of a developer user, under the key cognito-identity.amazonaws.com, yields credentials for its identity.',
    developerIdentities,
    facts('GCFI-07', 'PROV-08', 'OBS-095'),
  ),
  developerTokenOfAnother: must(
    'A token of a developer user is refused with NotAuthorizedException for any other identity than its own.',
    authFlow,
    facts('OBS-095', 'ACC-02'),
  ),
  developerProviderKey: should(
    'The name of the developer provider is no key of Logins: a token of its user, or an identifier, is refused with InvalidParameterException or NotAuthorizedException.',
    facts('GCFI-08', 'C-03', 'MSG-11', 'MSG-13'),
  ),
  otherTokenAsDeveloperToken: must(
    'A login token of a public provider under the key cognito-identity.amazonaws.com is refused with NotAuthorizedException.',
    developerIdentities,
    facts('TOK-10', 'OBS-067'),
  ),

  customRoleOfGuest: may('What becomes of CustomRoleArn for a guest.', facts('Q-07', 'U15', 'GCFI-11')),
  customRoleNotAllowed: may(
    'What becomes of a CustomRoleArn that the login token does not name.',
    facts('Q-07', 'U15', 'GCFI-10'),
  ),
  scopeDown: excluded(
    'what a session may do shows in other services only',
    must(
      'Sessions of guests in the enhanced flow get a session policy that scopes them down.',
      documented(
        'Amazon Cognito Developer Guide, IAM roles',
        'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
      ),
      facts('GCFI-12', 'OBS-049', 'OBS-050'),
    ),
  ),
  samlRole: excluded(
    'needs a login source for SAML providers',
    must(
      'For SAML logins the roles come from the assertion; no default role is needed.',
      documented(
        'Amazon Cognito Developer Guide, SAML providers',
        'https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html',
      ),
      facts('GCFI-13'),
    ),
  ),
})
