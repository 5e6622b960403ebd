import { accepted, equal, given, holds, holdsDeveloper, refused, sameSet, scenario } from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

scenario(linking.guestKeepsItsId, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const guest = await pool.getId()
  const { identity } = await accepted(pool.getOpenIdToken(guest, a.user()))
  equal(identity, guest, 'GetOpenIdToken answer, IdentityId')
})

scenario(
  linking.guestKeepsItsId,
  'by GetCredentialsForIdentity',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    const { identity } = await accepted(pool.getCredentialsForIdentity(guest, a.user()))
    equal(identity, guest, 'GetCredentialsForIdentity answer, IdentityId')
  },
)

scenario(linking.loginOfGuestUsable, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const guest = await pool.getId()
  const ann = a.user()
  await pool.getOpenIdToken(guest, ann)
  await holds(pool, guest, ann)
})

scenario(
  linking.loginOfGuestUsable,
  'by GetCredentialsForIdentity',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    const ann = a.user()
    await pool.getCredentialsForIdentity(guest, ann)
    await holds(pool, guest, ann)
  },
)

scenario(
  linking.loginOfGuestUsable,
  'seen by DescribeIdentity',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    await pool.getOpenIdToken(guest, a.user())
    sameSet((await accepted(pool.describeIdentity(guest))).logins, [a.key], 'DescribeIdentity answer, Logins')
  },
)

scenario(linking.guestNoMore, 'no token', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await pool.getOpenIdToken(guest, a.user())
  await refused(pool.getOpenIdToken(guest), 'NotAuthorizedException')
})

scenario(
  linking.guestNoMore,
  'no credentials',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    await pool.getCredentialsForIdentity(guest)
    await pool.getCredentialsForIdentity(guest, a.user())
    await refused(pool.getCredentialsForIdentity(guest), 'NotAuthorizedException')
  },
)

scenario(
  linking.guestNoMore,
  'not by the login of another',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    const ann = a.user()
    await pool.getOpenIdToken(guest, ann)
    await given(holds(pool, guest, ann))
    await refused(pool.getOpenIdToken(guest, a.user()), 'NotAuthorizedException')
  },
)

scenario(linking.severalAtOnce, 'to a guest', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const guest = await pool.getId()
  const [ann, annAtB] = [a.user(), b.user()]
  const { identity } = await accepted(pool.getOpenIdToken(guest, ann, annAtB))
  equal(identity, guest, 'GetOpenIdToken answer, IdentityId')
  await holds(pool, guest, ann, annAtB)
})

scenario(linking.developerToGuest, 'by the developer call', { developer: true }, async ({ pool, developer }) => {
  const guest = await pool.getId()
  const dora = developer.user()
  const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: guest }))
  equal(identity, guest, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  await holdsDeveloper(pool, guest, dora)
})

scenario(linking.developerToGuest, 'a guest no more', { developer: true }, async ({ pool, developer }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity: guest })
  await refused(pool.getOpenIdToken(guest), 'NotAuthorizedException')
})
