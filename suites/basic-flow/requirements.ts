import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const getOpenIdToken = documented(
  'Amazon Cognito Federated Identities API Reference, GetOpenIdToken',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html',
)

export const basicFlow = topic('basic-flow', {
  guestToken: must(
    'For a guest the identity id alone yields a token.',
    authFlow,
    facts('GOIT-02', 'OBS-016', 'OBS-113'),
  ),
  loginToken: must(
    'For an identity with logins a token of one of them yields a token for the identity.',
    authFlow,
    facts('GOIT-04', 'OBS-114'),
  ),
  anyLogin: must('Each login of an identity alone yields a token for it.', authFlow, facts('GOIT-04')),
  loginRequired: must(
    'No token of a guest is given for an identity with logins; without a login the call is refused with NotAuthorizedException.',
    authFlow,
    facts('GOIT-03', 'ACC-01', 'ACC-04', 'OBS-077', 'OBS-113'),
  ),
  loginRequiredText: should(
    `The refusal without a login says "Access to Identity '<identity>' is forbidden."`,
    facts('ACC-01', 'MSG-02', 'OBS-077'),
  ),
  foreignLogin: must(
    'Logins of which none is linked to the identity are refused with NotAuthorizedException.',
    authFlow,
    facts('GOIT-04', 'ACC-02', 'OBS-079'),
  ),
  foreignLoginText: should(
    `The refusal of foreign logins says "Logins don't match. Please include at least one valid login for this identity or identity pool."`,
    facts('ACC-02', 'MSG-03'),
  ),
  developerProviderKey: must(
    'The name of the developer provider is refused as a key of Logins.',
    authFlow,
    facts('GOIT-11', 'OBS-118'),
  ),
  unknownIdentity: must(
    'An identity that does not exist, or exists no more, is refused with ResourceNotFoundException.',
    getOpenIdToken,
    facts('GOIT-13', 'ACC-05', 'OBS-080', 'OBS-082'),
  ),
  unknownIdentityText: should(
    `The refusal of an unknown identity says "Identity '<identity>' not found."`,
    facts('GOIT-13', 'MSG-23', 'OBS-080'),
  ),
  malformedIdentity: must(
    'An identity id of a wrong form is refused with ValidationException or InvalidParameterException.',
    getOpenIdToken,
    facts('CON-14', 'OBS-081'),
  ),
  guestOfClosedPool: may(
    'What GetOpenIdToken answers for a guest of a pool that was closed to guests later.',
    facts('Q-20', 'U18'),
  ),

  unsetAllows: must(
    'A pool in which AllowClassicFlow was never set allows the basic flow.',
    facts('GOIT-09', 'POOL-22', 'OBS-071'),
  ),
  trueAllows: must('AllowClassicFlow true allows the basic flow.', authFlow, facts('POOL-22')),
  falseForbids: must(
    'AllowClassicFlow false forbids the basic flow: GetOpenIdToken is refused with InvalidParameterException.',
    facts('GOIT-06', 'OBS-070'),
  ),
  falseForbidsText: should(
    'The refusal of the basic flow says "Basic (classic) flow is not enabled, please use enhanced flow."',
    facts('GOIT-06', 'MSG-14', 'OBS-070'),
  ),
  roleMappingsForbid: must(
    'A pool with role mappings forbids the basic flow: GetOpenIdToken is refused with InvalidParameterException.',
    authFlow,
    facts('GOIT-07', 'ROLE-18', 'OBS-072'),
  ),
  roleMappingsForbidText: should(
    'The refusal with role mappings says "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow."',
    facts('GOIT-07', 'MSG-15', 'OBS-072'),
  ),
  flowComesFirst: should(
    'Whether the basic flow is allowed is looked at before whether guests are.',
    facts('GOIT-10', 'OBS-072'),
  ),
  noRolesNeeded: must('The basic flow works in a pool without roles.', facts('OBS-073')),
  rolesDoNotForbid: should('Roles of the pool alone do not forbid the basic flow.', facts('GOIT-12', 'C-05')),
  developerTokenUnaffected: should(
    'AllowClassicFlow has no influence on GetOpenIdTokenForDeveloperIdentity.',
    facts('DEV-15'),
  ),
  samlForbids: excluded(
    'needs a login source for SAML providers',
    must('SAML logins forbid the basic flow.', facts('GOIT-08', 'MSG-16')),
  ),
})
