import { accepted, different, equal, given, holds, sameSet, scenario, unlinked } from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

scenario(linking.newLoginIsLinked, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const known = await pool.getId(ann)
  const { identity } = await accepted(pool.getOpenIdToken(known, ann, annAtB))
  equal(identity, known, 'GetOpenIdToken answer, IdentityId')
  await holds(pool, known, annAtB)
})

scenario(
  linking.newLoginIsLinked,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getCredentialsForIdentity(known, ann, annAtB))
    equal(identity, known, 'GetCredentialsForIdentity answer, IdentityId')
    await holds(pool, known, annAtB)
  },
)

scenario(
  linking.newLoginIsLinked,
  'two at the same time, by calls of their own',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const known = await pool.getId(ann)
    await Promise.all([annAtB, annAtC].map((added) => accepted(pool.getOpenIdToken(known, ann, added))))
    await holds(pool, known, ann, annAtB, annAtC)
  },
)

scenario(
  linking.newLoginIsLinked,
  'before the known one in the map',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getOpenIdToken(known, annAtB, ann))
    equal(identity, known, 'GetOpenIdToken answer, IdentityId')
    await holds(pool, known, ann, annAtB)
  },
)

scenario(
  linking.newLoginIsLinked,
  'of two users each to the own identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob, bobAtB] = [a.user(), b.user(), a.user(), b.user()]
    const [anns, bobs] = [await pool.getId(ann), await pool.getId(bob)]
    await accepted(pool.getOpenIdToken(anns, ann, annAtB))
    await accepted(pool.getOpenIdToken(bobs, bob, bobAtB))
    await holds(pool, anns, annAtB)
    await holds(pool, bobs, bobAtB)
    different(anns, bobs, 'GetId answers, IdentityId')
  },
)

scenario(
  linking.newLoginIsLinked,
  'seen by DescribeIdentity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await accepted(pool.getOpenIdToken(identity, ann, b.user()))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key, b.key], 'DescribeIdentity answer, Logins')
  },
)

scenario(linking.severalAtOnce, 'by GetId', { publicProviders: 3 }, async ({ pool, providers: [a, b, c] }) => {
  const [ann, annAtB, annAtC, bob] = [a.user(), b.user(), c.user(), a.user()]
  const identity = await accepted(pool.getId(ann, annAtB, annAtC))
  await holds(pool, identity, ann, annAtB, annAtC)
  await unlinked(pool, bob, identity)
})

scenario(
  linking.otherPoolsDoNotCount,
  'to a guest',
  { publicProviders: 1, pools: 2 },
  async ({ pool, otherPool, providers: [a] }) => {
    const [ann, bob] = [a.user(), a.user()]
    const [there, guest, other] = [await otherPool.getId(ann), await pool.getId(), await pool.getId()]
    await pool.getOpenIdToken(other, bob)
    await given(holds(pool, other, bob))
    const { identity } = await accepted(pool.getOpenIdToken(guest, ann))
    equal(identity, guest, 'GetOpenIdToken answer, IdentityId')
    await holds(pool, guest, ann)
    await holds(otherPool, there, ann)
  },
)

scenario(
  linking.allLoginsUsable,
  'linked one after another',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann, annAtB)
    await pool.getOpenIdToken(identity, annAtB, annAtC)
    await holds(pool, identity, ann, annAtB, annAtC)
  },
)

scenario(
  linking.allLoginsUsable,
  'a linked login proves the identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const known = await pool.getId(ann)
    await pool.getOpenIdToken(known, ann, annAtB)
    const { identity } = await accepted(pool.getOpenIdToken(known, annAtB.again()))
    equal(identity, known, 'GetOpenIdToken answer, IdentityId')
  },
)

scenario(
  linking.severalAtOnce,
  'to an identity with a login',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const identity = await pool.getId(ann)
    await accepted(pool.getOpenIdToken(identity, ann, annAtB, annAtC))
    await holds(pool, identity, annAtB, annAtC)
  },
)
