/** The 23 operations of identity pools, and the two of STS that their basic flow needs. */
export const operations = [
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
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
] as const

export type Operation = (typeof operations)[number]

export function serviceOf(operation: Operation): 'cognito-identity' | 'sts' {
  return operation === 'AssumeRoleWithWebIdentity' || operation === 'GetCallerIdentity' ? 'sts' : 'cognito-identity'
}
