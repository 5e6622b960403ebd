import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )
const [set, get] = [api('SetPrincipalTagAttributeMap'), api('GetPrincipalTagAttributeMap')]
const guide = documented(
  'Amazon Cognito Developer Guide, using attributes for access control with identity pools',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
)
const mappings = documented(
  'Amazon Cognito Developer Guide, default provider mappings',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html',
)
const resource = documented(
  'AWS CloudFormation, AWS::Cognito::IdentityPoolPrincipalTag',
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-identitypoolprincipaltag.html',
)

/** The map of a pool for a provider. */
export const maps = topic('principal-tags', {
  setAnswer: must(
    'SetPrincipalTagAttributeMap answers the pool, the provider, UseDefaults and the map as they were given.',
    set,
    facts('PTAG-01', 'OP-18'),
  ),
  roundTrip: must(
    'GetPrincipalTagAttributeMap answers the map that was set.',
    get,
    facts('PTAG-01', 'PTAG-09', 'OP-11'),
  ),
  replaced: should('A map that is set takes the place of the whole one before.', set, facts('PTAG-09')),
  providersApart: must('Each provider of a pool has a map of its own.', resource, facts('PTAG-07', 'PTAG-08')),
  poolsApart: must('Each pool has a map of its own for a provider.', resource, facts('PTAG-08')),
  useDefaults: must('UseDefaults is answered as it was set.', set, get, facts('PTAG-01', 'PTAG-02')),
  unknownPool: must(
    'Both operations refuse a pool that does not exist with ResourceNotFoundException.',
    set,
    get,
    facts('OP-11', 'OP-18', 'OBS-035'),
  ),
  notInDescription: should('The maps are no members of what DescribeIdentityPool answers.', facts('OP-05')),

  mapOfDefaults: may('Which map is answered where the defaults are used.', facts('PTAG-02', 'PTAG-04', 'U17')),
  defaultsAndMap: may('What becomes of a map that is given beside UseDefaults true.', mappings, facts('PTAG-04')),
  missing: may(
    'What GetPrincipalTagAttributeMap answers for a provider without a map.',
    facts('PTAG-05', 'PTAG-10', 'U17'),
  ),
  notConfigured: may('How a provider is answered that the pool does not have.', facts('PTAG-05', 'U17')),
  developerProvider: may('Whether the developer provider takes a map.', mappings, facts('PTAG-02', 'PTAG-05')),
  totalLength: may(
    'Whether a map is taken whose attribute names have more than 460 bytes together.',
    guide,
    facts('PTAG-03', 'LIM-23'),
  ),
})

/** What a map does to tokens and sessions. */
export const effects = topic('principal-tags', {
  claim: should(
    'The token of a login of a provider with a map has each tag with the value of the mapped claim, under https://aws.amazon.com/tags.',
    resource,
    facts('PTAG-08', 'OBS-103', 'DEV-12'),
  ),
  changedMap: should('A map that was changed holds for the next token.', facts('PTAG-08', 'OBS-103')),
  defaultClaims: should(
    'With the defaults the token has two tags: the audience and the subject of the login.',
    mappings,
    facts('PTAG-02', 'OBS-103'),
  ),
  defaultKeys: should('The tags of the defaults are client and username.', mappings, facts('PTAG-02')),
  noMap: should(
    'Without a map the token of a login has no tags, and its session needs no sts:TagSession.',
    guide,
    facts('PTAG-07', 'GCFI-06', 'OBS-103'),
  ),
  otherProvider: should('A map says nothing of the logins of another provider.', resource, facts('PTAG-08', 'OBS-103')),
  guests: should('The token of a guest has no tags, whatever maps there are.', resource, facts('PTAG-08', 'OBS-103')),
  taggedSession: must(
    'A role that allows sts:TagSession is given to a login of a provider with a map.',
    guide,
    facts('GCFI-06', 'PTAG-06', 'PTAG-07'),
  ),
  needsTagSession: must(
    'Where a map tags the session and the trust policy of the role does not allow sts:TagSession, GetCredentialsForIdentity is refused with InvalidIdentityPoolConfigurationException.',
    api('GetCredentialsForIdentity'),
    guide,
    facts('GCFI-06', 'GCFI-05', 'PTAG-06', 'PTAG-07'),
  ),
  needsTagSessionInSts: should(
    'AssumeRoleWithWebIdentity of a tagged token is refused with AccessDenied where the role does not allow sts:TagSession.',
    guide,
    facts('PTAG-06', 'PTAG-07', 'STS-17', 'STS-05'),
  ),
  missingClaim: may('What becomes of a tag whose claim the token does not have.', facts('PTAG-08')),
  otherTypes: may('Which value a tag has whose claim is no text.', facts('PTAG-08')),
  twoProviders: may('Which tags the token of logins of two providers has.', facts('PTAG-08')),
  besideDeveloperUser: may(
    'Which tags a developer token has beside a login of a provider with a map.',
    facts('PTAG-08'),
  ),
})
