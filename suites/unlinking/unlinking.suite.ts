import { accepted, equal, given, holds, refused, sameSet, scenario, unlinked } from '../../harness/check/index.ts'
import { unlinking } from './requirements.ts'

scenario(
  unlinking.removesLogin,
  'seen by DescribeIdentity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await accepted(pool.unlinkIdentity(identity, [ann, annAtB], [b.key]))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], 'DescribeIdentity answer, Logins')
  },
)

scenario(
  unlinking.removesLogin,
  'the other login still yields the identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(holds(pool, identity, ann, annAtB))
    await accepted(pool.unlinkIdentity(identity, [ann, annAtB], [b.key]))
    const { identity: got } = await accepted(pool.getOpenIdToken(identity, ann))
    equal(got, identity, 'GetOpenIdToken answer, IdentityId')
    await holds(pool, identity, ann)
  },
)

scenario(unlinking.unlinkedIsNew, 'by GetId', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(holds(pool, identity, annAtB))
  await pool.unlinkIdentity(identity, [ann, annAtB], [b.key])
  await unlinked(pool, annAtB, identity)
})

scenario(unlinking.severalAtOnce, 'two of three', { publicProviders: 3 }, async ({ pool, providers: [a, b, c] }) => {
  const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
  const identity = await pool.getId(ann, annAtB, annAtC)
  await given(holds(pool, identity, annAtB, annAtC))
  await accepted(pool.unlinkIdentity(identity, [ann, annAtB, annAtC], [b.key, c.key]))
  await unlinked(pool, annAtB, identity)
  await unlinked(pool, annAtC, identity)
})

scenario(
  unlinking.removesLogin,
  'not in another pool',
  { publicProviders: 2, pools: 2 },
  async ({ pool, otherPool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const [here, there] = [await pool.getId(ann, annAtB), await otherPool.getId(ann, annAtB)]
    await given(holds(otherPool, there, ann, annAtB))
    await accepted(pool.unlinkIdentity(here, [ann, annAtB], [b.key]))
    await holds(otherPool, there, ann, annAtB)
  },
)

scenario(
  unlinking.removesLogin,
  'of each provider in its turn',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const identity = await pool.getId(ann, annAtB, annAtC)
    await accepted(pool.unlinkIdentity(identity, [annAtC], [c.key]))
    const described = 'DescribeIdentity answer, Logins'
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key, b.key], described)
    await accepted(pool.unlinkIdentity(identity, [annAtB], [b.key]))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], described)
  },
)

scenario(
  unlinking.removesLogin,
  'not of another identity',
  { publicProviders: 2, own: true },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob, bobAtB] = [a.user(), b.user(), a.user(), b.user()]
    const [anns, bobs] = [await pool.getId(ann, annAtB), await pool.getId(bob, bobAtB)]
    await given(holds(pool, bobs, bob, bobAtB))
    await accepted(pool.unlinkIdentity(anns, [ann, annAtB], [b.key]))
    await holds(pool, bobs, bob, bobAtB)
  },
)

scenario(
  unlinking.unlinkedIsNew,
  'no login of the identity any more',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getOpenIdToken(identity, annAtB)
    await pool.unlinkIdentity(identity, [ann, annAtB], [b.key])
    await refused(pool.getOpenIdToken(identity, annAtB), 'NotAuthorizedException')
  },
)

scenario(unlinking.linkAgain, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await pool.unlinkIdentity(identity, [ann, annAtB], [b.key])
  await given(refused(pool.getOpenIdToken(identity, annAtB), 'NotAuthorizedException'))
  await accepted(pool.getOpenIdToken(identity, ann, annAtB))
  await holds(pool, identity, ann, annAtB)
})

scenario(unlinking.linkElsewhere, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
  const [anns, bobs] = [await pool.getId(ann, annAtB), await pool.getId(bob)]
  await pool.unlinkIdentity(anns, [ann, annAtB], [b.key])
  await given(refused(pool.getOpenIdToken(anns, annAtB), 'NotAuthorizedException'))
  const { identity } = await accepted(pool.getOpenIdToken(bobs, bob, annAtB))
  equal(identity, bobs, 'GetOpenIdToken answer, IdentityId')
  await holds(pool, bobs, bob, annAtB)
  await holds(pool, anns, ann)
})

scenario(unlinking.roomForAnother, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB, bobAtB] = [a.user(), b.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(refused(pool.getOpenIdToken(identity, ann, bobAtB), 'ResourceConflictException'))
  await pool.unlinkIdentity(identity, [ann, annAtB], [b.key])
  await accepted(pool.getOpenIdToken(identity, ann, bobAtB))
  await holds(pool, identity, ann, bobAtB)
})

scenario(
  unlinking.unknownIdentity,
  'by UnlinkIdentity',
  { publicProviders: 1 },
  async ({ pool, providers: [a], region }) => {
    const [ann, unknown] = [a.user(), `${region}:00000000-0000-4000-8000-000000000000`]
    await pool.unlinkIdentity(await pool.getId(ann), [ann], [a.key])
    await refused(pool.unlinkIdentity(unknown, [a.user()], [a.key]), 'ResourceNotFoundException')
  },
)
