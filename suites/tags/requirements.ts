import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )
const guide = documented(
  'Amazon Cognito Developer Guide, tagging resources',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/tagging.html',
)

export const tags = topic('tags', {
  roundTrip: must(
    'ListTagsForResource lists the tags that TagResource assigned.',
    api('TagResource'),
    api('ListTagsForResource'),
    facts('TAG-01', 'TAG-02', 'TAG-08'),
  ),
  added: must('TagResource leaves the tags that it does not name as they were.', guide, facts('TAG-09')),
  overwritten: must('TagResource gives a key that is there its new value.', facts('TAG-04', 'TAG-09')),
  removed: must(
    'UntagResource removes the tags that it names and no others.',
    api('UntagResource'),
    facts('TAG-01', 'TAG-08', 'TAG-09', 'C-12'),
  ),
  unknownKeys: should('UntagResource passes over keys that the pool does not have.', facts('TAG-04')),
  poolsApart: must('Tags of one pool are not those of another.', api('TagResource'), facts('TAG-08')),
  atCreation: must(
    'Tags given to CreateIdentityPool are in its answer and listed by ListTagsForResource.',
    api('CreateIdentityPool'),
    facts('TAG-06', 'TAG-08', 'TAG-09'),
  ),
  described: must(
    'DescribeIdentityPool shows the tags of the pool as they are.',
    api('DescribeIdentityPool'),
    facts('TAG-06'),
  ),
  emptyValue: must('The value of a tag may be empty.', api('TagResource'), facts('TAG-03')),
  letterCase: must(
    'Keys and values of tags keep their letter case; keys that differ in it are two.',
    guide,
    facts('LIM-18'),
  ),
  characters: must(
    'Keys and values may have letters, digits, spaces and the characters _ . : / = + - @.',
    guide,
    facts('LIM-18'),
  ),
  fifty: must('A pool may have 50 tags.', api('TagResource'), guide, facts('LIM-17')),
  noMoreThanFifty: must('A pool never has more than 50 tags.', api('TagResource'), guide, facts('LIM-17')),
  refusedAssignsNothing: should('TagResource that is refused assigns none of its tags.', guide, facts('LIM-17')),
  reservedNotAssigned: should(
    'TagResource assigns no tag whose key begins with the reserved prefix aws:.',
    guide,
    facts('LIM-18'),
  ),

  fiftyFirst: may('How the 51st tag is answered.', facts('TAG-05')),
  reservedPrefix: may('How a key with the reserved prefix aws: is answered.', guide, facts('TAG-05', 'LIM-18')),
  otherCharacters: may('How other characters in a key or value are answered.', guide, facts('LIM-18')),
  otherArn: may(
    'How a ResourceArn is answered that is not the ARN of an identity pool.',
    facts('TAG-05', 'TAG-10', 'Q-18', 'U17'),
  ),
  unknownPool: may('How the ARN of a pool that does not exist is answered.', facts('TAG-05', 'Q-18', 'U17')),
  onUpdate: may('What becomes of the tags in UpdateIdentityPool.', facts('TAG-07', 'C-09')),
  ofDeletedPool: may('Whether the tags of a deleted pool are still listed.', facts('TAG-11')),
})
