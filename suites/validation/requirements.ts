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

/** Facts CON-nn on what an operation takes and answers; a self-test compares them with the service model. */
const constraintFacts: Record<ValidatedOperation, { input: number[]; output: number[] }> = {
  CreateIdentityPool: {
    input: [1, 6, 7, 8, 9, 17, 19, 21, 22, 24, 29, 39, 40, 41],
    output: [1, 6, 7, 8, 9, 16, 17, 19, 21, 22, 24, 29, 39, 40, 41],
  },
  DeleteIdentities: { input: [14, 15], output: [12, 14, 43] },
  DeleteIdentityPool: { input: [16], output: [] },
  DescribeIdentity: { input: [14], output: [14, 22, 25] },
  DescribeIdentityPool: { input: [16], output: [1, 6, 7, 8, 9, 16, 17, 19, 21, 22, 24, 29, 39, 40, 41] },
  GetCredentialsForIdentity: { input: [1, 14, 22, 23, 26], output: [14] },
  GetId: { input: [2, 16, 22, 23, 26], output: [14] },
  GetIdentityPoolRoles: { input: [16], output: [1, 3, 4, 5, 16, 22, 27, 28, 35, 36, 37, 38] },
  GetOpenIdToken: { input: [14, 22, 23, 26], output: [14] },
  GetOpenIdTokenForDeveloperIdentity: { input: [14, 16, 22, 23, 26, 31, 32, 33, 42], output: [14] },
  GetPrincipalTagAttributeMap: { input: [16, 22], output: [16, 22, 31, 32, 33] },
  ListIdentities: { input: [16, 30, 34], output: [13, 14, 16, 22, 25, 30] },
  ListIdentityPools: { input: [30, 34], output: [16, 17, 20, 30] },
  ListTagsForResource: { input: [1], output: [19, 40, 41] },
  LookupDeveloperIdentity: { input: [10, 14, 16, 30, 34], output: [10, 11, 14, 30] },
  MergeDeveloperIdentities: { input: [9, 10, 16], output: [14] },
  SetIdentityPoolRoles: { input: [1, 3, 4, 5, 16, 22, 27, 28, 35, 36, 37, 38], output: [] },
  SetPrincipalTagAttributeMap: { input: [16, 22, 31, 32, 33], output: [16, 22, 31, 32, 33] },
  TagResource: { input: [1, 19, 40, 41], output: [] },
  UnlinkDeveloperIdentity: { input: [9, 10, 14, 16], output: [] },
  UnlinkIdentity: { input: [14, 22, 23, 25, 26], output: [] },
  UntagResource: { input: [1, 18, 40], output: [] },
  UpdateIdentityPool: {
    input: [1, 6, 7, 8, 9, 16, 17, 19, 21, 22, 24, 29, 39, 40, 41],
    output: [1, 6, 7, 8, 9, 16, 17, 19, 21, 22, 24, 29, 39, 40, 41],
  },
}

const fact = (family: string, number: number): string => `${family}-${String(number).padStart(2, '0')}`
const factsOn = (operation: ValidatedOperation, direction: 'input' | 'output'): string[] =>
  constraintFacts[operation][direction].map((number) => fact('CON', number))

/** Quotas that the service model holds as constraints. */
const limits: Partial<Record<ValidatedOperation, string[]>> = {
  CreateIdentityPool: ['LIM-11', 'LIM-20', 'OBS-030', 'OBS-031'],
  DeleteIdentities: ['LIM-24', 'IDN-10'],
  // A name of a provider may have 128 characters in the model, 2,048 bytes in the quotas.
  GetId: ['LIM-12', 'LIM-19', 'C-02'],
  ListIdentities: ['LIM-15'],
  SetIdentityPoolRoles: ['LIM-14', 'ROLE-15'],
}

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
    facts('WIRE-07', 'WIRE-12', ...factsOn(operation, 'input'), ...(limits[operation] ?? [])),
  ),
)

export const code = each('Code', (operation) =>
  should(
    `${operation} refuses input that breaks a constraint of the service model with ValidationException.`,
    facts('WIRE-07', 'WIRE-11', 'WIRE-12', 'OBS-032', 'C-08'),
  ),
)

const withoutMembers: readonly string[] = [
  'DeleteIdentityPool',
  'SetIdentityPoolRoles',
  'TagResource',
  'UnlinkDeveloperIdentity',
  'UnlinkIdentity',
  'UntagResource',
]

export const answers = each('Answers', (operation) => {
  const row = must(
    `Every answer of ${operation} in the run has the types of the service model and keeps its constraints.`,
    api(operation),
    facts(fact('OP', operations.indexOf(operation) + 1), ...factsOn(operation, 'output')),
  )
  return withoutMembers.includes(operation) ? excluded('the output of the operation has no members', row) : row
})

/** Forms of texts were seen for patterns, upper bounds and values of Logins; see U12 for the others. */
export const text = topic('validation', {
  patternText: should(
    "A text that breaks a pattern is refused with \"1 validation error detected: Value '…' at '<member>' failed to satisfy constraint: Member must satisfy regular expression pattern: <pattern>\".",
    facts('WIRE-08', 'WIRE-09', 'OBS-028', 'OBS-032', 'MSG-25'),
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
