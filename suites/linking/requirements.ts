import {
  documented,
  excluded,
  facts,
  may,
  must,
  ofPublicProviders,
  should,
  topic,
} from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const switching = documented(
  'Amazon Cognito Developer Guide, switching unauthenticated users to authenticated users',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/switching-identities.html',
)
const developerIdentities = documented(
  'Amazon Cognito Developer Guide, developer-authenticated identities',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html',
)
const getId = documented(
  'Amazon Cognito Federated Identities API Reference, GetId',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html',
)
const getOpenIdToken = documented(
  'Amazon Cognito Federated Identities API Reference, GetOpenIdToken',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html',
)
const lookup = documented(
  'Amazon Cognito Federated Identities API Reference, LookupDeveloperIdentity',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html',
)

export const linking = topic('linking', {
  guestKeepsItsId: must(
    'A new login given with the id of a guest is linked to it; the id stays.',
    switching,
    facts('LINK-01', 'LINK-02', 'OBS-076', 'OBS-115', 'C4'),
  ),
  loginOfGuestUsable: must(
    'A login that was linked to a guest yields its identity from then on.',
    authFlow,
    facts('LINK-01', 'LINK-02', 'OBS-115'),
  ),
  guestNoMore: must(
    'A guest that got a login is never a guest again: without a login no token and no credentials are given for it.',
    authFlow,
    facts('LINK-02', 'ACC-04', 'GOIT-03', 'OBS-077', 'OBS-113'),
  ),
  newLoginIsLinked: must(
    'A new login given with an identity and one of its own logins is linked to the identity; the id stays.',
    authFlow,
    facts('LINK-01', 'OBS-115'),
  ),
  allLoginsUsable: must(
    'Every login of an identity, the first and those linked later, yields it.',
    authFlow,
    facts('LINK-01', 'GOIT-04', 'OBS-114'),
  ),
  severalAtOnce: must('Several new logins in one call are all linked.', authFlow, getId, facts('LINK-01', 'GETID-07')),
  otherPoolsDoNotCount: must(
    'A login that only another identity pool knows is new here: it is linked, and the identity there keeps it.',
    authFlow,
    facts('LINK-01', 'OBS-115'),
  ),
  notToDeleted: must(
    'A login given with the id of a deleted identity is refused with ResourceNotFoundException.',
    getOpenIdToken,
    facts('ACC-05', 'GOIT-13', 'OBS-080'),
  ),
  needsOwnLogin: must(
    'A new login alone is not linked to an identity that has logins; the call is refused with NotAuthorizedException.',
    authFlow,
    facts('GOIT-04', 'ACC-02', 'OBS-079', 'OBS-114'),
  ),
  refusedLinkChangesNothing: should(
    'A login that was refused for an identity is not linked to it.',
    authFlow,
    facts('TOK-16', 'GOIT-04', 'ACC-02'),
  ),

  publicToDeveloper: must(
    'A public login in the developer call is linked to the identity of the developer user.',
    developerIdentities,
    facts('DEV-03', 'DEV-04', 'LINK-16', 'LINK-14'),
  ),
  developerToPublic: must(
    'A developer user given with the id of an identity and one of its public logins is linked to that identity.',
    developerIdentities,
    facts('DEV-04', 'DEV-05', 'LINK-16'),
  ),
  developerToGuest: must(
    'A developer user given with the id of a guest is linked to it; the id stays.',
    developerIdentities,
    facts('DEV-04', 'LINK-02'),
  ),
  developerUserByDeveloperCallOnly: must(
    'A developer user is linked by the developer call only: GetOpenIdToken refuses the developer provider name and links nothing.',
    developerIdentities,
    authFlow,
    facts('LINK-16', 'GOIT-11', 'OBS-118'),
  ),
  developerNeedsPublicLogin: should(
    'A developer user alone is not linked to an identity with public logins only; the call is refused with NotAuthorizedException.',
    developerIdentities,
    facts('DEV-05', 'LINK-16', 'OBS-092'),
  ),
  developerNeedsPublicLoginText: should(
    `That refusal says "Logins don't match. Please include at least one valid login for this identity or identity pool."`,
    facts('DEV-05', 'MSG-03', 'OBS-092'),
  ),

  oneLoginPerPublicProvider: ofPublicProviders(
    must(
      'An identity holds at most one login of each public provider; a second one is refused with ResourceConflictException.',
      authFlow,
      facts('LINK-03', 'OBS-115', 'OBS-121'),
    ),
  ),
  oneLoginByGetId: should(
    'GetId refuses a second login of a public provider beside a login of the identity with ResourceConflictException.',
    getId,
    facts('LINK-03', 'OBS-121', 'Q-01'),
  ),
  secondLoginOfAnother: should(
    'A second login of a public provider that is linked to another identity is refused with ResourceConflictException too.',
    authFlow,
    facts('LINK-03', 'LINK-17', 'OBS-121'),
  ),
  secondLoginChangesNothing: ofPublicProviders(
    must(
      'A refused second login of a public provider changes nothing: the identity keeps its logins, the refused one is not linked.',
      authFlow,
      facts('LINK-03', 'TOK-16', 'OBS-114'),
    ),
  ),
  secondLoginText: may('How the refusal of a second login of a public provider is worded.', facts('Q-01', 'U4')),
  manyDeveloperUsers: must(
    'An identity may hold many developer user identifiers.',
    lookup,
    facts('LINK-04', 'LOOK-04'),
  ),
  severalBadLinks: should(
    'A refused call that offers a new login beside a second one of a provider links neither.',
    authFlow,
    facts('LINK-03', 'TOK-16'),
  ),
  withoutRole: may(
    'Whether GetCredentialsForIdentity that is refused for want of a role has linked the new login all the same.',
    facts('GCFI-01', 'GCFI-05', 'LINK-01'),
  ),
  besideIssuedToken: may(
    'What becomes of a new login beside a token of a developer user in GetCredentialsForIdentity.',
    facts('LINK-16', 'GCFI-07'),
  ),

  consoleShowsDisabled: excluded(
    'what the console shows is no part of the API',
    may('The console shows the logins of an identity that lost a merge as DISABLED.', facts('OBS-085')),
  ),
})
