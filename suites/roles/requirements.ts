import { documented, excluded, facts, may, must, should, topic } from '../../harness/requirement/index.ts'

const api = (name: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${name}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${name}.html`,
  )
const accessControl = documented(
  'Amazon Cognito Developer Guide, role-based access control',
  'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
)

export const roles = topic('roles', {
  roundTrip: must(
    'GetIdentityPoolRoles answers the roles as SetIdentityPoolRoles was given them.',
    api('GetIdentityPoolRoles'),
    facts('ROLE-01', 'OBS-041'),
  ),
  replace: should('SetIdentityPoolRoles replaces all roles: one that it does not mention is gone.', facts('ROLE-03')),
  setAgain: must(
    'From the next call on GetCredentialsForIdentity uses the roles that were set last.',
    api('SetIdentityPoolRoles'),
    facts('ROLE-23'),
  ),
  emptyMaps: should('SetIdentityPoolRoles accepts empty Roles and empty RoleMappings.', facts('ROLE-03')),
  freshPool: must('GetIdentityPoolRoles succeeds for a pool that was never given roles.', facts('OBS-040', 'OBS-073')),
  freshPoolForm: may('Whether Roles of a pool without roles is absent or empty.', facts('Q-17', 'OBS-040', 'U16')),
  forbiddenRole: must(
    'A role value that is no ARN of a role is refused with NotAuthorizedException.',
    facts('ROLE-04', 'OBS-042'),
  ),
  forbiddenRoleText: should(
    `The refusal of a role says "Access to Role '<role>' is forbidden."`,
    facts('ROLE-04', 'MSG-19', 'OBS-042'),
  ),
  refusalKeepsRoles: should('A refused SetIdentityPoolRoles leaves roles and mappings as they were.', facts('ROLE-04')),
  forbiddenRoleOfRule: may('Whether the role of a rule that is no ARN of a role is refused.', facts('ROLE-04')),

  mappingRoundTrip: must(
    'GetIdentityPoolRoles answers the role mappings as they were given, the rules in their order.',
    api('GetIdentityPoolRoles'),
    facts('ROLE-06', 'ROLE-07', 'ROLE-24'),
  ),
  noMappings: should('RoleMappings is absent where a pool has none.', facts('ROLE-06')),
  mappingsReplaced: must('The role mappings of a call replace those of the call before.', facts('ROLE-02', 'ROLE-24')),
  emptyMappingsClear: must('An empty RoleMappings clears the role mappings.', facts('ROLE-02')),
  omittedMappings: may(
    'Whether a call without RoleMappings keeps or clears the role mappings.',
    facts('Q-23', 'ROLE-02'),
  ),
  unconfiguredProvider: must(
    'A role mapping under a key that is not a configured provider in its documented form is refused with InvalidParameterException.',
    facts('ROLE-08', 'OBS-043'),
  ),
  unconfiguredProviderText: should(
    'The refusal of the key of a role mapping says "(<key>) is not a valid RoleMapping ProviderName or is not a configured provider."',
    facts('ROLE-08', 'MSG-20', 'OBS-043'),
  ),
  providerOfMappingRemoved: may(
    'What becomes of a role mapping when an update removes its provider from the pool.',
    facts('ROLE-07', 'POOL-11'),
  ),
  resolutionRequired: must(
    'A role mapping without AmbiguousRoleResolution is refused.',
    api('RoleMapping'),
    facts('ROLE-09', 'U15'),
  ),
  rulesRequired: must(
    'A role mapping of type Rules without RulesConfiguration is refused.',
    api('RoleMapping'),
    facts('ROLE-09', 'U15'),
  ),
  rulesBesideToken: may('What becomes of rules in a role mapping of type Token.', facts('ROLE-09')),
  rulesOfOneProvider: must(
    'A role mapping can have 25 rules, of which each can decide.',
    accessControl,
    facts('LIM-16', 'ROLE-17', 'ROLE-19', 'C-01'),
  ),
  moreRules: may('Whether a role mapping can have more than 25 rules.', facts('C-01', 'LIM-16', 'ROLE-17')),

  equals: must(
    'A rule of type Equals matches the value of the claim, and no part of it.',
    accessControl,
    facts('ROLE-11'),
  ),
  contains: must('A rule of type Contains matches any part of the claim.', accessControl, facts('ROLE-11')),
  startsWith: must(
    'A rule of type StartsWith matches the beginning of the claim only.',
    accessControl,
    facts('ROLE-11'),
  ),
  notEqual: must('A rule of type NotEqual matches any other value of the claim.', accessControl, facts('ROLE-11')),
  missingClaim: must(
    'No rule is met by a token that lacks its claim, also not one of type NotEqual.',
    accessControl,
    facts('ROLE-11', 'ROLE-21'),
  ),
  firstMatch: must(
    'Rules are tried in their order; the first that matches says the role.',
    accessControl,
    facts('ROLE-11', 'ROLE-19'),
  ),
  anyClaim: must('Rules see every claim of an OIDC token.', accessControl, facts('ROLE-14')),
  userPoolClaims: must(
    'Rules see the claims that user pools add, such as cognito:preferred_role.',
    accessControl,
    facts('ROLE-14'),
  ),
  claimOfManyValues: may('How rules see a claim that is a list.', facts('ROLE-14')),
  claimOfOtherType: may('How rules see a claim that is a number or a boolean.', facts('ROLE-14')),
  letterCase: may('Whether rules tell upper from lower case.', facts('ROLE-11')),

  noMatchDefault: must(
    'Where no rule matches, AuthenticatedRole gives the default role of authenticated identities.',
    accessControl,
    facts('ROLE-11', 'ROLE-12', 'ROLE-22'),
  ),
  noMatchDeny: must(
    'Where no rule matches, Deny refuses with NotAuthorizedException.',
    facts('ROLE-12', 'ROLE-13', 'ROLE-22'),
  ),
  denyText: should(
    'The refusal says "The ambiguous role mapping rules for: <provider> denied this request."',
    facts('ROLE-13', 'MSG-18', 'OBS-046'),
  ),
  otherProvider: should('A role mapping concerns the logins of its own provider only.', facts('ROLE-07')),
  guestsUnmapped: should('Guests of a pool with role mappings get the role of guests.', facts('ROLE-12')),
  developerUnmapped: should(
    'Developer users of a pool with role mappings get the default role of authenticated identities.',
    facts('GCFI-07'),
  ),
  untrustingRole: should(
    'A rule whose role does not trust the pool ends in InvalidIdentityPoolConfigurationException.',
    facts('GCFI-05', 'OBS-045'),
  ),

  preferredRole: must(
    'Type Token gives the role that the claim cognito:preferred_role names.',
    accessControl,
    facts('ROLE-10', 'ROLE-16', 'ROLE-20', 'ROLE-25'),
  ),
  ambiguousDefault: must(
    'Type Token with several roles and none preferred: AuthenticatedRole gives the default role of authenticated identities.',
    accessControl,
    facts('ROLE-10', 'ROLE-12', 'ROLE-16', 'ROLE-22'),
  ),
  ambiguousDeny: must(
    'Type Token with several roles and none preferred: Deny refuses with NotAuthorizedException.',
    facts('ROLE-10', 'ROLE-13', 'ROLE-22'),
  ),
  noRoleInToken: must(
    'Type Token with a token that names no role: Deny refuses with NotAuthorizedException.',
    documented('GitHub, aws-amplify/amplify-js#8644', 'https://github.com/aws-amplify/amplify-js/issues/8644'),
    facts('OBS-046', 'ROLE-13'),
  ),
  tokenOfOtherProvider: may(
    'What a role mapping of type Token does with roles that a token of an OIDC provider names.',
    facts('ROLE-10'),
  ),
  customRole: must(
    'CustomRoleArn chooses among the roles that the token names.',
    api('GetCredentialsForIdentity'),
    accessControl,
    facts('GCFI-10', 'ROLE-10', 'OBS-047'),
  ),
  customRoleDenied: must(
    'CustomRoleArn that the token does not name is refused where the mapping is of type Token.',
    accessControl,
    facts('GCFI-10', 'ROLE-10'),
  ),
  customRoleDeniedCode: should('That refusal is NotAuthorizedException.', facts('Q-07', 'U15')),
  customRoleOfRule: must(
    'CustomRoleArn overrides the order of the rules: the role of a later rule that matches is given.',
    accessControl,
    facts('ROLE-11'),
  ),

  passRole: excluded(
    'needs a second caller with other permissions of IAM',
    must('The caller of SetIdentityPoolRoles needs iam:PassRole for the roles.', accessControl, facts('ROLE-05')),
  ),
  mappingOfOpaqueProvider: excluded(
    'needs a login source for social providers',
    must('For Facebook and Amazon, rules see iss, aud and sub only.', accessControl, facts('ROLE-14')),
  ),
  parallelCalls: excluded(
    'no caller can time a collision inside the service',
    must(
      'Parallel calls for one pool may be refused with ConcurrentModificationException.',
      api('SetIdentityPoolRoles'),
    ),
  ),
})
