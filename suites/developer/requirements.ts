import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const developerIdentities = documented(
  'Amazon Cognito Developer Guide, developer-authenticated identities',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html',
)
const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )
const developerCall = api('GetOpenIdTokenForDeveloperIdentity')
const lookup = api('LookupDeveloperIdentity')

export const developer = topic('developer', {
  newUser: must(
    'The developer call for a new developer user makes an identity and answers its id and a token.',
    developerIdentities,
    facts('DEV-02', 'DEV-11'),
  ),
  knownUser: must(
    'The developer call for a known developer user answers its identity.',
    developerIdentities,
    facts('DEV-02'),
  ),
  otherUser: must('Different developer users have different identities.', developerIdentities, facts('DEV-02')),
  newIdentity: must(
    'A new developer user gets an identity of its own, not one that was given before.',
    developerIdentities,
    facts('DEV-02', 'DEV-04'),
  ),
  withOwnIdentity: must(
    'A known developer user given with the id of its identity is served.',
    developerCall,
    facts('DEV-04'),
  ),
  poolsApart: must('A developer user has another identity in each pool.', developerIdentities, facts('DEV-02')),
  registeredElsewhere: must(
    'A developer user who belongs to another identity than the named one is refused with DeveloperUserAlreadyRegisteredException.',
    developerCall,
    facts('DEV-06', 'OBS-120', 'C-06'),
  ),
  registeredElsewhereChangesNothing: should(
    'That refusal leaves both identities as they were.',
    developerCall,
    facts('DEV-06'),
  ),
  registeredElsewhereText: may('How that refusal is worded.', facts('Q-03', 'U5')),
  guestAndRegistered: may(
    'What the developer call does with a guest id and a developer user who has an identity.',
    facts('U5', 'C-06', 'LINK-15'),
  ),
  unknownIdentity: must(
    'The id of an identity that does not exist is refused with ResourceNotFoundException.',
    developerCall,
    facts('IDN-03', 'OBS-080'),
  ),
  signed: should('The developer call without a signature is refused.', developerCall, facts('DEV-01', 'WIRE-17')),
  developerKeyNeeded: must(
    'The developer call without the developer provider among its logins is refused.',
    developerCall,
    facts('DEV-03'),
  ),
  otherProviderName: must(
    'The developer call with the name of another developer provider is refused.',
    developerCall,
    facts('DEV-07', 'OBS-091', 'DEV-03'),
  ),
  otherProviderNameText: should(
    'That refusal says "This identity pool does not support the specified developer provider".',
    facts('DEV-07', 'MSG-24', 'OBS-091'),
  ),
  otherProviderNameCode: may('Which code that refusal has.', facts('Q-06')),
  notInGetId: must(
    'GetId refuses the name of the developer provider as a key of Logins.',
    authFlow,
    facts('GETID-08', 'OBS-118', 'OBS-059'),
  ),
  notInGetIdMakesNobody: should(
    'GetId with the name of the developer provider links nobody to the developer user.',
    authFlow,
    facts('GETID-08'),
  ),
  durationBounds: must(
    'TokenDuration is from 1 to 86,400 seconds; 0 and 86,401 are refused with ValidationException or InvalidParameterException.',
    developerCall,
    facts('DEV-08', 'DEV-09', 'CON-42', 'LIM-25', 'C7'),
  ),
  identifierForms: must(
    'A developer user identifier may be a name, an e-mail address or a number.',
    developerIdentities,
    facts('DEV-10'),
  ),
  longIdentifier: must(
    'A developer user identifier may have 1,024 characters.',
    api('MergeDeveloperIdentities'),
    facts('CON-10', 'LIM-22', 'DEV-10'),
  ),
  tooLongIdentifier: may('What the developer call does with an identifier of 1,025 characters.', facts('Q-14')),
  letterCase: should('Developer user identifiers that differ in letter case only are two users.', facts('OBS-093')),
  providerNameFixed: must(
    'The developer provider name of a pool cannot be changed.',
    developerIdentities,
    facts('POOL-10'),
  ),
  providerNameCode: may('How a change of the developer provider name is answered.', facts('Q-05')),

  lookupByUser: must(
    'LookupDeveloperIdentity by a developer user identifier finds its identity.',
    lookup,
    facts('LOOK-02', 'LOOK-07'),
  ),
  lookupByIdentity: must(
    'LookupDeveloperIdentity by an identity id finds its developer users.',
    lookup,
    facts('LOOK-02', 'LOOK-04', 'LOOK-07'),
  ),
  lookupBoth: must('LookupDeveloperIdentity with a matching pair answers both.', lookup, facts('LOOK-03')),
  lookupMismatch: must(
    'LookupDeveloperIdentity with an identity and a developer user who does not belong to it is refused with ResourceConflictException.',
    lookup,
    facts('LOOK-03', 'OBS-119'),
  ),
  lookupNeither: should(
    'LookupDeveloperIdentity with neither is refused with InvalidParameterException or ValidationException.',
    lookup,
    facts('LOOK-01'),
  ),
  lookupUnknown: should(
    'LookupDeveloperIdentity of a developer user whom nobody knows is refused with ResourceNotFoundException or NotAuthorizedException.',
    facts('LOOK-06', 'U7'),
  ),
  lookupUnknownIdentity: must(
    'LookupDeveloperIdentity of an identity that does not exist is refused with ResourceNotFoundException.',
    lookup,
    facts('OP-15', 'IDN-03', 'ACC-05'),
  ),
  lookupUnknownOfBoth: should(
    'LookupDeveloperIdentity with both, one of which does not exist, is refused with ResourceConflictException or ResourceNotFoundException.',
    lookup,
    facts('LOOK-03', 'LOOK-06'),
  ),
  lookupOtherPool: should(
    'LookupDeveloperIdentity does not find the developer users and identities of another pool.',
    lookup,
    facts('DEV-02', 'LOOK-06'),
  ),
  lookupWithoutUsers: may('What LookupDeveloperIdentity answers for an identity without developer users.', facts('U7')),
  lookupListByUser: may(
    'Which developer users LookupDeveloperIdentity lists where one of two of an identity is given.',
    facts('LOOK-02', 'U6'),
  ),
  lookupMakesNobody: should(
    'LookupDeveloperIdentity of a developer user whom nobody knows makes no identity.',
    lookup,
    facts('LOOK-06'),
  ),
  lookupPages: must(
    'The pages of LookupDeveloperIdentity together show every developer user once, each page at most MaxResults.',
    lookup,
    facts('LOOK-05', 'LOOK-04'),
  ),
  lookupPageSize: may('How many developer users LookupDeveloperIdentity shows without MaxResults.', facts('Q-15')),
  trustedUnverified: excluded(
    'the identifier is a matter of the pool owner alone: no black box can tell a wrong one',
    must('The service trusts the developer user identifier unverified.', developerIdentities, facts('DEV-13')),
  ),
})
