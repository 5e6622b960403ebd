import * as cognito from '@aws-sdk/client-cognito-identity'
import * as sts from '@aws-sdk/client-sts'

/** Loaded with the first call only: the main thread does without the SDK. */
export { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity'
export { STSClient } from '@aws-sdk/client-sts'

export const commands = {
  CreateIdentityPool: cognito.CreateIdentityPoolCommand,
  DeleteIdentities: cognito.DeleteIdentitiesCommand,
  DeleteIdentityPool: cognito.DeleteIdentityPoolCommand,
  DescribeIdentity: cognito.DescribeIdentityCommand,
  DescribeIdentityPool: cognito.DescribeIdentityPoolCommand,
  GetCredentialsForIdentity: cognito.GetCredentialsForIdentityCommand,
  GetId: cognito.GetIdCommand,
  GetIdentityPoolRoles: cognito.GetIdentityPoolRolesCommand,
  GetOpenIdToken: cognito.GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentity: cognito.GetOpenIdTokenForDeveloperIdentityCommand,
  GetPrincipalTagAttributeMap: cognito.GetPrincipalTagAttributeMapCommand,
  ListIdentities: cognito.ListIdentitiesCommand,
  ListIdentityPools: cognito.ListIdentityPoolsCommand,
  ListTagsForResource: cognito.ListTagsForResourceCommand,
  LookupDeveloperIdentity: cognito.LookupDeveloperIdentityCommand,
  MergeDeveloperIdentities: cognito.MergeDeveloperIdentitiesCommand,
  SetIdentityPoolRoles: cognito.SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMap: cognito.SetPrincipalTagAttributeMapCommand,
  TagResource: cognito.TagResourceCommand,
  UnlinkDeveloperIdentity: cognito.UnlinkDeveloperIdentityCommand,
  UnlinkIdentity: cognito.UnlinkIdentityCommand,
  UntagResource: cognito.UntagResourceCommand,
  UpdateIdentityPool: cognito.UpdateIdentityPoolCommand,
  AssumeRoleWithWebIdentity: sts.AssumeRoleWithWebIdentityCommand,
  GetCallerIdentity: sts.GetCallerIdentityCommand,
} as const
