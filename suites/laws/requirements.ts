import { documented, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )

export const laws = topic('laws', {
  documentedRules: must(
    'In every history of calls each answer is one that the documented rules of identities permit.',
    authFlow,
    facts('LINK-01', 'LINK-03', 'LINK-05', 'LINK-07', 'GETID-05'),
  ),
  impliedRules: should(
    'In every history of calls each answer is one that permits what follows from the documented rules, or was observed.',
    authFlow,
    facts('LINK-12', 'MERGE-05', 'TOK-16'),
  ),
  answersOfTheProtocol: must(
    'Every call of a history gets an answer of the protocol, and none a server error.',
    authFlow,
    facts('WIRE-03', 'WIRE-04'),
  ),
  choices: may(
    'What the target chose where the documents leave the state of identities open.',
    facts('Q-01', 'Q-02', 'Q-04'),
  ),

  orderOfLogins: should(
    'The order of the entries of Logins makes no difference.',
    authFlow,
    facts('LINK-01', 'GETID-07'),
  ),
  namesOfUsers: should(
    'What users are called makes no difference: names that differ in letter case or length, or are the same with several providers, are different users.',
    documented('OpenID Connect Core 1.0, ID Token', 'https://openid.net/specs/openid-connect-core-1_0.html'),
    facts('GETID-05', 'DEV-10'),
  ),
  refusedCalls: should(
    'A call that is refused makes no difference to the calls after it.',
    authFlow,
    facts('TOK-16', 'LINK-03'),
  ),
  poolsApart: must(
    'What happens in one identity pool makes no difference to another one, even with the same users.',
    api('GetId'),
    facts('GETID-05', 'POOL-01'),
  ),
  pageSizes: must(
    'The size of pages makes no difference to the whole of a list.',
    api('ListIdentities'),
    facts('IDN-04', 'LOOK-05'),
  ),

  races: should(
    'Calls that are made at once are answered, and leave behind what they would in some order one after another.',
    authFlow,
    facts('LINK-03', 'LINK-05', 'GETID-05'),
  ),
})
