import {
  accepted,
  different,
  equal,
  given,
  holds,
  observe,
  outcome,
  renamed,
  sameSet,
  scenario,
} from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'GetId answer, IdentityId'

scenario(
  identities.sameLoginSameIdentity,
  'two tokens of one user',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    equal(await accepted(pool.getId(ann.again())), identity, at)
  },
)

scenario(
  identities.sameLoginSameIdentity,
  'one token twice',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    equal(await accepted(pool.getId(ann)), identity, at)
  },
)

// Enough calls for what goes wrong once in fifty.
scenario(identities.sameLoginSameIdentity, 'sixty calls', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  for (let count = 0; count < 60; count += 1) equal(await accepted(pool.getId(ann)), identity, at)
})

scenario(
  identities.sameLoginSameIdentity,
  'a known login several times at the same time',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const calls = Array.from({ length: 5 }, () => accepted(pool.getId(ann)))
    for (const got of await Promise.all(calls)) equal(got, identity, at)
  },
)

scenario(
  identities.sameLoginSameIdentity,
  'a new login twice at the same time',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const [one, two] = await Promise.all([accepted(pool.getId(ann)), accepted(pool.getId(ann.again()))])
    equal(one, two, at)
  },
)

scenario(
  identities.sameLoginSameIdentity,
  'with other claims in the token',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    equal(await accepted(pool.getId(ann.claiming({ email: 'ann@conformance.example' }))), identity, at)
  },
)

scenario(identities.otherUserOtherIdentity, 'two users', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const [ann, bob] = [a.user(), a.user()]
  const identity = await pool.getId(ann)
  await given(holds(pool, identity, ann))
  different(await accepted(pool.getId(bob)), identity, at)
})

scenario(
  identities.subjectPerProvider,
  'one name at two providers',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const ann = a.user()
    const namesake = b.user(await ann.subject())
    const identity = await pool.getId(ann)
    await given(holds(pool, identity, ann))
    different(await accepted(pool.getId(namesake)), identity, at)
  },
)

// A pool of its own: nobody else's call may come between the guest and the login.
scenario(identities.loginIsNoGuest, 'after a guest', { publicProviders: 1, own: true }, async ({ pool, providers }) => {
  const [a] = providers
  const guest = await pool.getId()
  const ann = a.user()
  const identity = await accepted(pool.getId(ann))
  await given(holds(pool, identity, ann))
  different(identity, guest, at)
})

scenario(identities.severalLogins, 'two providers', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await accepted(pool.getId(ann, annAtB))
  await holds(pool, identity, ann, annAtB)
})

scenario(
  identities.severalLogins,
  'three providers, seen by DescribeIdentity',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const identity = await pool.getId(a.user(), b.user(), c.user())
    const { logins } = await accepted(pool.describeIdentity(identity))
    sameSet(logins, [a.key, b.key, c.key], 'DescribeIdentity answer, Logins')
  },
)

scenario(identities.oneOfSeveral, 'the other order', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  equal(await accepted(pool.getId(annAtB.again(), ann.again())), identity, at)
})

scenario(
  identities.newBesideKnown,
  renamed('the new one yields the identity', 'of another provider'),
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    equal(await accepted(pool.getId(ann.again(), annAtB)), identity, at)
    await holds(pool, identity, ann, annAtB)
  },
)

scenario(identities.twoIdentities, 'one login of each', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, bob] = [a.user(), b.user()]
  const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
  await given(holds(pool, first, ann))
  const result = await outcome(pool.getId(ann, bob))
  if (!result.accepted) return observe(result.text)
  observe(
    result.output === first
      ? 'the first identity'
      : result.output === second
        ? 'the second identity'
        : 'a third identity',
  )
})

scenario(
  identities.poolsApart,
  'one user in two pools',
  { publicProviders: 1, pools: 2 },
  async ({ pool, otherPool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await given(holds(pool, identity, ann))
    const other = await accepted(otherPool.getId(ann))
    different(other, identity, at)
    await holds(otherPool, other, ann)
  },
)
