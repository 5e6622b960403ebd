import { accepted, equal, observe, outcome, refused, scenario, worded } from '../../harness/check/index.ts'
import { basicFlow } from './requirements.ts'

const at = 'GetOpenIdToken answer, IdentityId'

scenario(basicFlow.guestToken, 'by the identity id', {}, async ({ pool }) => {
  const guest = await pool.getId()
  const { identity } = await accepted(pool.getOpenIdToken(guest))
  equal(identity, guest, at)
})

scenario(
  basicFlow.loginToken,
  'with another token of the user',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getOpenIdToken(known, ann.again()))
    equal(identity, known, at)
  },
)

scenario(basicFlow.anyLogin, 'either of two', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const known = await pool.getId(ann, annAtB)
  equal((await accepted(pool.getOpenIdToken(known, ann))).identity, known, at)
  equal((await accepted(pool.getOpenIdToken(known, annAtB))).identity, known, at)
})

scenario(
  basicFlow.loginRequired,
  'an identity with a login',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
  },
)

scenario(
  basicFlow.loginRequired,
  'an identity of a developer user',
  { developer: true },
  async ({ pool, developer }) => {
    await pool.getOpenIdToken(await pool.getId())
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
  },
)

scenario(
  basicFlow.loginRequiredText,
  'an identity with a login',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const identity = await pool.getId(a.user())
    await worded(pool.getOpenIdToken(identity), `Access to Identity '${identity}' is forbidden.`)
  },
)

scenario(basicFlow.foreignLogin, 'of another user', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const [ann, bob] = [a.user(), a.user()]
  const identity = await pool.getId(ann)
  await pool.getId(bob)
  await pool.getOpenIdToken(identity, ann)
  await refused(pool.getOpenIdToken(identity, bob), 'NotAuthorizedException')
})

scenario(
  basicFlow.foreignLogin,
  'of a user that nobody saw before',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, a.user()), 'NotAuthorizedException')
  },
)

scenario(basicFlow.foreignLoginText, 'of another user', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const identity = await pool.getId(a.user())
  await worded(
    pool.getOpenIdToken(identity, a.user()),
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  )
})

scenario(
  basicFlow.developerProviderKey,
  'beside a sound login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(
      pool.getOpenIdToken(identity, ann, developer.user()),
      'InvalidParameterException',
      'NotAuthorizedException',
    )
  },
)

scenario(basicFlow.unknownIdentity, 'one that never was', {}, async ({ pool, region }) => {
  await pool.getOpenIdToken(await pool.getId())
  await refused(pool.getOpenIdToken(`${region}:1234-5678`), 'ResourceNotFoundException')
})

scenario(basicFlow.unknownIdentity, 'one that was deleted', {}, async ({ pool }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await pool.deleteIdentities(guest)
  await refused(pool.getOpenIdToken(guest), 'ResourceNotFoundException')
})

scenario(basicFlow.unknownIdentityText, 'one that never was', {}, async ({ pool, region }) => {
  const identity = `${region}:00000000-0000-4000-8000-000000000000`
  await worded(pool.getOpenIdToken(identity), `Identity '${identity}' not found.`)
})

scenario(basicFlow.malformedIdentity, 'no colon', {}, async ({ pool }) => {
  await pool.getOpenIdToken(await pool.getId())
  await refused(pool.getOpenIdToken('invalidid'), 'ValidationException', 'InvalidParameterException')
})

scenario(basicFlow.guestOfClosedPool, 'closed by UpdateIdentityPool', { own: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  const closed = { IdentityPoolId: pool.id, IdentityPoolName: pool.name, AllowUnauthenticatedIdentities: false }
  await call('UpdateIdentityPool', closed)
  observe((await outcome(pool.getOpenIdToken(guest))).text)
})
