import { documented, excluded, facts, formerly, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )

export const identities = topic('identities', {
  guestIsNew: must('GetId without logins gives a new identity each time.', authFlow, facts('GETID-02', 'OBS-054')),
  guestsRefused: must(
    'GetId without logins is refused with NotAuthorizedException in a pool that does not allow guests.',
    facts('GETID-03', 'OBS-052'),
  ),
  guestsRefusedText: should(
    'The refusal of guests says "Unauthenticated access is not supported for this identity pool."',
    facts('GETID-03', 'MSG-01', 'OBS-052'),
  ),
  refusedGuestIsNobody: should('A guest who is refused leaves no identity behind.', authFlow, facts('GETID-03')),
  loginsWithoutGuests: must('A pool that does not allow guests still serves logins.', authFlow, facts('GETID-05')),

  sameLoginSameIdentity: must(
    'GetId with a login that is linked to an identity returns that identity, whichever token of the user is given.',
    authFlow,
    facts('GETID-05', 'OBS-055', 'TOK-15'),
  ),
  otherUserOtherIdentity: must(
    'Different users of a provider get different identities.',
    authFlow,
    facts('GETID-05', 'TOK-15'),
  ),
  subjectPerProvider: must('The same subject at two providers is two logins.', authFlow, facts('GETID-05', 'PROV-09')),
  loginIsNoGuest: must(
    'A new login gets an identity of its own, not one that was given before.',
    authFlow,
    facts('GETID-05'),
  ),
  severalLogins: must(
    'Several new logins in one call make one identity, to which all of them are linked.',
    api('GetId'),
    facts('GETID-07', 'LINK-01'),
  ),
  oneOfSeveral: must(
    'GetId with one of the logins of an identity, or with several, in any order, returns that identity.',
    authFlow,
    facts('GETID-05', 'GETID-07'),
  ),
  newBesideKnown: formerly(
    'linking/new-login-by-get-id',
    should(
      'GetId with a known and a new login returns the identity of the known one and links the new one to it.',
      authFlow,
      facts('GETID-05', 'GETID-07', 'LINK-01'),
    ),
  ),

  idForm: must(
    'An identity id has the form that the model gives, and its first part is the Region of the pool.',
    api('GetId'),
    facts('CON-14', 'GETID-01', 'GETID-12', 'OBS-017', 'OBS-018', 'C1'),
  ),
  idIsUuid: should(
    'The second part of an identity id is a UUID in lower case.',
    facts('GETID-01', 'GETID-11', 'OBS-017', 'OBS-018'),
  ),
  onlyIdentityId: should('The answer of GetId has the member IdentityId and no other.', facts('OBS-015')),
  unsigned: must('GetId takes no signature.', api('GetId'), facts('WIRE-02', 'OBS-053', 'GETID-01')),
  poolsApart: must('A login has another identity in each pool.', authFlow, facts('GETID-01', 'GETID-05')),
  identityOfAnotherPool: must(
    'ListIdentities of a pool shows no identity of another pool.',
    api('ListIdentities'),
    facts('IDN-04'),
  ),

  unknownPool: must(
    'A pool that does not exist is refused with ResourceNotFoundException.',
    api('GetId'),
    facts('GETID-13', 'POOL-15', 'POOL-16', 'OBS-035', 'OBS-036'),
  ),
  unknownPoolText: should(
    `The refusal of an unknown pool says "IdentityPool '<pool>' not found."`,
    facts('POOL-15', 'MSG-22', 'OBS-035'),
  ),
  deletedPool: must(
    'A pool that was deleted serves nobody any more: GetId is refused with ResourceNotFoundException.',
    api('DeleteIdentityPool'),
    facts('POOL-18', 'POOL-15'),
  ),
  identityOfDeletedPool: may('How an identity is refused whose pool was deleted.', facts('Q-11', 'POOL-18')),
  malformedPool: must(
    'A pool id of a wrong form is refused with ValidationException or InvalidParameterException.',
    api('GetId'),
    facts('CON-16', 'GETID-13', 'POOL-17', 'OBS-032', 'WIRE-07'),
  ),
  malformedPoolCode: should(
    'A pool id of a wrong form is refused with ValidationException.',
    facts('POOL-17', 'OBS-032', 'WIRE-07', 'WIRE-12', 'C-08'),
  ),
  malformedPoolText: should(
    'The refusal of a malformed pool id names the value, the member and the pattern.',
    facts('WIRE-08', 'MSG-25', 'OBS-032'),
  ),
  accountId: must(
    'AccountId is optional: GetId takes the account that the pool belongs to.',
    api('GetId'),
    facts('GETID-10', 'OBS-053', 'CON-02'),
  ),
  otherAccountId: may('What GetId does with an AccountId that the pool does not belong to.', facts('Q-13', 'U11')),
  twoIdentities: may('What GetId does with logins that belong to two identities.', facts('Q-01')),

  describe: must(
    'DescribeIdentity answers the identity id, the names of the providers of its logins, and two dates.',
    api('DescribeIdentity'),
    facts('IDN-01', 'IDN-02', 'OBS-084'),
  ),
  describeGuest: must(
    'DescribeIdentity of a guest shows no login.',
    api('DescribeIdentity'),
    facts('OBS-083', 'OBS-010'),
  ),
  describeDates: should(
    'CreationDate is the time of creation, and a new guest has the same LastModifiedDate.',
    facts('OBS-010', 'OBS-011', 'OBS-012', 'OBS-083'),
  ),
  describeHidesUsers: should(
    'DescribeIdentity shows no developer user identifier, only the name of the developer provider.',
    facts('OBS-084', 'LOOK-07'),
  ),
  describeUnknown: must(
    'DescribeIdentity of an identity that does not exist is refused with ResourceNotFoundException.',
    api('DescribeIdentity'),
    facts('IDN-03', 'OBS-080'),
  ),
  absentLogins: may(
    'Whether DescribeIdentity of a guest has an empty list of logins or none.',
    facts('Q-17', 'IDN-02', 'OBS-010'),
  ),
  lastModified: may('Which calls change LastModifiedDate.', facts('Q-22', 'U22')),

  list: must(
    'ListIdentities shows every identity of the pool once, with the names of the providers of its logins.',
    api('ListIdentities'),
    facts('IDN-04', 'OBS-012', 'OBS-037'),
  ),
  readAfterWrite: should('An identity is listed within ten seconds after GetId gave it.', facts('OBS-087')),
  listOrder: may('The order in which ListIdentities shows identities.', facts('OBS-086')),

  delete: must(
    'DeleteIdentities deletes: the identity is unknown afterwards.',
    api('DeleteIdentities'),
    facts('IDN-07', 'IDN-09', 'ACC-05'),
  ),
  deleteAnswer: should(
    'When everything was deleted, UnprocessedIdentityIds is an empty list.',
    facts('IDN-11', 'OBS-088'),
  ),
  deleteLeavesOthers: must(
    'DeleteIdentities leaves all other identities alone.',
    api('DeleteIdentities'),
    facts('IDN-07'),
  ),
  deletedLogin: may('What GetId gives for a login whose identity was deleted.', facts('U10')),
  deleteUnknown: may(
    'What DeleteIdentities answers for an identity that does not exist.',
    facts('Q-08', 'IDN-08', 'U10'),
  ),

  noLookup: excluded(
    'the absence of an operation shows in the model',
    should('There is no way to look an identity up by a token without creating it.', facts('GETID-06', 'OBS-055')),
  ),
  throttling: excluded(
    'needs a target whose quota may be exhausted',
    must(
      'Calls beyond the quota are refused with TooManyRequestsException.',
      api('GetId'),
      facts('WIRE-20', 'OBS-069', 'LIM-01', 'LIM-13'),
    ),
  ),
  regionsApart: excluded(
    'needs a target with two regions',
    should('The id of a pool of another Region is unknown.', facts('Q-19')),
  ),
  claimOfAnEmulator: excluded(
    'recordings of the service contradict it',
    may('One emulator answers ResourceNotFoundException to a guest who is refused.', facts('GETID-04')),
  ),
})
