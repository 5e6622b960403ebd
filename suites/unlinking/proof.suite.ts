import { accepted, given, holds, observe, outcome, refused, scenario, unlinked } from '../../harness/check/index.ts'
import { unlinking } from './requirements.ts'

scenario(
  unlinking.needsProof,
  'a login of another identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bobAtB, bob] = [a.user(), b.user(), b.user(), a.user()]
    const [identity, other] = [await pool.getId(ann, annAtB), await pool.getId(bob, bobAtB)]
    await pool.unlinkIdentity(other, [bob, bobAtB], [b.key])
    await refused(pool.unlinkIdentity(identity, [bob], [b.key]), 'NotAuthorizedException')
  },
)

scenario(
  unlinking.refusedUnlinkChangesNothing,
  'a login of another identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getId(bob)
    await given(refused(pool.unlinkIdentity(identity, [bob], [b.key]), 'NotAuthorizedException'))
    await holds(pool, identity, ann, annAtB)
  },
)

scenario(unlinking.proofMayBeRemoved, 'of two logins', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(holds(pool, identity, ann, annAtB))
  await accepted(pool.unlinkIdentity(identity, [ann], [a.key]))
  await holds(pool, identity, annAtB)
  await unlinked(pool, ann, identity)
})

scenario(unlinking.notLinked, 'a provider of the pool', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  const { text } = await outcome(pool.unlinkIdentity(identity, [ann], [b.key]))
  await given(holds(pool, identity, ann))
  observe(text)
})

scenario(unlinking.needsProof, 'a new login', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(holds(pool, identity, ann, annAtB))
  await refused(pool.unlinkIdentity(identity, [b.user()], [b.key]), 'NotAuthorizedException')
  await pool.unlinkIdentity(identity, [ann, annAtB], [b.key])
})

scenario(
  unlinking.needsProofText,
  'a login of another identity',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const [ann, bob] = [a.user(), a.user()]
    const identity = await pool.getId(ann)
    await pool.getId(bob)
    observe((await outcome(pool.unlinkIdentity(identity, [bob], [a.key]))).text.replaceAll(identity, '<identity>'))
  },
)

scenario(unlinking.unprovenLogin, 'of two', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(holds(pool, identity, ann, annAtB))
  const { text } = await outcome(pool.unlinkIdentity(identity, [ann], [b.key]))
  const isLinked = (await pool.getId(annAtB.again())) === identity
  observe(`${text}; the login is ${isLinked ? 'still' : 'no longer'} linked`)
})

scenario(
  unlinking.developerProviderName,
  'beside a public login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    const { text } = await outcome(pool.unlinkIdentity(identity, [ann], [developer.key]))
    const isLinked = (await pool.getOpenIdTokenForDeveloperIdentity([dora])).identity === identity
    observe(`${text}; the developer user is ${isLinked ? 'still' : 'no longer'} linked`)
  },
)

scenario(
  unlinking.newLoginBesideProof,
  'of another provider',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
    const identity = await pool.getId(ann, annAtB)
    const { text } = await outcome(pool.unlinkIdentity(identity, [ann, annAtB, annAtC], [b.key]))
    const isLinked = (await pool.getId(annAtC)) === identity
    observe(`${text}; the new login is ${isLinked ? '' : 'not '}linked`)
  },
)
