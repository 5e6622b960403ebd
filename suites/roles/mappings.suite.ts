import { accepted, equal, given, observe, outcome, refused, scenario, worded } from '../../harness/check/index.ts'
import { type Scene, byRules, byToken, mapRoles, readRoles, setRoles } from './arrange.ts'
import { roles } from './requirements.ts'

const facebook = 'graph.facebook.com'
const at = 'GetIdentityPoolRoles answer, RoleMappings'
const SupportedLoginProviders = { [facebook]: '7346241598935552', 'www.amazon.com': 'amzn1.application.188a56d8' }
const needs = { own: true, roles: 'both', pool: { SupportedLoginProviders } } as const

/** As many rules, of one role. */
function rulesOf({ pool }: Pick<Scene, 'pool'>, count: number) {
  const RoleARN = pool.roles.authenticated
  return Array.from({ length: count }, (_, index) => ({
    Claim: 'sub',
    MatchType: 'Equals' as const,
    Value: `user ${count - index}`,
    RoleARN,
  }))
}

scenario(roles.mappingRoundTrip, 'rules in their order', needs, async (scene) => {
  const rules = rulesOf(scene, 3)
  await accepted(mapRoles(scene, { [facebook]: byRules('Deny', ...rules) }))
  const mapping = (await readRoles(scene)).RoleMappings?.[facebook]
  equal(mapping?.Type, 'Rules', `${at}, Type`)
  equal(mapping?.AmbiguousRoleResolution, 'Deny', `${at}, AmbiguousRoleResolution`)
  const shown = (mapping?.RulesConfiguration?.Rules ?? []).map((rule) => [rule.Claim, rule.MatchType, rule.Value])
  const expected = rules.map((rule) => [rule.Claim, rule.MatchType, rule.Value])
  equal(shown, expected, `${at}, Rules`)
  equal(mapping?.RulesConfiguration?.Rules?.[0]?.RoleARN, scene.pool.roles.authenticated, `${at}, RoleARN`)
})

scenario(roles.mappingRoundTrip, 'two providers', needs, async (scene) => {
  await accepted(mapRoles(scene, { [facebook]: byToken('Deny'), 'www.amazon.com': byToken('AuthenticatedRole') }))
  const { RoleMappings: shown = {} } = await readRoles(scene)
  equal(shown[facebook]?.AmbiguousRoleResolution, 'Deny', `${at}, ${facebook}`)
  equal(shown['www.amazon.com']?.AmbiguousRoleResolution, 'AuthenticatedRole', `${at}, www.amazon.com`)
})

scenario(roles.mappingsReplaced, 'of another provider', needs, async (scene) => {
  await mapRoles(scene, { [facebook]: byToken('Deny') })
  await mapRoles(scene, { 'www.amazon.com': byToken('Deny') })
  equal(Object.keys((await readRoles(scene)).RoleMappings ?? {}), ['www.amazon.com'], at)
})

scenario(roles.mappingsReplaced, 'other rules', needs, async (scene) => {
  await mapRoles(scene, { [facebook]: byRules('Deny', ...rulesOf(scene, 1)) })
  await mapRoles(scene, { [facebook]: byRules('Deny', ...rulesOf(scene, 2)) })
  const mapping = (await readRoles(scene)).RoleMappings?.[facebook]
  equal(mapping?.RulesConfiguration?.Rules?.length, 2, `${at}, number of Rules`)
})

scenario(roles.emptyMappingsClear, 'one before', needs, async (scene) => {
  await mapRoles(scene, { [facebook]: byToken('Deny') })
  const { RoleMappings: before = {} } = await readRoles(scene)
  await given((async () => equal(Object.keys(before), [facebook], at))())
  await accepted(mapRoles(scene, {}))
  equal((await readRoles(scene)).RoleMappings ?? {}, {}, at)
})

scenario(roles.omittedMappings, 'one before', needs, async (scene) => {
  await mapRoles(scene, { [facebook]: byToken('Deny') })
  await setRoles(scene, { Roles: scene.pool.roles })
  const { RoleMappings = {} } = await readRoles(scene)
  observe(`role mappings are ${Object.keys(RoleMappings).length === 0 ? 'cleared' : 'kept'}`)
})

scenario(roles.providerOfMappingRemoved, 'by UpdateIdentityPool', needs, async (scene) => {
  await mapRoles(scene, { [facebook]: byToken('Deny') })
  const { id, name } = scene.pool
  const required = { IdentityPoolId: id, IdentityPoolName: name, AllowUnauthenticatedIdentities: true }
  const { text } = await outcome(scene.call('UpdateIdentityPool', required))
  const { RoleMappings = {} } = await readRoles(scene)
  observe(`the update: ${text}; its mapping is ${facebook in RoleMappings ? 'kept' : 'gone'}`)
})

/** A pool that trusts a client of a user pool; the documented key of its mapping (ROLE-07). */
async function trustUserPool({ pool, call, region }: Scene): Promise<{ name: string; key: string }> {
  const [name, ClientId] = [`cognito-idp.${region}.amazonaws.com/${region}_Nobody000`, '7lhlkkfbfb4q5kpp90urffao']
  await call('UpdateIdentityPool', {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName: name, ClientId }],
  })
  return { name, key: `${name}:${ClientId}` }
}

const wrongKeys = [
  ['a provider that the pool does not have', () => 'accounts.google.com'],
  ['a user pool with the scheme', ({ name }: { name: string }) => `https://${name}`],
  ['a user pool without a client', ({ name }: { name: string }) => name],
  ['another client of a user pool', ({ name }: { name: string }) => `${name}:6lhlkkfbfb4q5kpp90urffae`],
] as const

for (const [title, keyOf] of wrongKeys) {
  const own = { own: true, roles: 'both' } as const

  scenario(roles.unconfiguredProvider, title, own, async (scene) => {
    const userPool = await trustUserPool(scene)
    await mapRoles(scene, { [userPool.key]: byToken('Deny') })
    await refused(mapRoles(scene, { [keyOf(userPool)]: byToken('Deny') }), 'InvalidParameterException')
  })

  scenario(roles.unconfiguredProviderText, title, own, async (scene) => {
    const key = keyOf(await trustUserPool(scene))
    await worded(
      mapRoles(scene, { [key]: byToken('Deny') }),
      `(${key}) is not a valid RoleMapping ProviderName or is not a configured provider.`,
    )
  })
}

for (const Type of ['Token', 'Rules'] as const) {
  scenario(roles.resolutionRequired, `type ${Type}`, needs, async (scene) => {
    const { RulesConfiguration } = byRules('Deny', ...rulesOf(scene, 1))
    const mapping = Type === 'Token' ? { Type } : { Type, RulesConfiguration }
    await mapRoles(scene, { [facebook]: { ...mapping, AmbiguousRoleResolution: 'Deny' } })
    await refused(mapRoles(scene, { [facebook]: mapping }), 'InvalidParameterException', 'ValidationException')
  })
}

scenario(roles.rulesRequired, 'left out', needs, async (scene) => {
  const { RulesConfiguration: _, ...mapping } = byRules('Deny')
  await mapRoles(scene, { [facebook]: byRules('Deny', ...rulesOf(scene, 1)) })
  await refused(mapRoles(scene, { [facebook]: mapping }), 'InvalidParameterException', 'ValidationException')
})

scenario(roles.rulesBesideToken, 'one rule', needs, async (scene) => {
  const mapping = { ...byRules('Deny', ...rulesOf(scene, 1)), Type: 'Token' } as const
  observe((await outcome(mapRoles(scene, { [facebook]: mapping }))).text)
})

scenario(roles.rulesOfOneProvider, 'twenty-five are taken', needs, async (scene) => {
  await accepted(mapRoles(scene, { [facebook]: byRules('Deny', ...rulesOf(scene, 25)) }))
  const mapping = (await readRoles(scene)).RoleMappings?.[facebook]
  equal(mapping?.RulesConfiguration?.Rules?.length, 25, `${at}, number of Rules`)
})

scenario(roles.moreRules, 'twenty-six', needs, async (scene) => {
  observe((await outcome(mapRoles(scene, { [facebook]: byRules('Deny', ...rulesOf(scene, 26)) }))).text)
})
