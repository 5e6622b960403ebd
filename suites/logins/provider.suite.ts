import { accepted, given, holds, refused, scenario, trustedAs } from '../../harness/check/index.ts'
import { trustOnly } from './arrange.ts'
import { logins } from './requirements.ts'

scenario(
  logins.issuerWithoutScheme,
  'a sound token under the bare issuer',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await accepted(pool.getId({ ...ann, key: a.issuer.replace(/^https?:[/][/]/, '') }))
    await given(holds(pool, identity, ann))
  },
)

scenario(
  logins.userPoolKey,
  'a sound token under the name and under the bare id',
  { publicProviders: 1 },
  async ({ pool, providers: [a], region }) => {
    trustedAs(a, 'user-pool')
    const ann = a.user()
    const id = a.key.slice(a.key.lastIndexOf('/') + 1)
    const identity = await accepted(pool.getId({ ...ann, key: `cognito-idp.${region}.amazonaws.com/${id}` }))
    await given(holds(pool, identity, ann))
    await refused(pool.getId({ ...ann, key: id }), 'NotAuthorizedException', 'InvalidParameterException')
  },
)

scenario(
  logins.severalProviders,
  'users of three providers',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    for (const user of [a.user(), b.user(), c.user()]) {
      const identity = await accepted(pool.getId(user))
      await given(holds(pool, identity, user))
    }
  },
)

for (const scheme of ['https', 'http']) {
  scenario(logins.schemeInKey, scheme, { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    const call = pool.getId({ ...ann, key: `${scheme}://${a.key}` })
    await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
  })
}

for (const key of ['Facebook', '(null)', 'provider.that.nobody.has.example']) {
  scenario(logins.unknownKey, `the key ${key}`, { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    await refused(pool.getId({ ...ann, key }), 'NotAuthorizedException', 'InvalidParameterException')
  })
}

scenario(
  logins.untrustedProvider,
  'by GetId, a provider that the pool trusted before',
  { publicProviders: 2, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const [a, b] = providers
    const bob = b.user()
    await pool.getId(bob)
    await trustOnly(scene, a)
    await pool.getId(a.user())
    await refused(pool.getId(bob.again()), 'NotAuthorizedException', 'InvalidParameterException')
  },
)

scenario(
  logins.untrustedProvider,
  'by GetOpenIdToken, a provider that the pool trusted before',
  { publicProviders: 2, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const [a, b] = providers
    const bob = b.user()
    const identity = await pool.getId(bob)
    await pool.getOpenIdToken(identity, bob)
    await trustOnly(scene, a)
    const call = pool.getOpenIdToken(identity, bob.again())
    await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
  },
)

scenario(
  logins.noProviders,
  'by GetId, after the only provider was removed',
  { publicProviders: 1, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const ann = providers[0].user()
    await pool.getId(ann)
    await trustOnly(scene)
    await refused(pool.getId(ann.again()), 'NotAuthorizedException')
  },
)

scenario(
  logins.developerProviderName,
  'in GetId',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const dora = developer.user()
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.getId(a.user())
    await refused(pool.getId(dora), 'InvalidParameterException', 'NotAuthorizedException')
  },
)

scenario(
  logins.developerProviderName,
  'in GetOpenIdToken',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, dora), 'InvalidParameterException', 'NotAuthorizedException')
  },
)
