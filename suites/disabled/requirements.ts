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
    facts('UNL-02', 'LINK-12', 'ACC-04', 'OBS-089', 'A3'),
  ),
  lastDeveloperUserRemoved: must(
    'An identity whose last login was removed by UnlinkDeveloperIdentity is inaccessible: no token without a login.',
    api('UnlinkDeveloperIdentity'),
    facts('UDI-03'),
  ),
  lastLoginRemovedText: should(
    `The refusal of an identity whose last login was removed says "Access to Identity '<identity>' is forbidden."`,
    facts('ACC-01', 'LINK-12', 'MSG-02'),
  ),
  lastLoginRemovedHidden: should(
    'An identity whose last login was removed is disabled: ListIdentities hides it where HideDisabled is true, and only there.',
    facts('LINK-12', 'LINK-13', 'OBS-089', 'A3'),
  ),
  cannotReturn: should(
    'An identity whose last login was removed stays inaccessible: with a new login, or with the one removed, it is refused with NotAuthorizedException.',
    facts('UNL-02', 'UDI-03', 'LINK-12', 'ACC-02', 'U9'),
  ),
  refusedLoginNotLinked: should(
    'A login that was refused for a disabled identity is not linked to it.',
    facts('UNL-02', 'LINK-12', 'ACC-02', 'U9'),
  ),
  sourceOfMerge: should(
    'The source of an explicit merge is disabled: ListIdentities hides it where HideDisabled is true, and only there.',
    facts('MERGE-05', 'LINK-13'),
  ),
  lookupOfRemovedUser: should(
    'LookupDeveloperIdentity of an unlinked developer user is refused with ResourceNotFoundException or NotAuthorizedException.',
    facts('UDI-02', 'LOOK-06', 'OBS-093'),
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
  unlinked: may('What UnlinkIdentity does with a disabled identity.', facts('U2', 'U8')),
  deleted: may('Whether DeleteIdentities deletes a disabled identity.', facts('U2', 'IDN-07')),
  described: may('What DescribeIdentity says of a disabled identity.', facts('Q-04', 'U2', 'OBS-085')),
  listedLogins: may('Which logins ListIdentities shows of a disabled identity.', facts('U3', 'OBS-085')),
  lookedUp: may('What LookupDeveloperIdentity says of a disabled identity.', facts('U6', 'U2')),
  developerCall: may('What the developer call does with the id of a disabled identity.', facts('U2', 'U5')),
})
