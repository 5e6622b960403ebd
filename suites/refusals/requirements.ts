import { documented, facts, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)

export const refusals = topic('refusals', {
  changeNothing: should(
    'A call that is refused changes nothing: neither identities and their logins and developer users, nor the pool, its roles, tags and maps.',
    authFlow,
    facts('TOK-16', 'LINK-03', 'DEV-06'),
  ),
})
