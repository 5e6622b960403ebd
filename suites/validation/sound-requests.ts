import { cognitoIdentityModel, shapeNamed } from '../../fixtures/service-model/index.ts'

export type Input = Record<string, unknown>

/** What exists on the target and requests may name. */
export interface Existing {
  poolId: string
  /** Nobody minds what becomes of this one. */
  otherPoolId: string
  identityId: string
  developerProvider: string
  region: string
  accountId: string
}

/** Operations on the pool whose providers change. */
const onOtherPool = new Set(['UpdateIdentityPool', 'DescribeIdentityPool'])

export const supportedLoginProviders = { 'graph.facebook.com': '7346241598935552' }

/** A sound request with all members that the operation has. */
export function fullRequest(operation: string, existing: Existing): Input {
  const shape = shapeNamed(cognitoIdentityModel, cognitoIdentityModel.operations[operation]?.input ?? '')
  return soundRequest(operation, existing, Object.keys(shape.members ?? {}))
}

/** A request that the model allows, of the operation's required members and those that are named besides. */
export function soundRequest(operation: string, existing: Existing, members: readonly string[] = []): Input {
  const shape = shapeNamed(cognitoIdentityModel, cognitoIdentityModel.operations[operation]?.input ?? '')
  const always = operation === 'LookupDeveloperIdentity' ? ['IdentityId'] : []
  const named = new Set([...(shape.required ?? []), ...always, ...members])
  return Object.fromEntries([...named].map((member) => [member, soundMember(operation, member, existing)]))
}

function soundMember(operation: string, member: string, existing: Existing): unknown {
  const { region, accountId } = existing
  const role = `arn:aws:iam::${accountId}:role/edge`
  const poolId = onOtherPool.has(operation) ? existing.otherPoolId : existing.poolId
  switch (member) {
    case 'IdentityPoolName':
      return 'edge'
    case 'AllowUnauthenticatedIdentities':
    case 'AllowClassicFlow':
    case 'HideDisabled':
      return true
    case 'UseDefaults':
      return false
    case 'SupportedLoginProviders':
      return supportedLoginProviders
    case 'OpenIdConnectProviderARNs':
      return [`arn:aws:iam::${accountId}:oidc-provider/login.example.com`]
    case 'SamlProviderARNs':
      return [`arn:aws:iam::${accountId}:saml-provider/edge`]
    case 'CognitoIdentityProviders':
      return [
        {
          ProviderName: `cognito-idp.${region}.amazonaws.com/${region}_abcdefghi`,
          ClientId: 'abcdefghi',
          ServerSideTokenCheck: false,
        },
      ]
    case 'IdentityPoolTags':
    case 'Tags':
    case 'PrincipalTags':
      return { team: 'edge' }
    case 'TagKeys':
      return ['team']
    case 'ResourceArn':
      return `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${existing.otherPoolId}`
    case 'IdentityPoolId':
      // Nothing shall really be deleted: the id is of the right form and names no pool.
      return operation === 'DeleteIdentityPool' ? unknownId(region, 0) : poolId
    case 'IdentityId':
      return existing.identityId
    case 'IdentityIdsToDelete':
      return [unknownId(region, 0)]
    case 'AccountId':
      return accountId
    case 'DeveloperProviderName':
    case 'IdentityProviderName':
      return existing.developerProvider
    case 'DeveloperUserIdentifier':
    case 'SourceUserIdentifier':
      return 'edge'
    case 'DestinationUserIdentifier':
      return 'edges'
    case 'Logins':
      return operation === 'GetOpenIdTokenForDeveloperIdentity'
        ? { [existing.developerProvider]: 'edge' }
        : { 'login.example.com': 'token' }
    case 'LoginsToRemove':
      return ['login.example.com']
    case 'CustomRoleArn':
      return role
    case 'TokenDuration':
      return 900
    case 'MaxResults':
      return 10
    case 'NextToken':
      return 'edge'
    case 'Roles':
      return { authenticated: role }
    case 'RoleMappings':
      return { 'graph.facebook.com': soundMapping(role) }
    default:
      throw new Error(`no sound value is known for ${operation}, ${member}`)
  }
}

const soundMapping = (role: string): Input => ({
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  RulesConfiguration: { Rules: [{ Claim: 'team', MatchType: 'Equals', Value: 'edge', RoleARN: role }] },
})

/** The id of an identity or pool that does not exist. */
export function unknownId(region: string, number: number): string {
  return `${region}:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}
