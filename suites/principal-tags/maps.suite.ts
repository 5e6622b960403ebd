import { accepted, equal, judge, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { type Input, getMap, nameOf, setMap, sorted } from './arrange.ts'
import { maps } from './requirements.ts'

const own = { own: true, publicProviders: 1 } as const
const two = { own: true, publicProviders: 2 } as const
const answer = 'GetPrincipalTagAttributeMap answer'
const nobody = '00000000-0000-4000-8000-000000000000'
const team: Input = { UseDefaults: false, PrincipalTags: { team: 'group', unit: 'department' } }
const level: Input = { UseDefaults: false, PrincipalTags: { level: 'grade' } }

scenario(maps.setAnswer, 'a map of two tags', own, async (scene) => {
  const { pool, providers } = scene
  const name = nameOf(providers[0])
  const { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags } = await accepted(
    setMap(scene, pool, name, team),
  )
  const at = 'SetPrincipalTagAttributeMap answer'
  equal([IdentityPoolId, IdentityProviderName, UseDefaults], [pool.id, name, false], `${at}, all but the map`)
  equal<Input['PrincipalTags']>(sorted(PrincipalTags), team.PrincipalTags, `${at}, PrincipalTags`)
})

scenario(maps.roundTrip, 'a map of two tags', own, async (scene) => {
  const { pool, providers } = scene
  const name = nameOf(providers[0])
  await setMap(scene, pool, name, team)
  const { IdentityPoolId, IdentityProviderName, UseDefaults, PrincipalTags } = await accepted(getMap(scene, pool, name))
  equal([IdentityPoolId, IdentityProviderName, UseDefaults], [pool.id, name, false], `${answer}, all but the map`)
  equal<Input['PrincipalTags']>(sorted(PrincipalTags), team.PrincipalTags, `${answer}, PrincipalTags`)
})

scenario(maps.roundTrip, 'of a user pool', { own: true }, async (scene) => {
  const { pool, call } = scene
  const { key, trust } = await scene.userPool()
  await call('UpdateIdentityPool', {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName: key, ClientId: trust.clientId }],
  })
  await accepted(setMap(scene, pool, key, team))
  const { PrincipalTags } = await accepted(getMap(scene, pool, key))
  equal<Input['PrincipalTags']>(sorted(PrincipalTags), team.PrincipalTags, `${answer}, PrincipalTags`)
})

scenario(maps.replaced, 'by another', own, async (scene) => {
  const { pool, providers } = scene
  const name = nameOf(providers[0])
  await setMap(scene, pool, name, team)
  await accepted(setMap(scene, pool, name, level))
  equal((await getMap(scene, pool, name)).PrincipalTags, level.PrincipalTags, `${answer}, PrincipalTags`)
})

scenario(maps.providersApart, 'two providers', two, async (scene) => {
  const { pool, providers } = scene
  const [a, b] = [nameOf(providers[0]), nameOf(providers[1])]
  await setMap(scene, pool, a, team)
  await setMap(scene, pool, b, level)
  equal(sorted((await accepted(getMap(scene, pool, a))).PrincipalTags), team.PrincipalTags, `${answer} of the first`)
  equal((await accepted(getMap(scene, pool, b))).PrincipalTags, level.PrincipalTags, `${answer} of the second`)
})

scenario(maps.poolsApart, 'two pools', { ...own, pools: 2 }, async (scene) => {
  const { pool, otherPool, providers } = scene
  const name = nameOf(providers[0])
  await setMap(scene, pool, name, team)
  await setMap(scene, otherPool, name, level)
  equal(sorted((await accepted(getMap(scene, pool, name))).PrincipalTags), team.PrincipalTags, `${answer} of the first`)
})

for (const [title, inputs] of [
  ['true', [{ UseDefaults: true }]],
  ['true after false', [team, { UseDefaults: true }]],
  ['false after true', [{ UseDefaults: true }, team]],
] as [string, Input[]][]) {
  scenario(maps.useDefaults, title, own, async (scene) => {
    const { pool, providers } = scene
    const name = nameOf(providers[0])
    for (const input of inputs) await accepted(setMap(scene, pool, name, input))
    equal((await accepted(getMap(scene, pool, name))).UseDefaults, inputs.at(-1)?.UseDefaults, `${answer}, UseDefaults`)
  })
}

scenario(maps.unknownPool, 'SetPrincipalTagAttributeMap', own, async (scene) => {
  const name = nameOf(scene.providers[0])
  await setMap(scene, scene.pool, name, team)
  await refused(setMap(scene, { id: `${scene.region}:${nobody}` }, name, team), 'ResourceNotFoundException')
})

scenario(maps.unknownPool, 'GetPrincipalTagAttributeMap', own, async (scene) => {
  const name = nameOf(scene.providers[0])
  await setMap(scene, scene.pool, name, team)
  await getMap(scene, scene.pool, name)
  await refused(getMap(scene, { id: `${scene.region}:${nobody}` }, name), 'ResourceNotFoundException')
})

scenario(maps.notInDescription, 'of a pool with a map', own, async (scene) => {
  await setMap(scene, scene.pool, nameOf(scene.providers[0]), team)
  const description = await scene.http.call('DescribeIdentityPool', { IdentityPoolId: scene.pool.id }, true)
  const has = JSON.stringify(description).includes('department')
  judge(!has, 'nothing of the map', JSON.stringify(description), 'DescribeIdentityPool answer')
})

const described = ({ UseDefaults, PrincipalTags }: Input): string =>
  `UseDefaults ${UseDefaults}, PrincipalTags ${JSON.stringify(PrincipalTags)}`

for (const [requirement, title, input] of [
  [maps.mapOfDefaults, 'of a public provider', { UseDefaults: true }],
  [maps.defaultsAndMap, 'of a public provider', { ...team, UseDefaults: true }],
] as const) {
  scenario(requirement, title, own, async (scene) => {
    const name = nameOf(scene.providers[0])
    await setMap(scene, scene.pool, name, input)
    observe(described((await getMap(scene, scene.pool, name)) as Input))
  })
}

scenario(maps.missing, 'another one has a map', two, async (scene) => {
  await setMap(scene, scene.pool, nameOf(scene.providers[0]), team)
  const found = await outcome(getMap(scene, scene.pool, nameOf(scene.providers[1])))
  observe(found.accepted ? described(found.output as Input) : found.text)
})

for (const [title, name] of [
  ['a social one', 'graph.facebook.com'],
  ['a word', 'nobody'],
] as const) {
  scenario(maps.notConfigured, `Set, ${title}`, own, async (scene) => {
    observe((await outcome(setMap(scene, scene.pool, name, team))).text)
  })

  scenario(maps.notConfigured, `Get, ${title}`, own, async (scene) => {
    observe((await outcome(getMap(scene, scene.pool, name))).text)
  })
}

scenario(maps.developerProvider, 'of the pool', { own: true, developer: true }, async (scene) => {
  observe((await outcome(setMap(scene, scene.pool, scene.developer.key, team))).text)
})

for (const bytes of [460, 461]) {
  scenario(maps.totalLength, `${bytes} bytes`, own, async (scene) => {
    const PrincipalTags = { one: 'a'.repeat(230), two: 'b'.repeat(bytes - 230) }
    const call = setMap(scene, scene.pool, nameOf(scene.providers[0]), { UseDefaults: false, PrincipalTags })
    observe((await outcome(call)).text)
  })
}
