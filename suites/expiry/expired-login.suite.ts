import { between, equal, given, holds, refused, scenario, unlinked, worded } from '../../harness/check/index.ts'
import { decodeJwt } from 'jose'
import { expiry } from './requirements.ts'

const codes = ['NotAuthorizedException', 'InvalidParameterException'] as const

scenario(expiry.expiredLogin, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  await pool.getId(ann)
  await refused(pool.getId(ann.with('expired')), 'NotAuthorizedException')
})

scenario(expiry.expiredLogin, 'by GetId, a new user', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  await pool.getId(a.user())
  await refused(pool.getId(a.user().with('expired')), 'NotAuthorizedException')
})

scenario(expiry.expiredLogin, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  await pool.getOpenIdToken(identity, ann)
  await refused(pool.getOpenIdToken(identity, ann.with('expired')), 'NotAuthorizedException')
})

scenario(
  expiry.expiredLogin,
  'by GetCredentialsForIdentity',
  { publicProviders: 1, roles: 'authenticated' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await refused(pool.getCredentialsForIdentity(identity, ann.with('expired')), 'NotAuthorizedException')
  },
)

scenario(
  expiry.expiredLoginElsewhere,
  'by GetOpenIdTokenForDeveloperIdentity',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await refused(pool.getOpenIdTokenForDeveloperIdentity([dora, ann.with('expired')]), ...codes)
  },
)

scenario(
  expiry.expiredLoginElsewhere,
  'by UnlinkIdentity',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann, b.user(), c.user())
    await pool.unlinkIdentity(identity, [ann], [c.key])
    await refused(pool.unlinkIdentity(identity, [ann.with('expired')], [b.key]), ...codes)
  },
)

scenario(
  expiry.expiredAmongSound,
  'the expired one of a linked user',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getOpenIdToken(identity, ann, annAtB)
    await refused(pool.getOpenIdToken(identity, ann, annAtB.with('expired')), 'NotAuthorizedException')
  },
)

scenario(expiry.expiredAmongSoundElsewhere, 'by GetId', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  await pool.getId(ann, annAtB)
  await refused(pool.getId(ann, annAtB.with('expired')), 'NotAuthorizedException')
})

scenario(
  expiry.expiredAmongSoundElsewhere,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'authenticated' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getCredentialsForIdentity(identity, ann, annAtB)
    await refused(pool.getCredentialsForIdentity(identity, ann, annAtB.with('expired')), 'NotAuthorizedException')
  },
)

scenario(
  expiry.noLinkByExpired,
  'a sound new login beside an expired one',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const identity = await pool.getId(ann, annAtC)
    await pool.getOpenIdToken(identity, ann)
    await given(refused(pool.getOpenIdToken(identity, ann, annAtB, annAtC.with('expired')), ...codes))
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  expiry.noLinkByExpired,
  'the expired login itself',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await given(refused(pool.getOpenIdToken(identity, ann, annAtB.with('expired')), ...codes))
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  expiry.noUnlinkByExpired,
  'the login stays with its identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(holds(pool, identity, annAtB))
    await given(refused(pool.unlinkIdentity(identity, [ann.with('expired')], [b.key]), ...codes))
    await holds(pool, identity, annAtB)
  },
)

scenario(expiry.expiredLoginText, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  await pool.getId(ann)
  await worded(pool.getId(ann.with('expired')), /^Invalid login token[.] Token expired: \d+ >= \d+$/)
})

scenario(
  expiry.expiredLoginText,
  'the times are now and that of the token',
  { publicProviders: 1 },
  async ({ pool, providers: [a], time }) => {
    const expired = a.user().with('expired')
    const refusal = await given(refused(pool.getId(expired), 'NotAuthorizedException'))
    const [now = 0, expires] = [...refusal.message.matchAll(/\d+/g)].map(Number)
    equal(expires, decodeJwt(await expired.value()).exp, 'GetId answer, message, second number')
    between(now, time.now() / 1000 - 300, time.now() / 1000 + 300, 'GetId answer, message, first number, seconds')
  },
)
