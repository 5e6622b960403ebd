import { accepted, equal, refused, scenario, worded } from '../../harness/check/index.ts'
import { applicationIds, configurationIn, describe, update, userPoolsOfNobody } from './arrange.ts'
import { pools } from './requirements.ts'

const ClientId = '7lhlkkfbfb4q5kpp90urffao'
const invalid = [
  ['no name', () => ({ ClientId })],
  ['a word', () => ({ ClientId, ProviderName: 'x' })],
  ['the bare id', (region: string) => ({ ClientId, ProviderName: `${region}_Nobody000` })],
] as const

for (const [title, provider] of invalid) {
  scenario(pools.invalidUserPool, title, {}, async ({ createPool, region }) => {
    await createPool({ CognitoIdentityProviders: userPoolsOfNobody({ region }, 1) })
    await refused(createPool({ CognitoIdentityProviders: [provider(region)] }), 'InvalidParameterException')
  })
}

scenario(pools.invalidUserPool, 'with the scheme', {}, async ({ createPool, region }) => {
  const [sound] = userPoolsOfNobody({ region }, 1)
  await createPool({ CognitoIdentityProviders: [{ ...sound }] })
  const ProviderName = `https://${sound?.ProviderName}`
  await refused(createPool({ CognitoIdentityProviders: [{ ClientId, ProviderName }] }), 'InvalidParameterException')
})

scenario(pools.invalidUserPoolText, 'a word', {}, async ({ createPool }) => {
  const call = createPool({ CognitoIdentityProviders: [{ ClientId, ProviderName: 'x' }] })
  await worded(call, 'Invalid Cognito Identity Provider')
})

scenario(pools.invalidUserPoolByUpdate, 'a word', { own: true }, async (scene) => {
  await update(scene, { SupportedLoginProviders: applicationIds })
  const before = await describe(scene, scene.pool.id)
  const CognitoIdentityProviders = [{ ClientId, ProviderName: 'x' }]
  await refused(update(scene, { AllowClassicFlow: true, CognitoIdentityProviders }), 'InvalidParameterException')
  equal(configurationIn(await describe(scene, scene.pool.id)), configurationIn(before), 'DescribeIdentityPool answer')
})

scenario(pools.unknownUserPool, 'by CreateIdentityPool', {}, async ({ createPool, region }) => {
  const CognitoIdentityProviders = userPoolsOfNobody({ region }, 1)
  const created = await accepted(createPool({ CognitoIdentityProviders, SupportedLoginProviders: applicationIds }))
  equal(created.CognitoIdentityProviders?.length, 1, 'CreateIdentityPool answer, number of CognitoIdentityProviders')
})

scenario(pools.manyUserPools, 'fifty', {}, async ({ createPool, region }) => {
  const created = await accepted(createPool({ CognitoIdentityProviders: userPoolsOfNobody({ region }, 50) }))
  equal(created.CognitoIdentityProviders?.length, 50, 'CreateIdentityPool answer, number of CognitoIdentityProviders')
})

for (const ServerSideTokenCheck of [true, false]) {
  scenario(pools.tokenCheckEcho, String(ServerSideTokenCheck), {}, async ({ createPool, call, region }) => {
    const [provider] = userPoolsOfNobody({ region }, 1)
    const created = await accepted(createPool({ CognitoIdentityProviders: [{ ...provider, ServerSideTokenCheck }] }))
    const described = await describe({ call }, created.IdentityPoolId)
    for (const [answer, by] of [
      [created, 'CreateIdentityPool'] as const,
      [described, 'DescribeIdentityPool'] as const,
    ]) {
      const [shown] = answer.CognitoIdentityProviders ?? []
      equal(shown?.ServerSideTokenCheck, ServerSideTokenCheck, `${by} answer, ServerSideTokenCheck`)
    }
  })
}

scenario(pools.tokenCheckDefault, 'left out', {}, async ({ createPool, region }) => {
  const [{ ServerSideTokenCheck: _, ...provider } = {}] = userPoolsOfNobody({ region }, 1)
  const [shown] = (await createPool({ CognitoIdentityProviders: [provider] })).CognitoIdentityProviders ?? []
  equal(
    shown?.ServerSideTokenCheck,
    false,
    'CreateIdentityPool answer, CognitoIdentityProviders.0.ServerSideTokenCheck',
  )
})
