import { accepted, between, equal, observe, refused, sameSet, scenario } from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'DescribeIdentity answer'

scenario(identities.describe, 'two logins', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const identity = await pool.getId(a.user(), b.user())
  const described = await accepted(pool.describeIdentity(identity))
  equal(described.identity, identity, `${at}, IdentityId`)
  sameSet(described.logins, [a.key, b.key], `${at}, Logins`)
})

scenario(identities.describeGuest, 'by the identity id', {}, async ({ pool }) => {
  const guest = await pool.getId()
  const described = await accepted(pool.describeIdentity(guest))
  equal(described.identity, guest, `${at}, IdentityId`)
  equal(described.logins, [], `${at}, Logins`)
})

scenario(identities.describeDates, 'a new guest', {}, async ({ pool, time }) => {
  const guest = await pool.getId()
  const { created, modified } = await pool.describeIdentity(guest)
  const age = Math.round((time.now() - (created?.getTime() ?? 0)) / 1000)
  // Clocks may differ by five minutes.
  between(age, -310, 310, `${at}, seconds since CreationDate`)
  equal(modified?.getTime(), created?.getTime(), `${at}, LastModifiedDate`)
})

scenario(
  identities.describeHidesUsers,
  'a developer user with a public login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), a.user()])
    const { logins } = await accepted(pool.describeIdentity(identity))
    sameSet(logins, [a.key, developer.key], `${at}, Logins`)
  },
)

scenario(identities.describeUnknown, 'one that never was', {}, async ({ pool, region }) => {
  await pool.describeIdentity(await pool.getId())
  await refused(pool.describeIdentity(`${region}:00000000-0000-4000-8000-000000000000`), 'ResourceNotFoundException')
})

scenario(identities.absentLogins, 'a guest', {}, async ({ pool, call }) => {
  const { Logins } = await call('DescribeIdentity', { IdentityId: await pool.getId() })
  observe(Logins === undefined ? 'no member Logins' : JSON.stringify(Logins))
})

scenario(
  identities.lastModified,
  'linking a login to a guest',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    const before = await pool.describeIdentity(guest)
    await pool.getOpenIdToken(guest, a.user())
    const after = await pool.describeIdentity(guest)
    observe(
      after.modified?.getTime() === before.modified?.getTime() ? 'linking leaves it as it was' : 'linking changes it',
    )
  },
)
