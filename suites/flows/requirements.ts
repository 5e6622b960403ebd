import { documented, excluded, facts, must, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const developerIdentities = documented(
  'Amazon Cognito Developer Guide, developer-authenticated identities',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html',
)

export const flows = topic('flows', {
  enhanced: must(
    'The enhanced flow goes GetId, GetCredentialsForIdentity and ends in usable credentials.',
    authFlow,
    facts('FLOW-01', 'GCFI-01', 'GETID-01'),
  ),
  basic: must(
    'The basic flow goes GetId, GetOpenIdToken, AssumeRoleWithWebIdentity and ends in usable credentials.',
    authFlow,
    facts('FLOW-01', 'GETID-01'),
  ),
  developerEnhanced: must(
    'The enhanced flow of a developer user goes GetOpenIdTokenForDeveloperIdentity, GetCredentialsForIdentity and ends in usable credentials.',
    developerIdentities,
    facts('FLOW-01', 'GCFI-07', 'DEV-11'),
  ),
  developerBasic: must(
    'The basic flow of a developer user goes GetOpenIdTokenForDeveloperIdentity, AssumeRoleWithWebIdentity and ends in usable credentials.',
    developerIdentities,
    facts('FLOW-01', 'FLOW-02', 'DEV-11'),
  ),
  oneIdentityInBoth: must('Both flows serve the same identity.', authFlow, facts('FLOW-01', 'GCFI-01')),
  onlyBackend: excluded(
    'a rule for those who build applications, not for the service',
    must(
      'The developer call is made by a backend with credentials, never by a client.',
      developerIdentities,
      facts('DEV-13', 'LINK-16'),
    ),
  ),
})
