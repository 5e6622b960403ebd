import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )

export const pagination = topic('pagination', {
  identitiesPartition: must(
    'The pages of ListIdentities, of any size, together show every identity once.',
    api('ListIdentities'),
    facts('IDN-04', 'IDN-05'),
  ),
  identitiesPageSize: must(
    'A page of ListIdentities has at most MaxResults identities.',
    api('ListIdentities'),
    facts('IDN-04', 'CON-34', 'LIM-15'),
  ),
  identitiesLastPage: should('The last page of ListIdentities has no NextToken.', facts('IDN-06', 'OBS-012')),
  identitiesDeletion: should(
    'An identity that is deleted between two pages of ListIdentities hides no other.',
    api('ListIdentities'),
    facts('IDN-05', 'LOOK-05'),
  ),

  poolsPartition: must(
    'The pages of ListIdentityPools, of any size, together show every pool that was there throughout once.',
    api('ListIdentityPools'),
    facts('POOL-19', 'OP-13'),
  ),
  poolsPageSize: must(
    'A page of ListIdentityPools has at most MaxResults pools, and a NextToken where there are more.',
    api('ListIdentityPools'),
    facts('POOL-19', 'CON-34', 'LIM-15'),
  ),
  lookupLastPage: should('The last page of LookupDeveloperIdentity has no NextToken.', facts('LOOK-05')),

  unknownToken: may('What is answered to a NextToken that nobody gave.', facts('IDN-06', 'U14', 'Q-15')),
  alteredToken: may('What is answered to a NextToken that was altered.', facts('IDN-06', 'U14', 'Q-15')),
  usedToken: may('What is answered to a NextToken that was used before.', facts('U14', 'Q-15')),
  otherOperation: may('What is answered to the NextToken of another operation.', facts('U14', 'Q-15')),
  otherPool: may('What is answered to the NextToken of another pool.', facts('U14', 'Q-15')),
})
