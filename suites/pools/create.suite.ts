import {
  accepted,
  different,
  equal,
  given,
  judge,
  matches,
  observe,
  outcome,
  sameSet,
  scenario,
  trustedAs,
  trusting,
} from '../../harness/check/index.ts'
import { applicationIds, configurationIn, describe, update, userPoolsOfNobody } from './arrange.ts'
import { pools } from './requirements.ts'

const at = 'CreateIdentityPool answer'

scenario(pools.idForm, 'a new pool', {}, async ({ createPool, region }) => {
  const { IdentityPoolId } = await accepted(createPool())
  matches(IdentityPoolId, new RegExp(`^${region}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`), `${at}, IdentityPoolId`)
})

scenario(pools.idIsUuid4, 'a new pool', {}, async ({ createPool }) => {
  const { IdentityPoolId } = await createPool()
  matches(IdentityPoolId, /:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/, `${at}, IdentityPoolId`)
})

for (const AllowUnauthenticatedIdentities of [true, false]) {
  scenario(pools.echo, `guests allowed ${AllowUnauthenticatedIdentities}`, {}, async ({ createPool }) => {
    const created = await accepted(createPool({ AllowUnauthenticatedIdentities }))
    equal(created.AllowUnauthenticatedIdentities, AllowUnauthenticatedIdentities, at)
  })
}

scenario(pools.echo, 'application ids', {}, async ({ createPool }) => {
  const created = await accepted(createPool({ SupportedLoginProviders: applicationIds }))
  equal(configurationIn(created.SupportedLoginProviders ?? {}), configurationIn(applicationIds), at)
})

scenario(pools.echo, 'a developer provider', {}, async ({ createPool }) => {
  const created = await accepted(createPool({ DeveloperProviderName: 'login.my-company_1' }))
  equal(created.DeveloperProviderName, 'login.my-company_1', `${at}, DeveloperProviderName`)
})

scenario(pools.echo, 'user pools', {}, async ({ createPool, region }) => {
  const wanted = userPoolsOfNobody({ region }, 2)
  const created = await accepted(createPool({ CognitoIdentityProviders: wanted }))
  equal(configurationIn(created.CognitoIdentityProviders ?? []), configurationIn(wanted), at)
})

scenario(pools.echo, 'OIDC providers', { publicProviders: 2 }, async ({ createPool, providers: [a, b] }) => {
  const arns = [trustedAs(a, 'oidc').arn, trustedAs(b, 'oidc').arn]
  const created = await accepted(createPool(trusting([a, b])))
  sameSet(created.OpenIdConnectProviderARNs ?? [], arns, `${at}, OpenIdConnectProviderARNs`)
})

scenario(pools.echo, 'SAML providers', {}, async ({ createPool, accountId }) => {
  const arns = ['one', 'other'].map((name) => `arn:aws:iam::${accountId}:saml-provider/${name}`)
  const created = await createPool({ SamlProviderARNs: arns })
  sameSet(created.SamlProviderARNs ?? [], arns, `${at}, SamlProviderARNs`)
})

scenario(pools.nameEcho, 'every kind of character', {}, async ({ createPool, pool }) => {
  const name = `${pool.name} aZ_+=,.@-`
  const created = await accepted(createPool({ IdentityPoolName: name }))
  equal(created.IdentityPoolName, name, `${at}, IdentityPoolName`)
})

scenario(pools.sameName, 'two in a row', {}, async ({ createPool }) => {
  const first = await createPool()
  const second = await accepted(createPool({ IdentityPoolName: first.IdentityPoolName ?? '' }))
  different(second.IdentityPoolId, first.IdentityPoolId, `${at}, IdentityPoolId of two pools with one name`)
})

const optional = [
  'AllowClassicFlow',
  'SupportedLoginProviders',
  'DeveloperProviderName',
  'OpenIdConnectProviderARNs',
  'CognitoIdentityProviders',
  'SamlProviderARNs',
] as const

type Answer = Partial<Record<(typeof optional)[number] | 'IdentityPoolId', unknown>>

function judgeAbsence(answer: Answer, where: string): void {
  matches(answer.IdentityPoolId, /:/, `${where}, IdentityPoolId`)
  const present = optional.filter((member) => (answer[member] ?? undefined) !== undefined)
  equal(present, [], `${where}, optional members`)
}

scenario(pools.absentMembers, 'of CreateIdentityPool', {}, async ({ createPool }) => {
  judgeAbsence(await accepted(createPool()), at)
})

scenario(pools.absentMembers, 'of DescribeIdentityPool', { own: true }, async ({ call, pool }) => {
  judgeAbsence(await accepted(describe({ call }, pool.id)), 'DescribeIdentityPool answer')
})

scenario(pools.absentMembers, 'after an update that took them away', { own: true }, async (scene) => {
  await update(scene, { SupportedLoginProviders: applicationIds })
  await update(scene)
  const described = await describe(scene, scene.pool.id)
  await given((async () => equal(described.SupportedLoginProviders ?? {}, {}, 'SupportedLoginProviders'))())
  judgeAbsence(described, 'DescribeIdentityPool answer')
})

scenario(pools.tagsShown, 'without tags', {}, async ({ createPool, call }) => {
  const created = await createPool()
  judge(created.IdentityPoolTags !== undefined, 'the member IdentityPoolTags', 'none', at)
  const described = await describe({ call }, created.IdentityPoolId)
  judge(described.IdentityPoolTags !== undefined, 'the member IdentityPoolTags', 'none', 'DescribeIdentityPool answer')
})

for (const AllowClassicFlow of [true, false]) {
  scenario(pools.classicFlowEcho, String(AllowClassicFlow), {}, async ({ createPool, call }) => {
    const created = await accepted(createPool({ AllowClassicFlow }))
    equal(created.AllowClassicFlow, AllowClassicFlow, `${at}, AllowClassicFlow`)
    const described = await describe({ call }, created.IdentityPoolId)
    equal(described.AllowClassicFlow, AllowClassicFlow, 'DescribeIdentityPool answer, AllowClassicFlow')
  })
}

scenario(pools.describe, 'a pool of the least configuration', {}, async ({ createPool, call }) => {
  const created = await createPool()
  const described = await accepted(describe({ call }, created.IdentityPoolId))
  matches(described.IdentityPoolId, /:/, 'DescribeIdentityPool answer, IdentityPoolId')
  equal(configurationIn(described), configurationIn(created), 'DescribeIdentityPool answer')
})

scenario(pools.describe, 'a pool with all that a pool can have', {}, async ({ createPool, call, region }) => {
  const created = await createPool({
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    SupportedLoginProviders: applicationIds,
    DeveloperProviderName: 'login.my-company',
    CognitoIdentityProviders: userPoolsOfNobody({ region }, 2),
    IdentityPoolTags: { team: 'conformance' },
  })
  const described = await accepted(describe({ call }, created.IdentityPoolId))
  matches(described.IdentityPoolId, /:/, 'DescribeIdentityPool answer, IdentityPoolId')
  equal(configurationIn(described), configurationIn(created), 'DescribeIdentityPool answer')
})

scenario(pools.samlProviderOfNobody, 'by CreateIdentityPool', {}, async ({ createPool, accountId }) => {
  const { text } = await outcome(createPool({ SamlProviderARNs: [`arn:aws:iam::${accountId}:saml-provider/nobody`] }))
  observe(`the ARN of a SAML provider that IAM does not have: ${text}`)
})

scenario(pools.emptyProviders, 'by CreateIdentityPool', {}, async ({ createPool }) => {
  const lists = { OpenIdConnectProviderARNs: [], CognitoIdentityProviders: [], SamlProviderARNs: [] }
  const ended = await outcome(createPool({ ...lists, SupportedLoginProviders: {} }))
  const shown =
    ended.accepted && ended.output.OpenIdConnectProviderARNs !== undefined ? 'answered as empty' : ended.text
  observe(shown)
})
