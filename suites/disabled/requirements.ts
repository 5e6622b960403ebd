import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )

export const disabled = topic('disabled', {
  noGuestToken: must(
    'GetOpenIdToken with the id of a disabled identity and without a login is refused with NotAuthorizedException.',
    authFlow,
    facts('LINK-10', 'GOIT-03', 'OBS-113'),
  ),
  noGuestCredentials: must(
    'GetCredentialsForIdentity with the id of a disabled identity and without a login is refused with NotAuthorizedException.',
    authFlow,
    facts('LINK-09', 'LINK-10', 'ACC-01', 'OBS-078', 'A2'),
  ),
  refusalText: should(
    `That refusal says "Access to Identity '<identity>' is forbidden."`,
    facts('LINK-09', 'MSG-02', 'OBS-078'),
  ),
  listed: must(
    'ListIdentities shows disabled identities unless HideDisabled is true.',
    api('ListIdentities'),
    facts('LINK-13', 'IDN-04'),
  ),
  hidden: must(
    'ListIdentities with HideDisabled true shows no disabled identity.',
    api('ListIdentities'),
    facts('LINK-13'),
  ),
  hidesOnlyDisabled: must(
    'ListIdentities with HideDisabled true still shows every other identity.',
    api('ListIdentities'),
    facts('LINK-13'),
  ),
  lookupFindsSurvivor: must(
    'LookupDeveloperIdentity of a user whose identity lost a merge finds the identity that survived.',
    api('LookupDeveloperIdentity'),
    facts('LINK-08', 'LOOK-02', 'OBS-117'),
  ),
  lastLoginRemoved: must(
    'An identity whose last login was removed by UnlinkIdentity is inaccessible: no token without a login.',
    api('UnlinkIdentity'),
    facts('UNL-02', 'LINK-12', 'OBS-089', 'A3'),
  ),
  lastDeveloperUserRemoved: must(
    'An identity whose last login was removed by UnlinkDeveloperIdentity is inaccessible: no token without a login.',
    api('UnlinkDeveloperIdentity'),
    facts('UDI-03'),
  ),
  removedLoginIsNew: must(
    'A login whose identity became disabled with it counts as new: GetId gives it another identity.',
    api('UnlinkIdentity'),
    facts('UNL-02'),
  ),
  neverReturned: must(
    'GetId never returns the id of an identity that lost a merge.',
    authFlow,
    facts('LINK-05', 'OBS-116'),
  ),

  withLoginOfSurvivor: may(
    'What a disabled identity id yields with a login of the identity that survived.',
    facts('Q-04', 'LINK-11', 'U2'),
  ),
  withForeignLogin: may('What a disabled identity id yields with a new login.', facts('Q-04', 'U2', 'U9')),
  described: may('What DescribeIdentity says of a disabled identity.', facts('Q-04', 'U2', 'OBS-085')),
  listedLogins: may('Which logins ListIdentities shows of a disabled identity.', facts('U3', 'OBS-085')),
  lookedUp: may('What LookupDeveloperIdentity says of a disabled identity.', facts('U6', 'U2')),
  developerCall: may('What the developer call does with the id of a disabled identity.', facts('U2', 'U5')),
})
