import type { MappingRule, RoleMapping, SetIdentityPoolRolesCommandInput } from '@aws-sdk/client-cognito-identity'
import { accepted, given, judge, matches, type scenario } from '../../harness/check/index.ts'

export type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
type Login = Parameters<Scene['pool']['getId']>[0] & object
type Issued = Parameters<Scene['call']>[2]
/** What the checks of role mappings ask for. */
export const needs = { own: true, publicProviders: 1, roles: 'both' } as const

/** The ARN of a new role that trusts the tokens of the pool. */
export function roleFor({ makeRole, pool }: Pick<Scene, 'makeRole' | 'pool'>, poolId = pool.id): Promise<string> {
  return makeRole({ StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId } })
}

/** Sets the roles of the pool as they are, and these role mappings. */
export function mapRoles({ call, pool }: Pick<Scene, 'call' | 'pool'>, RoleMappings: Record<string, RoleMapping>) {
  return setRoles({ call, pool }, { Roles: pool.roles, RoleMappings })
}

export function setRoles(
  { call, pool }: Pick<Scene, 'call' | 'pool'>,
  input: Pick<SetIdentityPoolRolesCommandInput, 'Roles' | 'RoleMappings'>,
) {
  return call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, ...input })
}

export function readRoles({ call, pool }: Pick<Scene, 'call' | 'pool'>) {
  return call('GetIdentityPoolRoles', { IdentityPoolId: pool.id })
}

export function byRules(resolution: 'AuthenticatedRole' | 'Deny', ...Rules: MappingRule[]): RoleMapping {
  return { Type: 'Rules', AmbiguousRoleResolution: resolution, RulesConfiguration: { Rules } }
}

export function byToken(resolution: 'AuthenticatedRole' | 'Deny'): RoleMapping {
  return { Type: 'Token', AmbiguousRoleResolution: resolution }
}

/** The ARN of the session that credentials are of; a target that does not tell a session leaves the check untestable. */
export async function sessionArn({ call }: Pick<Scene, 'call'>, issued: Issued): Promise<string> {
  const { Arn = '' } = await call('GetCallerIdentity', {}, issued)
  await given((async () => matches(Arn, /:assumed-role\/[^/]+\//, 'GetCallerIdentity answer, Arn'))())
  return Arn
}

/** The credentials are those of a session of the role. */
export async function areOf(scene: Pick<Scene, 'call'>, issued: Issued, role: string | undefined): Promise<void> {
  const name = role?.slice(role.lastIndexOf('/') + 1)
  const arn = await sessionArn(scene, issued)
  judge(arn.includes(`:assumed-role/${name}/`), `a session of ${role}`, arn, 'GetCallerIdentity answer, Arn')
}

/** The login, or a guest without one, gets this role in the enhanced flow. */
export async function assumes(scene: Scene, login: Login | undefined, role: string | undefined): Promise<void> {
  const logins = login === undefined ? [] : [login]
  const identity = await scene.pool.getId(...logins)
  const issued = await accepted(scene.pool.getCredentialsForIdentity(identity, ...logins))
  await areOf(scene, issued, role)
}

/** Credentials of the login for a role of its own choice. */
export function credentialsFor({ call, pool }: Scene, login: Login, CustomRoleArn: string) {
  const input = async () => ({
    IdentityId: await pool.getId(login),
    Logins: { [login.key]: await login.value() },
    CustomRoleArn,
  })
  return call('GetCredentialsForIdentity', input()).map(({ Credentials: issued = {} }) => ({
    accessKeyId: issued.AccessKeyId ?? '',
    secretKey: issued.SecretKey ?? '',
    sessionToken: issued.SessionToken ?? '',
  }))
}
