import {
  accepted,
  given,
  observe,
  outcome,
  refused,
  roleMappingKey,
  scenario,
  trustedAs,
} from '../../harness/check/index.ts'
import {
  type Scene,
  areOf,
  assumes,
  byRules,
  byToken,
  credentialsFor,
  mapRoles,
  roleFor,
  sessionArn,
} from './arrange.ts'
import { roles } from './requirements.ts'

// Only tokens of user pools name roles, after the groups of the user (ROLE-16).
const needs = { own: true, roles: 'both' } as const
type UserPool = Awaited<ReturnType<Scene['userPool']>>

/** Makes the pool trust the user pool, and maps its users so. */
async function mapUsers(scene: Scene, { key, trust }: UserPool, mapping: ReturnType<typeof byToken>): Promise<void> {
  const { pool, call } = scene
  await call('UpdateIdentityPool', {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName: key, ClientId: trust.clientId }],
  })
  await mapRoles(scene, { [`${key}:${trust.clientId}`]: mapping })
}

/** Two roles, and a user who has both by groups of these precedences. */
async function userOfTwo(scene: Scene, userPool: UserPool, precedences: readonly [number, number]) {
  const [one, other] = [await roleFor(scene), await roleFor(scene)]
  const groups = [await userPool.createGroup(one, precedences[0]), await userPool.createGroup(other, precedences[1])]
  return { one, other, user: await userPool.user(...groups) }
}

for (const precedences of [[1, 2] as const, [2, 1] as const]) {
  scenario(roles.preferredRole, `of groups with precedence ${precedences.join(' and ')}`, needs, async (scene) => {
    const userPool = await scene.userPool()
    const { one, other, user } = await userOfTwo(scene, userPool, precedences)
    await mapUsers(scene, userPool, byToken('Deny'))
    await assumes(scene, user, precedences[0] === 1 ? one : other)
  })
}

scenario(roles.preferredRole, 'of the only group', needs, async (scene) => {
  const userPool = await scene.userPool()
  const role = await roleFor(scene)
  const user = await userPool.user(await userPool.createGroup(role, 5))
  await mapUsers(scene, userPool, byToken('Deny'))
  await assumes(scene, user, role)
})

scenario(roles.ambiguousDefault, 'two groups of one precedence', needs, async (scene) => {
  const userPool = await scene.userPool()
  const { one, user } = await userOfTwo(scene, userPool, [1, 1])
  const sure = await userPool.user(await userPool.createGroup(one, 1))
  await mapUsers(scene, userPool, byToken('AuthenticatedRole'))
  await given(assumes(scene, sure, one))
  await assumes(scene, user, scene.pool.roles.authenticated)
})

scenario(roles.ambiguousDeny, 'two groups of one precedence', needs, async (scene) => {
  const userPool = await scene.userPool()
  const { one, user } = await userOfTwo(scene, userPool, [1, 1])
  const sure = await userPool.user(await userPool.createGroup(one, 1))
  await mapUsers(scene, userPool, byToken('Deny'))
  await scene.pool.getCredentialsForIdentity(await scene.pool.getId(sure), sure)
  const identity = await scene.pool.getId(user)
  await refused(scene.pool.getCredentialsForIdentity(identity, user), 'NotAuthorizedException')
})

scenario(roles.noRoleInToken, 'a user without groups', needs, async (scene) => {
  const userPool = await scene.userPool()
  const sure = await userPool.user(await userPool.createGroup(await roleFor(scene), 1))
  const user = await userPool.user()
  await mapUsers(scene, userPool, byToken('Deny'))
  await scene.pool.getCredentialsForIdentity(await scene.pool.getId(sure), sure)
  const identity = await scene.pool.getId(user)
  await refused(scene.pool.getCredentialsForIdentity(identity, user), 'NotAuthorizedException')
})

scenario(roles.customRole, 'not the preferred one', needs, async (scene) => {
  const userPool = await scene.userPool()
  const { other, user } = await userOfTwo(scene, userPool, [1, 2])
  await mapUsers(scene, userPool, byToken('Deny'))
  await areOf(scene, await accepted(credentialsFor(scene, user, other)), other)
})

scenario(roles.customRole, 'where none is preferred', needs, async (scene) => {
  const userPool = await scene.userPool()
  const { other, user } = await userOfTwo(scene, userPool, [1, 1])
  await mapUsers(scene, userPool, byToken('Deny'))
  await areOf(scene, await accepted(credentialsFor(scene, user, other)), other)
})

/** A user of two roles who chooses the default role instead; one of the two is given. */
async function chooseForeignRole(scene: Scene) {
  const userPool = await scene.userPool()
  const { other, user } = await userOfTwo(scene, userPool, [1, 2])
  await mapUsers(scene, userPool, byToken('AuthenticatedRole'))
  await credentialsFor(scene, user, other)
  return { choose: () => credentialsFor(scene, user, scene.pool.roles.authenticated ?? '') }
}

scenario(roles.customRoleDenied, 'the default role', needs, async (scene) => {
  const { choose } = await chooseForeignRole(scene)
  const declared = ['InvalidParameterException', 'InvalidIdentityPoolConfigurationException']
  await refused(choose(), 'NotAuthorizedException', ...declared)
})

scenario(roles.customRoleDeniedCode, 'the default role', needs, async (scene) => {
  const { choose } = await chooseForeignRole(scene)
  await refused(choose(), 'NotAuthorizedException')
})

scenario(roles.userPoolClaims, 'cognito:preferred_role', needs, async (scene) => {
  const userPool = await scene.userPool()
  const [named, RoleARN] = [await roleFor(scene), await roleFor(scene)]
  const user = await userPool.user(await userPool.createGroup(named, 1))
  const rule = { Claim: 'cognito:preferred_role', MatchType: 'Equals', Value: named, RoleARN } as const
  await mapUsers(scene, userPool, byRules('Deny', rule))
  await assumes(scene, user, RoleARN)
})

scenario(roles.tokenOfOtherProvider, 'an OIDC provider', { ...needs, publicProviders: 1 }, async (scene) => {
  const [a] = scene.providers
  trustedAs(a, 'oidc')
  const role = await roleFor(scene)
  const ann = a.user().claiming({ 'cognito:roles': [role], 'cognito:preferred_role': role })
  await mapRoles(scene, { [roleMappingKey(a)]: byToken('AuthenticatedRole') })
  const ended = await outcome(scene.pool.getCredentialsForIdentity(await scene.pool.getId(ann), ann))
  const isNamed = ended.accepted && (await sessionArn(scene, ended.output)).includes(role.slice(role.lastIndexOf('/')))
  observe(isNamed ? 'the role that the token names is given' : `not the role of the token: ${ended.text}`)
})
