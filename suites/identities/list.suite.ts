import {
  accepted,
  equal,
  given,
  holds,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
} from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'ListIdentities answer, Identities'

scenario(identities.list, 'guests and a login', { own: true, publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const made = [await pool.getId(), await pool.getId(), await pool.getId(a.user())]
  const listed = await pool.listIdentities()
  sameSet(
    listed.map((item) => item.identity),
    made,
    at,
  )
  equal(listed.find((item) => item.identity === made[2])?.logins, [a.key], `${at}, Logins of the login`)
})

scenario(identities.readAfterWrite, 'a guest', { own: true }, async ({ pool, time }) => {
  const guest = await pool.getId()
  const seen = async () => (await pool.listIdentities()).some((item) => item.identity === guest)
  for (let tries = 0; tries < 9 && !(await seen()); tries += 1) await time.pass(1)
  equal(await seen(), true, `${at}, whether the new guest is there`)
})

scenario(identities.listOrder, 'three guests', { own: true }, async ({ pool }) => {
  const made = [await pool.getId(), await pool.getId(), await pool.getId()]
  const listed = (await pool.listIdentities()).map((item) => item.identity).join()
  const orders = { 'oldest first': made, 'newest first': made.toReversed(), 'by id': made.toSorted() }
  observe(Object.entries(orders).find(([, order]) => order.join() === listed)?.[0] ?? 'another order')
})

scenario(identities.identityOfAnotherPool, 'a guest', { own: true, pools: 2 }, async ({ pool, otherPool }) => {
  const [guest] = [await pool.getId(), await otherPool.getId()]
  equal(
    (await pool.listIdentities()).map((item) => item.identity),
    [guest],
    at,
  )
})

scenario(identities.delete, 'a guest', {}, async ({ pool }) => {
  const guest = await pool.getId()
  await pool.describeIdentity(guest)
  await accepted(pool.deleteIdentities(guest))
  await refused(pool.describeIdentity(guest), 'ResourceNotFoundException')
})

scenario(identities.delete, 'two at once, seen by ListIdentities', { own: true }, async ({ pool }) => {
  const [one, two, three] = [await pool.getId(), await pool.getId(), await pool.getId()]
  await accepted(pool.deleteIdentities(one, three))
  equal(
    (await pool.listIdentities()).map((item) => item.identity),
    [two],
    at,
  )
})

scenario(identities.deleteAnswer, 'a guest', {}, async ({ pool, call }) => {
  const { UnprocessedIdentityIds } = await call('DeleteIdentities', { IdentityIdsToDelete: [await pool.getId()] })
  equal(UnprocessedIdentityIds, [], 'DeleteIdentities answer, UnprocessedIdentityIds')
})

scenario(identities.deleteLeavesOthers, 'a login', { publicProviders: 1, own: true }, async ({ pool, providers }) => {
  const [a] = providers
  const [ann, bob] = [a.user(), a.user()]
  const [gone, stays] = [await pool.getId(ann), await pool.getId(bob)]
  await given(holds(pool, stays, bob))
  await pool.deleteIdentities(gone)
  await holds(pool, stays, bob)
})

scenario(
  identities.deleteLeavesOthers,
  'the same user in another pool',
  { publicProviders: 1, pools: 2 },
  async ({ pool, otherPool, providers: [a] }) => {
    const ann = a.user()
    const [gone, stays] = [await pool.getId(ann), await otherPool.getId(ann)]
    await given(holds(otherPool, stays, ann))
    await pool.deleteIdentities(gone)
    await holds(otherPool, stays, ann)
  },
)

scenario(identities.deletedLogin, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  await given(holds(pool, identity, ann))
  await pool.deleteIdentities(identity)
  const result = await outcome(pool.getId(ann))
  observe(result.accepted ? (result.output === identity ? 'the same identity' : 'a new identity') : result.text)
})

scenario(identities.deleteUnknown, 'one that never was', {}, async ({ pool, region }) => {
  const result = await outcome(pool.deleteIdentities(`${region}:00000000-0000-4000-8000-000000000000`))
  observe(
    result.accepted ? `UnprocessedIdentityIds ${JSON.stringify(result.output.map((item) => item.code))}` : result.text,
  )
})
