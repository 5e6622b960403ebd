import { documented, excluded, facts, must, should, topic } from '../../harness/requirement/index.ts'

const operations = [
  'CreateIdentityPool',
  'DeleteIdentities',
  'DeleteIdentityPool',
  'DescribeIdentity',
  'DescribeIdentityPool',
  'GetCredentialsForIdentity',
  'GetId',
  'GetIdentityPoolRoles',
  'GetOpenIdToken',
  'GetOpenIdTokenForDeveloperIdentity',
  'GetPrincipalTagAttributeMap',
  'ListIdentities',
  'ListIdentityPools',
  'ListTagsForResource',
  'LookupDeveloperIdentity',
  'MergeDeveloperIdentities',
  'SetIdentityPoolRoles',
  'SetPrincipalTagAttributeMap',
  'TagResource',
  'UnlinkDeveloperIdentity',
  'UnlinkIdentity',
  'UntagResource',
  'UpdateIdentityPool',
] as const

export type ValidatedOperation = (typeof operations)[number]

const api = (operation: string) =>
  documented(
    `Amazon Cognito Federated Identities API Reference, ${operation}`,
    `https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_${operation}.html`,
  )

type Row = ReturnType<typeof should>

/** One requirement for each operation: `allowed` and `GetId` make `validation/get-id-allowed`. */
function each(ending: string, row: (operation: ValidatedOperation) => Row) {
  const rows = Object.fromEntries(operations.map((operation) => [operation + ending, row(operation)]))
  const made = topic('validation', rows)
  return Object.fromEntries(operations.map((operation) => [operation, made[operation + ending]])) as Record<
    ValidatedOperation,
    (typeof made)[string]
  >
}

export const allowed = each('Allowed', (operation) =>
  must(`${operation} does not refuse as invalid what the service model just allows.`, api(operation), facts('WIRE-07')),
)

export const refusedInput = each('Refused', (operation) =>
  must(
    `${operation} refuses input that breaks a constraint of the service model with ValidationException or InvalidParameterException.`,
    api(operation),
    facts('WIRE-07', 'WIRE-12'),
  ),
)

export const code = each('Code', (operation) =>
  should(
    `${operation} refuses input that breaks a constraint of the service model with ValidationException.`,
    facts('WIRE-07', 'WIRE-11', 'WIRE-12', 'OBS-032', 'C-08'),
  ),
)

const withoutOutput: readonly string[] = [
  'DeleteIdentityPool',
  'SetIdentityPoolRoles',
  'UnlinkDeveloperIdentity',
  'UnlinkIdentity',
]

export const answers = each('Answers', (operation) => {
  const row = must(
    `Every answer of ${operation} in the run has the types of the service model and keeps its constraints.`,
    api(operation),
  )
  return withoutOutput.includes(operation) ? excluded('the operation has no output', row) : row
})

/** Forms of texts were seen for patterns, upper bounds and values of Logins; see U12 for the others. */
export const text = topic('validation', {
  patternText: should(
    "A text that breaks a pattern is refused with \"1 validation error detected: Value '…' at '<member>' failed to satisfy constraint: Member must satisfy regular expression pattern: <pattern>\".",
    facts('WIRE-08', 'OBS-028', 'OBS-032', 'MSG-25'),
  ),
  tooLongText: should(
    'A text that is too long is refused with "… at \'<member>\' failed to satisfy constraint: Member must have length less than or equal to <bound>".',
    facts('WIRE-08', 'OBS-033'),
  ),
  tokenText: should(
    'An empty or too long token in Logins is refused with "… at \'logins\' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 50000, Member must have length greater than or equal to 1]".',
    facts('WIRE-10', 'OBS-034'),
  ),
})

export const characters = topic('validation', {
  charactersNotUnits: should(
    'The length of a text is the number of its characters (Unicode scalar values), not of UTF-16 units or bytes.',
    documented(
      'Smithy 2.0, constraint traits, length',
      'https://smithy.io/2.0/spec/constraint-traits.html#length-trait',
    ),
  ),
})
