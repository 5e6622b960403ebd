import { accepted, given, refused, roleMappingKey, scenario, worded } from '../../harness/check/index.ts'
import { type Scene, areOf, assumes, byRules, mapRoles, needs, roleFor } from './arrange.ts'
import { roles } from './requirements.ts'

/** A role mapping of the first provider by which `chosen`, and nobody else, gets a role of its own. */
async function mapOne(scene: Scene, resolution: 'AuthenticatedRole' | 'Deny', chosen: string): Promise<string> {
  const RoleARN = await roleFor(scene)
  const rule = { Claim: 'sub', MatchType: 'Equals', Value: chosen, RoleARN } as const
  await mapRoles(scene, { [roleMappingKey(scene.providers[0])]: byRules(resolution, rule) })
  return RoleARN
}

/** A user of the first provider who had credentials and is denied them from now on. */
async function denyOne(scene: Scene) {
  const bob = scene.providers[0].user()
  const identity = await scene.pool.getId(bob)
  await scene.pool.getCredentialsForIdentity(identity, bob)
  await mapOne(scene, 'Deny', 'nobody')
  return { identity, bob }
}

/** Shows that the role mapping of the first provider denies its users. */
async function denies(scene: Scene, { identity, bob }: Awaited<ReturnType<typeof denyOne>>): Promise<void> {
  await given(refused(scene.pool.getCredentialsForIdentity(identity, bob), 'NotAuthorizedException'))
}

scenario(roles.noMatchDefault, 'another user', needs, async (scene) => {
  const [a] = scene.providers
  const ann = a.user()
  await given(assumes(scene, ann, await mapOne(scene, 'AuthenticatedRole', await ann.subject())))
  await assumes(scene, a.user(), scene.pool.roles.authenticated)
})

scenario(roles.noMatchDeny, 'no rule matches', needs, async (scene) => {
  const { identity, bob } = await denyOne(scene)
  await refused(scene.pool.getCredentialsForIdentity(identity, bob), 'NotAuthorizedException')
})

scenario(roles.denyText, 'no rule matches', needs, async (scene) => {
  const { identity, bob } = await denyOne(scene)
  const call = scene.pool.getCredentialsForIdentity(identity, bob)
  await worded(call, /^The ambiguous role mapping rules for: \S+ denied this request\.$/)
})

scenario(roles.otherProvider, 'a login of another', { ...needs, publicProviders: 2 }, async (scene) => {
  await denies(scene, await denyOne(scene))
  await assumes(scene, scene.providers[1].user(), scene.pool.roles.authenticated)
})

scenario(roles.guestsUnmapped, 'where logins are denied', needs, async (scene) => {
  await denies(scene, await denyOne(scene))
  await assumes(scene, undefined, scene.pool.roles.unauthenticated)
})

scenario(roles.developerUnmapped, 'where logins are denied', { ...needs, developer: true }, async (scene) => {
  const { pool, developer } = scene
  await denies(scene, await denyOne(scene))
  const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const key = 'cognito-identity.amazonaws.com'
  const login = { key, label: 'a token of the service', value: () => Promise.resolve(token) }
  await areOf(scene, await accepted(pool.getCredentialsForIdentity(identity, login)), pool.roles.authenticated)
})
