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
    'An unlinked login counts as new: GetId gives it another identity.',
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
  unsigned: must('UnlinkIdentity takes no signature.', unlinkIdentity, facts('UNL-01', 'OBS-090')),
  emptyAnswer: should('UnlinkIdentity answers HTTP 200 with an empty body.', unlinkIdentity, facts('WIRE-15')),
  notLinked: may(
    'What UnlinkIdentity does for a provider of which the identity holds no login.',
    facts('Q-16', 'UNL-04', 'U8'),
  ),
  linkAgain: should('A login that was unlinked can be linked to the same identity again.', facts('UNL-02', 'LINK-01')),

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
  developerUserOfAnother: should(
    'UnlinkDeveloperIdentity of a developer user who belongs to another identity is refused with ResourceConflictException or ResourceNotFoundException.',
    unlinkDeveloper,
    facts('UDI-04'),
  ),
  developerUserUnknown: may(
    'What UnlinkDeveloperIdentity answers for a developer user whom nobody knows.',
    facts('UDI-04', 'U8'),
  ),
})
