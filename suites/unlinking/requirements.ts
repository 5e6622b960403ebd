import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const unlinkIdentity = documented(
  'Amazon Cognito Federated Identities API Reference, UnlinkIdentity',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html',
)
const unlinkDeveloper = documented(
  'Amazon Cognito Federated Identities API Reference, UnlinkDeveloperIdentity',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html',
)

export const unlinking = topic('unlinking', {
  removesLogin: must(
    'UnlinkIdentity removes the named login from the identity; the other logins stay.',
    unlinkIdentity,
    facts('UNL-01', 'UNL-02'),
  ),
  unlinkedIsNew: must(
    'An unlinked login counts as new: it proves the identity no more, and GetId gives it another one.',
    unlinkIdentity,
    facts('UNL-02', 'U9'),
  ),
  needsProof: should(
    'UnlinkIdentity needs a login that is linked to the identity; logins of others are refused with NotAuthorizedException.',
    facts('UNL-03', 'ACC-02'),
  ),
  refusedUnlinkChangesNothing: should(
    'A refused UnlinkIdentity removes nothing.',
    unlinkIdentity,
    facts('UNL-03', 'TOK-16'),
  ),
  proofMayBeRemoved: should('The login that proves the identity may be the one that is removed.', facts('UNL-03')),
  severalAtOnce: must(
    'UnlinkIdentity removes all logins that LoginsToRemove names.',
    unlinkIdentity,
    facts('UNL-01', 'UNL-04'),
  ),
  unsigned: must('UnlinkIdentity takes no signature.', unlinkIdentity, facts('UNL-01', 'OBS-090', 'OP-21')),
  emptyAnswer: should('UnlinkIdentity answers HTTP 200 with an empty body.', unlinkIdentity, facts('WIRE-15')),
  needsProofText: may('How UnlinkIdentity words its refusal of logins of others.', facts('U8', 'MSG-03')),
  unprovenLogin: may(
    'Whether UnlinkIdentity removes a login whose token is not given, proven by another login of the identity.',
    facts('Q-16', 'U8', 'UNL-03'),
  ),
  notLinked: may(
    'What UnlinkIdentity does for a provider of which the identity holds no login.',
    facts('Q-16', 'UNL-04', 'U8'),
  ),
  developerProviderName: may(
    'What UnlinkIdentity does where LoginsToRemove names the developer provider.',
    facts('UNL-04', 'U8'),
  ),
  newLoginBesideProof: may('Whether UnlinkIdentity links a new login that is given beside the proof.', facts('UNL-03')),
  unknownIdentity: must(
    'UnlinkIdentity and UnlinkDeveloperIdentity of an unknown identity are refused with ResourceNotFoundException.',
    unlinkIdentity,
    unlinkDeveloper,
    facts('ACC-05', 'OBS-080'),
  ),
  requiredMembers: must(
    'UnlinkIdentity needs IdentityId, Logins and LoginsToRemove; without one it is refused with ValidationException or InvalidParameterException.',
    unlinkIdentity,
    facts('UNL-01'),
  ),
  lengthOfNames: must(
    'A name in LoginsToRemove has 1 to 128 characters; others are refused with ValidationException or InvalidParameterException.',
    unlinkIdentity,
    facts('UNL-04'),
  ),
  linkAgain: should('A login that was unlinked can be linked to the same identity again.', facts('UNL-02', 'LINK-01')),
  linkElsewhere: should('A login that was unlinked can be linked to another identity.', facts('UNL-02', 'LINK-01')),
  roomForAnother: should(
    'Where the login of a public provider was unlinked, a login of another user of that provider can be linked.',
    facts('UNL-02', 'LINK-01', 'LINK-03'),
  ),

  developerRemoved: must(
    'UnlinkDeveloperIdentity removes the developer user identifier; the other logins stay.',
    unlinkDeveloper,
    facts('UDI-01', 'UDI-02'),
  ),
  developerIsNew: must(
    'An unlinked developer user counts as new: the developer call gives another identity.',
    unlinkDeveloper,
    facts('UDI-02'),
  ),
  developerSigned: must('UnlinkDeveloperIdentity needs a signature.', unlinkDeveloper, facts('UDI-01')),
  developerRequiredMembers: must(
    'UnlinkDeveloperIdentity needs all its four members; without one it is refused with ValidationException or InvalidParameterException.',
    unlinkDeveloper,
    facts('UDI-01'),
  ),
  developerEmptyAnswer: should(
    'UnlinkDeveloperIdentity answers HTTP 200 with an empty body.',
    unlinkDeveloper,
    facts('UDI-01', 'WIRE-15'),
  ),
  otherDeveloperProvider: should(
    'UnlinkDeveloperIdentity with the name of another developer provider is refused with InvalidParameterException or NotAuthorizedException.',
    unlinkDeveloper,
    facts('DEV-07', 'Q-06', 'UDI-01'),
  ),
  refusedDeveloperUnlink: should(
    'A refused UnlinkDeveloperIdentity removes nothing.',
    unlinkDeveloper,
    facts('UDI-04', 'TOK-16'),
  ),
  developerUserOfAnother: should(
    'UnlinkDeveloperIdentity of a developer user who belongs to another identity is refused with ResourceConflictException or ResourceNotFoundException.',
    unlinkDeveloper,
    facts('UDI-04'),
  ),
  developerUnknownPool: must(
    'UnlinkDeveloperIdentity in a pool that does not exist is refused with ResourceNotFoundException.',
    unlinkDeveloper,
    facts('OP-20', 'OBS-035'),
  ),
  developerOtherPool: should(
    'UnlinkDeveloperIdentity of an identity of another pool is refused with ResourceNotFoundException or ResourceConflictException.',
    unlinkDeveloper,
    facts('UDI-04', 'OP-20'),
  ),
  twice: may('What unlinking is answered when it is done a second time.', facts('U8', 'Q-16')),
  nothingToRemove: may(
    'What UnlinkIdentity does with an empty LoginsToRemove, or one that names a login twice.',
    facts('U8', 'UNL-04'),
  ),
  ofGuest: may('What UnlinkIdentity and UnlinkDeveloperIdentity answer for a guest.', facts('U8')),
  developerUserUnknown: may(
    'What UnlinkDeveloperIdentity answers for a developer user whom nobody knows.',
    facts('UDI-04', 'U8'),
  ),
})
