import { documented, facts, may, must, ofPublicProviders, should, topic } from '../../harness/requirement/index.ts'

const authFlow = documented(
  'Amazon Cognito Developer Guide, identity pools authentication flow',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
)
const blog = documented(
  'AWS Mobile Blog, developer-authenticated identities',
  'https://aws.amazon.com/blogs/mobile/understanding-amazon-cognito-authentication-part-2-developer-authenticated-identities/',
)
const merge = documented(
  'Amazon Cognito Federated Identities API Reference, MergeDeveloperIdentities',
  'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html',
)

export const merging = topic('merging', {
  guestIntoOwner: must(
    'A guest id given with a login that belongs to another identity is merged into that identity: its id is returned.',
    authFlow,
    facts('LINK-05', 'LINK-06', 'GOIT-05', 'OBS-074', 'OBS-075', 'OBS-116', 'A1'),
  ),
  ownerKeepsLogins: must(
    'After a guest was merged into it, the identity still holds all its logins.',
    authFlow,
    facts('LINK-05', 'OBS-116'),
  ),
  newLoginsComeAlong: should(
    'New logins given in a call that merges belong to the identity that survives.',
    authFlow,
    facts('LINK-01', 'LINK-05'),
  ),
  twoAuthenticated: must(
    'Two identities with logins, merged by a call that proves both, leave one: every login of both yields the identity that was returned.',
    authFlow,
    facts('LINK-05', 'GOIT-05', 'OBS-116'),
  ),
  survivorIsOneOfTwo: must(
    'The identity that survives a merge is one of those that were merged.',
    authFlow,
    facts('LINK-05', 'OBS-116'),
  ),
  whichSurvives: may('Which of two identities with logins survives an implicit merge.', facts('Q-02', 'LINK-06', 'U1')),
  loserDisabled: must(
    'The identity that loses a merge is disabled: HideDisabled hides it.',
    authFlow,
    facts('LINK-05', 'LINK-13', 'OBS-116'),
  ),
  chain: must(
    'Merges one after another leave one identity, which every login of all of them yields.',
    authFlow,
    facts('LINK-05'),
  ),
  byDeveloperCall: must(
    'The developer call with a public login that belongs to another identity merges both: developer user and login yield one identity.',
    blog,
    authFlow,
    facts('LINK-14', 'LINK-15', 'DEV-03'),
  ),
  sharedProvider: should(
    'Two identities that each hold a login of the same public provider are not merged; the call is refused with ResourceConflictException.',
    facts('LINK-17', 'LINK-03'),
  ),
  sharedProviderChangesNothing: should(
    'A merge that was refused leaves both identities as they were.',
    authFlow,
    facts('LINK-03', 'LINK-17', 'TOK-16'),
  ),
  needsProof: must(
    'A login of another identity, given without a login of the named one, merges nothing; the call is refused with NotAuthorizedException.',
    authFlow,
    facts('GOIT-04', 'ACC-02', 'OBS-114'),
  ),
  refusedMergeChangesNothing: should(
    'A merge that was refused for lack of proof leaves both identities as they were.',
    authFlow,
    facts('GOIT-04', 'TOK-16'),
  ),

  destinationSurvives: must(
    'MergeDeveloperIdentities returns the identity of the destination user.',
    merge,
    facts('LINK-07', 'MERGE-01', 'OBS-117'),
  ),
  bothUsersYieldIt: must(
    'After an explicit merge either developer user yields the same identity.',
    merge,
    blog,
    facts('LINK-08', 'OBS-117'),
  ),
  usersLookedUp: must(
    'After an explicit merge LookupDeveloperIdentity of the identity lists both developer users.',
    merge,
    facts('LINK-08', 'LOOK-02'),
  ),
  publicLoginsComeAlong: should(
    'The public logins of the source come along to the destination.',
    facts('MERGE-05', 'LINK-05'),
  ),
  sourceDisabled: should(
    'The identity of the source is disabled by an explicit merge: HideDisabled hides it.',
    facts('MERGE-05', 'LINK-05'),
  ),
  explicitChain: must(
    'Explicit merges one after another end in the identity of the last destination.',
    merge,
    facts('LINK-07', 'LINK-08'),
  ),
  explicitSharedProvider: ofPublicProviders(
    must(
      'An explicit merge of users whose identities hold different logins of one public provider is refused.',
      merge,
      facts('MERGE-03', 'OBS-117'),
    ),
  ),
  explicitSharedProviderCode: should('That refusal is a ResourceConflictException.', facts('MERGE-03', 'LINK-17')),
  explicitSharedProviderChangesNothing: should(
    'A refused explicit merge leaves both identities as they were.',
    merge,
    facts('MERGE-03'),
  ),
  tooManyLogins: must(
    'An explicit merge of more than 20 logins is refused.',
    merge,
    facts('MERGE-04', 'LIM-21', 'OBS-117'),
  ),
  otherProviderName: must(
    'A developer provider name that is not that of the pool is refused.',
    merge,
    facts('MERGE-02'),
  ),
  otherPoolUntouched: must(
    'An explicit merge in one pool leaves the users of the same names in another pool apart.',
    merge,
    facts('MERGE-02'),
  ),
  signed: should('MergeDeveloperIdentities without a signature is refused.', merge, facts('MERGE-01', 'WIRE-17')),
  unknownUser: may('What MergeDeveloperIdentities answers for a user whom nobody knows.', facts('MERGE-06', 'U6')),
  repeated: may(
    'What MergeDeveloperIdentities answers when both users share an identity already.',
    facts('MERGE-06', 'U6'),
  ),
  self: may('What MergeDeveloperIdentities answers when source and destination are one user.', facts('MERGE-06', 'U6')),
})
