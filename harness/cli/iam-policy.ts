import { operations } from '../client/index.ts'
import { liveOperations, readOnlyOperations, rolePath } from '../world/index.ts'

/** What a run may do: pools of its own, with or without roles of its own, or a live pool. */
export type IamMode = 'own-pools' | 'create-roles' | 'live-pool' | 'read-only'
export const iamModes: readonly IamMode[] = ['own-pools', 'create-roles', 'live-pool', 'read-only']

/** Operations that take no signature: no policy can allow or forbid them. */
const unsigned = new Set([
  'AssumeRoleWithWebIdentity',
  'GetCredentialsForIdentity',
  'GetId',
  'GetOpenIdToken',
  'UnlinkIdentity',
])
/** IAM knows no resource for these. */
const withoutResource = new Set(['CreateIdentityPool', 'DeleteIdentities', 'DescribeIdentity', 'ListIdentityPools'])

interface Statement {
  Sid: string
  Effect: 'Allow'
  Action: string[]
  Resource: string | string[]
  Condition?: Record<string, Record<string, string>>
}

/** The least policy for a mode: what the run's own gate lets through, and what removal and sweep need. */
export function iamPolicy(mode: IamMode): { Version: '2012-10-17'; Statement: Statement[] } {
  const allowed = mode === 'read-only' ? readOnlyOperations : mode === 'live-pool' ? liveOperations : operations
  const signed = allowed.filter((operation) => !unsigned.has(operation) && operation !== 'GetCallerIdentity')
  const actions = (names: readonly string[]): string[] => names.map((name) => `cognito-identity:${name}`).toSorted()
  const onPools = signed.filter((operation) => !withoutResource.has(operation))
  const others = signed.filter((operation) => withoutResource.has(operation))
  const pool = mode === 'live-pool' || mode === 'read-only' ? 'POOL_ID' : '*'
  const resource = `arn:aws:cognito-identity:REGION:ACCOUNT:identitypool/${pool}`
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Pools', Effect: 'Allow', Action: actions(onPools), Resource: resource },
      ...(others.length === 0
        ? []
        : [{ Sid: 'WithoutResource', Effect: 'Allow' as const, Action: actions(others), Resource: '*' }]),
      ...(mode === 'own-pools' || mode === 'create-roles' ? [userPools()] : []),
      ...(mode === 'own-pools' ? passRole('ROLE_NAME') : []),
      ...(mode === 'create-roles' ? ownRoles() : []),
    ],
  }
}

/** Where logins come from user pools, which is so unless an issuer is published; ARNs of user pools hold no name to restrict by. */
function userPools(): Statement {
  const names = [
    'AdminAddUserToGroup',
    'AdminCreateUser',
    'AdminDeleteUser',
    'AdminInitiateAuth',
    'AdminSetUserPassword',
    'AdminUserGlobalSignOut',
    'CreateGroup',
    'CreateUserPool',
    'CreateUserPoolClient',
    'DeleteUserPool',
    'ListUserPools',
    'TagResource',
  ]
  return { Sid: 'UserPools', Effect: 'Allow', Action: names.map((name) => `cognito-idp:${name}`), Resource: '*' }
}

/** SetIdentityPoolRoles hands a role on. */
function passRole(name: string): Statement[] {
  return [
    {
      Sid: 'PassRoles',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: `arn:aws:iam::ACCOUNT:role/${name}`,
      Condition: { StringEquals: { 'iam:PassedToService': 'cognito-identity.amazonaws.com' } },
    },
  ]
}

function ownRoles(): Statement[] {
  const path = rolePath.replace(/^\//, '')
  return [
    {
      Sid: 'Roles',
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:DeleteRole', 'iam:ListRoleTags', 'iam:TagRole'],
      Resource: `arn:aws:iam::ACCOUNT:role/${path}*`,
    },
    ...passRole(`${path}*`),
    {
      Sid: 'OidcProviders',
      Effect: 'Allow',
      Action: [
        'CreateOpenIDConnectProvider',
        'DeleteOpenIDConnectProvider',
        'GetOpenIDConnectProvider',
        'TagOpenIDConnectProvider',
      ].map((name) => `iam:${name}`),
      Resource: 'arn:aws:iam::ACCOUNT:oidc-provider/*',
    },
    { Sid: 'SweepRoles', Effect: 'Allow', Action: ['iam:ListRoles'], Resource: '*' },
  ]
}
