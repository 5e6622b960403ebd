import { documented, facts, must, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)

export const identities = topic('identities', {
  sameLoginSameIdentity: must(
    'GetId with a login that is linked to an identity returns that identity, whichever token of the user is given.',
    authFlow,
    facts('GETID-05', 'OBS-055'),
  ),
})
