import type { Operation } from '../client/index.ts'

type Json = Record<string, unknown>

/** One look at what a call may have changed. */
export interface Look {
  operation: Operation
  input: Json
  /** What of the answer may not change, as text; nothing where the answer does not show all of it. */
  read: (answer: Json) => string | undefined
}

/** Where a call is made. */
export interface Place {
  /** The pool of the check. */
  poolId: string
  /** Whether nobody else uses it. */
  isOwn: boolean
  /** The name of its developer provider. */
  developerProvider: string
}

/** Operations that can change the identity that they name. */
const ofIdentity = new Set<string>([
  'GetOpenIdToken',
  'GetCredentialsForIdentity',
  'GetOpenIdTokenForDeveloperIdentity',
  'UnlinkIdentity',
  'UnlinkDeveloperIdentity',
])
/** Operations that can change the configuration of the pool that they name. */
const ofPool = new Set<string>([
  'UpdateIdentityPool',
  'DeleteIdentityPool',
  'SetIdentityPoolRoles',
  'SetPrincipalTagAttributeMap',
])
const ofTags = new Set<string>(['TagResource', 'UntagResource'])

/** How to see whether a call changed something; nothing for a call that changes nothing by what it is, or of which it cannot be seen cheaply. */
export function looksAt(operation: string, input: Json, place: Place): Look[] {
  if (ofIdentity.has(operation)) {
    return [...idsOf([input['IdentityId']]).map(identity), ...usersOf(operation, input, place).map(user(input))]
  }
  if (operation === 'DeleteIdentities') return idsOf([input['IdentityIdsToDelete']].flat()).slice(0, 2).map(identity)
  if (operation === 'MergeDeveloperIdentities') return usersOf(operation, input, place).map(user(input))
  if (operation === 'GetId')
    return place.isOwn && input['IdentityPoolId'] === place.poolId ? [allIdentities(place)] : []
  if (ofTags.has(operation)) return textsOf([input['ResourceArn']]).map(tags)
  return ofPool.has(operation) ? idsOf([input['IdentityPoolId']]).flatMap((id) => pool(operation, id, input)) : []
}

/** What else may change the same: while one of these is in another call, nothing can be said. */
export function namesIn(operation: string, input: Json, place: Place): string[] {
  const changesPool = ofPool.has(operation) || ofTags.has(operation)
  return [
    ...textsOf([input['IdentityId'], input['IdentityIdsToDelete']].flat()),
    ...(changesPool
      ? textsOf([input['IdentityPoolId'], input['ResourceArn']]).map((id) => id.replace(/^.*\//, ''))
      : []),
    ...usersOf(operation, input, place).map((name) => `user ${name}`),
  ]
}

const textsOf = (values: readonly unknown[]): string[] => values.filter((value) => typeof value === 'string')
/** Ids of the right form; of others there is nothing to see. */
const idsOf = (values: readonly unknown[]): string[] =>
  textsOf(values).filter((id) => id.length <= 55 && /^[\w-]+:[0-9a-f-]+$/.test(id))

function usersOf(operation: string, input: Json, { developerProvider }: Place): string[] {
  const { [developerProvider]: login } = (input['Logins'] ?? {}) as Json
  const named = [input['SourceUserIdentifier'], input['DestinationUserIdentifier'], input['DeveloperUserIdentifier']]
  const users = operation === 'GetOpenIdTokenForDeveloperIdentity' ? [login] : named
  return textsOf(users).filter((name) => name.length > 0 && name.length <= 1024)
}

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  ) ?? 'nothing'

/** Not its LastModifiedDate: which calls change that is open. */
const identity = (IdentityId: string): Look => ({
  operation: 'DescribeIdentity',
  input: { IdentityId },
  read: ({ Logins = [] }) => `Logins ${inOrder((Logins as string[]).toSorted())}`,
})

const user =
  ({ IdentityPoolId }: Json) =>
  (DeveloperUserIdentifier: string): Look => ({
    operation: 'LookupDeveloperIdentity',
    input: { IdentityPoolId, DeveloperUserIdentifier },
    read: ({ IdentityId }) => `IdentityId ${String(IdentityId)}`,
  })

const allIdentities = ({ poolId }: Place): Look => ({
  operation: 'ListIdentities',
  input: { IdentityPoolId: poolId, MaxResults: 60 },
  read: ({ Identities, NextToken }) =>
    NextToken === undefined ? `number of identities ${((Identities ?? []) as Json[]).length}` : undefined,
})

const tags = (ResourceArn: string): Look => ({
  operation: 'ListTagsForResource',
  input: { ResourceArn },
  read: ({ Tags }) => `Tags ${inOrder(Tags)}`,
})

function pool(operation: string, IdentityPoolId: string, { IdentityProviderName }: Json): Look {
  const read = (answer: Json): string => inOrder(answer)
  if (operation === 'SetIdentityPoolRoles')
    return { operation: 'GetIdentityPoolRoles', input: { IdentityPoolId }, read }
  if (operation === 'SetPrincipalTagAttributeMap') {
    return { operation: 'GetPrincipalTagAttributeMap', input: { IdentityPoolId, IdentityProviderName }, read }
  }
  return { operation: 'DescribeIdentityPool', input: { IdentityPoolId }, read }
}
