import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )
const guide = (title: string, page: string) =>
  documented(
    `Amazon Cognito Developer Guide, ${title}`,
    `https://docs.aws.amazon.com/cognito/latest/developerguide/${page}.html`,
  )
const identityPools = guide('identity pools', 'identity-pools')

export const pools = topic('pools', {
  idForm: must(
    'The id of a pool is the Region, a colon and a UUID in lower case.',
    api('CreateIdentityPool'),
    facts('POOL-04', 'OBS-019', 'OBS-020'),
  ),
  idIsUuid4: should('The UUID in the id of a pool is of version 4.', facts('OBS-019')),
  echo: must(
    'CreateIdentityPool answers each member as it was given.',
    api('CreateIdentityPool'),
    facts('POOL-01', 'OBS-023', 'OBS-024', 'PROV-09', 'PROV-11'),
  ),
  absentMembers: must(
    'Optional members that a pool was not given are absent from the answers: no empty list or map, and no AllowClassicFlow.',
    facts('POOL-06', 'OBS-021', 'OBS-022', 'POOL-22'),
  ),
  tagsShown: should('The answers have IdentityPoolTags, also of a pool without tags.', facts('POOL-06', 'OBS-021')),
  classicFlowEcho: must(
    'AllowClassicFlow is answered as it was given: true is not the same as unset, and neither is false.',
    facts('POOL-06', 'POOL-22'),
  ),
  tokenCheckEcho: must(
    'ServerSideTokenCheck of a user pool is answered as it was given.',
    api('CognitoIdentityProvider'),
    facts('POOL-07', 'OBS-023'),
  ),
  tokenCheckDefault: should('ServerSideTokenCheck that was not given is answered as false.', facts('POOL-07')),
  unknownUserPool: must('A pool can be given user pools and application ids that do not exist.', facts('OBS-026')),
  invalidUserPool: must(
    'A user pool without a name, or under one that is not cognito-idp.<region>.amazonaws.com/<user pool id>, is refused with InvalidParameterException.',
    facts('POOL-08', 'POOL-09'),
  ),
  invalidUserPoolText: should(
    'The refusal of the name of a user pool says "Invalid Cognito Identity Provider".',
    facts('POOL-08', 'MSG-21'),
  ),
  invalidUserPoolByUpdate: should(
    'UpdateIdentityPool refuses such a user pool with InvalidParameterException as well, and leaves the pool as it was.',
    facts('POOL-08', 'MSG-21'),
  ),
  manyUserPools: must('A pool can have 50 user pools.', guide('quotas', 'quotas'), facts('LIM-10')),
  sameName: should('Two pools can have the same name.', facts('POOL-05')),
  nameEcho: must(
    'A name may have letters, digits, spaces and _+=,.@-, and is answered as it was given.',
    facts('POOL-02', 'POOL-03', 'OBS-029', 'C-11'),
  ),
  samlProviderOfNobody: may(
    'Whether a pool can be given the ARN of a SAML provider that IAM does not have.',
    facts('Q-12', 'PROV-11'),
  ),
  emptyProviders: may('What becomes of provider lists and maps that are given empty.', facts('POOL-06')),

  describe: must(
    'DescribeIdentityPool answers what CreateIdentityPool answered.',
    api('DescribeIdentityPool'),
    facts('POOL-06', 'OBS-021', 'OBS-022'),
  ),
  unknownPool: must(
    'An operation on a pool that does not exist is refused with ResourceNotFoundException.',
    api('DescribeIdentityPool'),
    facts('POOL-15', 'OBS-035'),
  ),
  unknownPoolText: should(
    `The refusal of a pool that does not exist says "IdentityPool '<pool>' not found."`,
    facts('POOL-15', 'MSG-22', 'OBS-035'),
  ),
  oddId: must(
    'An id of a valid form that no pool could have is not found, rather than invalid.',
    facts('POOL-16', 'OBS-036'),
  ),
  otherRegion: should('A pool of one Region is not found in another.', facts('Q-19')),

  updateAnswer: must(
    'UpdateIdentityPool answers the pool as it is from then on.',
    api('UpdateIdentityPool'),
    facts('POOL-14', 'OBS-024', 'POOL-23'),
  ),
  rename: must('UpdateIdentityPool changes the name of a pool; its id stays.', facts('POOL-13', 'OBS-024')),
  updateReplaces: must(
    'UpdateIdentityPool replaces the whole configuration: providers that it does not mention are gone.',
    api('UpdateIdentityPool'),
    facts('POOL-11', 'OBS-025'),
  ),
  classicFlowOnUpdate: may('What becomes of AllowClassicFlow when an update does not mention it.', facts('C-09')),
  identitiesSurvive: should('An update leaves the identities of the pool as they are.', facts('POOL-13')),

  developerProviderKept: must(
    'An update that does not mention DeveloperProviderName keeps it.',
    facts('POOL-12', 'C-09'),
  ),
  developerProviderFixed: must(
    'A developer provider name that a pool has cannot be changed.',
    guide('developer-authenticated identities', 'developer-authenticated-identities'),
    facts('POOL-10', 'OBS-027'),
  ),
  developerProviderChange: may('How an attempt to change the developer provider name is answered.', facts('Q-05')),
  sameDeveloperProvider: should('An update may repeat the developer provider name.', facts('Q-05')),
  developerProviderLater: should(
    'A pool without a developer provider can be given one by an update.',
    facts('POOL-10', 'OBS-024'),
  ),

  guestsSwitched: must(
    'Whether guests are allowed follows AllowUnauthenticatedIdentities of the last update.',
    identityPools,
    facts('GETID-03', 'POOL-11'),
  ),
  providerRemoved: must(
    'Logins of a provider that an update removed are refused with NotAuthorizedException.',
    api('UpdateIdentityPool'),
    facts('POOL-11', 'TOK-08'),
  ),
  providerAdded: must(
    'Logins of a provider that an update added are taken.',
    api('UpdateIdentityPool'),
    facts('POOL-23'),
  ),
  clientChanged: must(
    'When the application or client id of a provider is changed, its users are locked out.',
    identityPools,
    facts('POOL-20'),
  ),
  classicFlowSwitched: must(
    'An update that sets AllowClassicFlow to true allows the basic flow where it was forbidden.',
    api('UpdateIdentityPool'),
    facts('POOL-22'),
  ),

  delete: must(
    'A pool that was deleted is found no more, and the others are.',
    api('DeleteIdentityPool'),
    facts('POOL-18', 'OBS-038'),
  ),
  deleteIdentities: must(
    'The identities of a deleted pool are gone: nobody can sign in to them.',
    api('DeleteIdentityPool'),
    facts('POOL-18'),
  ),
  identityOfDeletedPool: may('How calls for an identity of a deleted pool are refused.', facts('Q-11')),

  list: must(
    'ListIdentityPools shows every pool once, under its name.',
    api('ListIdentityPools'),
    facts('POOL-19', 'OBS-037'),
  ),
  listMembers: should('An entry of ListIdentityPools has an id and a name and no other member.', facts('OBS-037')),
  listFollows: should(
    'ListIdentityPools shows a new pool, a new name and a deletion within seconds.',
    facts('OBS-039'),
  ),

  limit: excluded(
    'needs 1,000 pools, and there is no raising that limit: an account of its own and an hour of calls',
    must(
      'Beyond the quota of pools, CreateIdentityPool is refused with LimitExceededException.',
      api('CreateIdentityPool'),
      facts('LIM-09', 'C-12'),
    ),
  ),
  parallelUpdates: excluded(
    'no caller can time a collision inside the service; that parallel updates do no harm is a matter of laws',
    must(
      'Parallel updates of one pool may be refused with ConcurrentModificationException.',
      api('UpdateIdentityPool'),
      facts('POOL-14'),
    ),
  ),
  trail: excluded(
    'CloudTrail is another service',
    must(
      'CloudTrail records the operations on pools and their roles.',
      guide('logging with CloudTrail', 'amazon-cognito-info-in-cloudtrail'),
      facts('POOL-21'),
    ),
  ),
})
