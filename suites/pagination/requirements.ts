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
  identitiesPageSizeBounds: must(
    'ListIdentities with MaxResults 0 or 61 is refused with ValidationException or InvalidParameterException.',
    api('ListIdentities'),
    facts('CON-34', 'LIM-15'),
  ),
  identitiesForeignToken: may(
    'What ListIdentities answers to a NextToken that nobody gave.',
    facts('IDN-06', 'U14', 'Q-15'),
  ),
  deleteBounds: must(
    'DeleteIdentities takes 1 to 60 identities; none and 61 are refused with ValidationException or InvalidParameterException.',
    api('DeleteIdentities'),
    facts('CON-15', 'IDN-10', 'LIM-24'),
  ),
})
