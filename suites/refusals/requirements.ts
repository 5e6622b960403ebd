import { documented, facts, may, should, topic } from '../../harness/requirement/index.ts'

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

  modelBeforeMeaning: should(
    'Where a call breaks the service model and names a user pool that is none, the breach of the model is reported.',
    facts('POOL-09', 'WIRE-07'),
  ),
  flowBeforeLogins: should(
    'Where the basic flow is forbidden, that is reported before anything about the logins or their absence.',
    facts('GOIT-10', 'OBS-072'),
  ),
  order: may('Which rule is reported by a call that breaks two.', facts('TOK-17', 'U12')),
})
