import {
  accepted,
  equal,
  given,
  judge,
  observe,
  outcome,
  refused,
  scenario,
  worded,
} from '../../harness/check/index.ts'
import { areOf, mapRoles, readRoles, roleFor, setRoles } from './arrange.ts'
import { roles } from './requirements.ts'

const at = 'GetIdentityPoolRoles answer, Roles'
const needs = { own: true, roles: 'both' } as const

scenario(roles.roundTrip, 'both', { roles: 'both' }, async (scene) => {
  const { Roles } = await accepted(readRoles(scene))
  equal(Roles?.['authenticated'], scene.pool.roles.authenticated, `${at}.authenticated`)
  equal(Roles?.['unauthenticated'], scene.pool.roles.unauthenticated, `${at}.unauthenticated`)
})

for (const state of ['authenticated', 'unauthenticated'] as const) {
  scenario(roles.roundTrip, `for ${state} identities only`, { roles: state }, async (scene) => {
    const { Roles } = await accepted(readRoles(scene))
    equal(Roles, { [state]: scene.pool.roles[state] }, at)
  })
}

scenario(roles.replace, 'the role of guests left out', needs, async (scene) => {
  const authenticated = scene.pool.roles.authenticated ?? ''
  await setRoles(scene, { Roles: { authenticated } })
  equal((await readRoles(scene)).Roles, { authenticated }, at)
})

scenario(roles.setAgain, 'for a guest', needs, async (scene) => {
  const { pool } = scene
  const guest = await pool.getId()
  await given(areOf(scene, await pool.getCredentialsForIdentity(guest), pool.roles.unauthenticated))
  const unauthenticated = await roleFor(scene)
  await setRoles(scene, { Roles: { unauthenticated } })
  await areOf(scene, await accepted(pool.getCredentialsForIdentity(guest)), unauthenticated)
})

scenario(roles.emptyMaps, 'both', needs, async (scene) => {
  await accepted(setRoles(scene, { Roles: {}, RoleMappings: {} }))
  equal((await readRoles(scene)).Roles ?? {}, {}, at)
})

scenario(roles.freshPool, 'nothing was set', {}, async (scene) => {
  const { IdentityPoolId, Roles } = await accepted(readRoles(scene))
  equal(IdentityPoolId, scene.pool.id, 'GetIdentityPoolRoles answer, IdentityPoolId')
  equal(Roles ?? {}, {}, at)
})

scenario(roles.freshPoolForm, 'nothing was set', {}, async (scene) => {
  observe(`Roles of a pool without roles is ${(await readRoles(scene)).Roles === undefined ? 'absent' : 'empty'}`)
})

const forbidden = [
  ['the name of a role', 'conformance-authenticated-role'],
  ['an ARN without an account', 'arn:aws:iam::role/conformance'],
] as const

for (const [title, role] of forbidden) {
  scenario(roles.forbiddenRole, title, needs, async (scene) => {
    await setRoles(scene, { Roles: scene.pool.roles })
    await refused(setRoles(scene, { Roles: { authenticated: role } }), 'NotAuthorizedException')
  })

  scenario(roles.forbiddenRoleText, title, { own: true }, async (scene) => {
    await worded(setRoles(scene, { Roles: { authenticated: role } }), `Access to Role '${role}' is forbidden.`)
  })
}

scenario(roles.refusalKeepsRoles, 'one sound role and one that is none', needs, async (scene) => {
  const [{ authenticated = '' }, [, [, unauthenticated]]] = [scene.pool.roles, forbidden]
  await given(refused(setRoles(scene, { Roles: { authenticated, unauthenticated } }), 'NotAuthorizedException'))
  equal((await readRoles(scene)).Roles?.['unauthenticated'], scene.pool.roles.unauthenticated, at)
})

scenario(
  roles.forbiddenRoleOfRule,
  'the name of a role',
  { ...needs, pool: { SupportedLoginProviders: { 'graph.facebook.com': '7346241598935552' } } },
  async (scene) => {
    const rule = { Claim: 'sub', MatchType: 'Equals', Value: 'ann', RoleARN: forbidden[0][1] } as const
    const RulesConfiguration = { Rules: [rule] }
    const mapping = { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration } as const
    observe((await outcome(mapRoles(scene, { 'graph.facebook.com': mapping }))).text)
  },
)

scenario(roles.noMappings, 'a pool with roles', { roles: 'both' }, async (scene) => {
  const { RoleMappings } = await accepted(readRoles(scene))
  judge(RoleMappings === undefined, 'no RoleMappings', JSON.stringify(RoleMappings), 'GetIdentityPoolRoles answer')
})
