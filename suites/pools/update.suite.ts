import {
  accepted,
  equal,
  given,
  holds,
  observe,
  sameSet,
  scenario,
  trustedAs,
  trusting,
} from '../../harness/check/index.ts'
import { applicationIds, configurationIn, describe, update, userPoolsOfNobody } from './arrange.ts'
import { pools } from './requirements.ts'

const at = 'DescribeIdentityPool answer'

scenario(pools.updateAnswer, 'providers added', { own: true }, async (scene) => {
  const changes = {
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: true,
    SupportedLoginProviders: applicationIds,
    CognitoIdentityProviders: userPoolsOfNobody(scene, 1),
  }
  const updated = await accepted(update(scene, changes))
  equal(updated.AllowUnauthenticatedIdentities, false, 'UpdateIdentityPool answer, AllowUnauthenticatedIdentities')
  equal(configurationIn(updated.SupportedLoginProviders ?? {}), configurationIn(applicationIds), 'UpdateIdentityPool')
  const described = await describe(scene, scene.pool.id)
  equal(configurationIn(described), configurationIn(updated), at)
})

scenario(pools.updateAnswer, 'other application ids', { own: true }, async (scene) => {
  await update(scene, { SupportedLoginProviders: { 'graph.facebook.com': '1234567890' } })
  await accepted(update(scene, { SupportedLoginProviders: applicationIds }))
  const { SupportedLoginProviders: described = {} } = await describe(scene, scene.pool.id)
  equal(configurationIn(described), configurationIn(applicationIds), `${at}, SupportedLoginProviders`)
})

scenario(pools.rename, 'by DescribeIdentityPool', { own: true }, async (scene) => {
  const IdentityPoolName = `${scene.pool.name} renamed`
  const updated = await accepted(update(scene, { IdentityPoolName }))
  equal(updated.IdentityPoolId, scene.pool.id, 'UpdateIdentityPool answer, IdentityPoolId')
  equal((await describe(scene, scene.pool.id)).IdentityPoolName, IdentityPoolName, `${at}, IdentityPoolName`)
})

scenario(pools.updateReplaces, 'application ids', { own: true }, async (scene) => {
  await update(scene, { SupportedLoginProviders: applicationIds })
  await given(shows(describe(scene, scene.pool.id), ({ SupportedLoginProviders }) => SupportedLoginProviders))
  await update(scene)
  equal((await describe(scene, scene.pool.id)).SupportedLoginProviders ?? {}, {}, `${at}, SupportedLoginProviders`)
})

scenario(pools.updateReplaces, 'user pools', { own: true }, async (scene) => {
  await update(scene, { CognitoIdentityProviders: userPoolsOfNobody(scene, 2) })
  await given(shows(describe(scene, scene.pool.id), ({ CognitoIdentityProviders }) => CognitoIdentityProviders))
  await update(scene, { SupportedLoginProviders: applicationIds })
  equal((await describe(scene, scene.pool.id)).CognitoIdentityProviders ?? [], [], `${at}, CognitoIdentityProviders`)
})

scenario(pools.updateReplaces, 'one of two OIDC providers', { own: true, publicProviders: 2 }, async (scene) => {
  const [a, b] = scene.providers
  const { arn } = trustedAs(a, 'oidc')
  await update(scene, trusting([a, b]))
  await update(scene, trusting([a]))
  const described = await describe(scene, scene.pool.id)
  sameSet(described.OpenIdConnectProviderARNs ?? [], [arn], `${at}, OpenIdConnectProviderARNs`)
})

scenario(pools.updateReplaces, 'SAML providers', { own: true }, async (scene) => {
  await update(scene, { SamlProviderARNs: [`arn:aws:iam::${scene.accountId}:saml-provider/one`] })
  await given(shows(describe(scene, scene.pool.id), ({ SamlProviderARNs }) => SamlProviderARNs))
  await update(scene)
  equal((await describe(scene, scene.pool.id)).SamlProviderARNs ?? [], [], `${at}, SamlProviderARNs`)
})

/** Shows that what is about to vanish is there. */
async function shows<Answer>(call: PromiseLike<Answer>, member: (answer: Answer) => object | undefined): Promise<void> {
  equal(Object.keys(member(await call) ?? {}).length > 0, true, `${at}, whether the providers are there`)
}

scenario(pools.classicFlowOnUpdate, 'true before', { own: true, classicFlow: true }, async (scene) => {
  const updated = await update(scene)
  observe(`AllowClassicFlow was true, the update leaves it out, and it is ${updated.AllowClassicFlow ?? 'unset'}`)
})

scenario(pools.identitiesSurvive, 'a login', { own: true, publicProviders: 1 }, async (scene) => {
  const { pool, providers } = scene
  const ann = providers[0].user()
  const identity = await pool.getId(ann)
  await given(holds(pool, identity, ann))
  await update(scene, { IdentityPoolName: `${pool.name} renamed`, ...trusting([providers[0]]) })
  await holds(pool, identity, ann)
})
