import {
  accepted,
  equal,
  given,
  holds,
  holdsDeveloper,
  judge,
  observe,
  oneOf,
  refused,
  scenario,
} from '../../harness/check/index.ts'
import { merging } from './requirements.ts'

const at = 'GetOpenIdToken answer, IdentityId'

scenario(merging.guestIntoOwner, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(holds(pool, owner, ann))
  const { identity } = await accepted(pool.getOpenIdToken(guest, ann.again()))
  equal(identity, owner, at)
})

scenario(
  merging.guestIntoOwner,
  'by GetCredentialsForIdentity',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const [owner, guest] = [await pool.getId(ann), await pool.getId()]
    await given(holds(pool, owner, ann))
    const { identity } = await accepted(pool.getCredentialsForIdentity(guest, ann.again()))
    equal(identity, owner, 'GetCredentialsForIdentity answer, IdentityId')
  },
)

scenario(merging.ownerKeepsLogins, 'two logins', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const [owner, guest] = [await pool.getId(ann, annAtB), await pool.getId()]
  equal((await pool.getOpenIdToken(guest, ann)).identity, owner, at)
  await holds(pool, owner, ann, annAtB)
})

scenario(
  merging.newLoginsComeAlong,
  'a guest, a known and a new login',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const [owner, guest] = [await pool.getId(ann), await pool.getId()]
    await given(holds(pool, owner, ann))
    const { identity } = await accepted(pool.getOpenIdToken(guest, ann, annAtB))
    await holds(pool, identity, ann, annAtB)
  },
)

scenario(merging.twoAuthenticated, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, bob] = [a.user(), b.user()]
  const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
  await given(holds(pool, first, ann))
  await given(holds(pool, second, bob))
  const { identity } = await accepted(pool.getOpenIdToken(first, ann, bob))
  await holds(pool, identity, ann, bob)
})

scenario(
  merging.twoAuthenticated,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
    await given(holds(pool, first, ann))
    await given(holds(pool, second, bob))
    const { identity } = await accepted(pool.getCredentialsForIdentity(first, ann, bob))
    await holds(pool, identity, ann, bob)
  },
)

scenario(
  merging.twoAuthenticated,
  'logins that were not in the call come along',
  { publicProviders: 4 },
  async ({ pool, providers: [a, b, c, d] }) => {
    const [ann, annAtC, bob, bobAtD] = [a.user(), c.user(), b.user(), d.user()]
    const [first, second] = [await pool.getId(ann, annAtC), await pool.getId(bob, bobAtD)]
    await given(holds(pool, second, bobAtD))
    const { identity } = await accepted(pool.getOpenIdToken(first, ann, bob))
    await holds(pool, identity, ann, annAtC, bob, bobAtD)
  },
)

scenario(
  merging.survivorIsOneOfTwo,
  'by GetOpenIdToken',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
    await given(holds(pool, first, ann))
    const { identity } = await accepted(pool.getOpenIdToken(first, ann, bob))
    oneOf(identity, [first, second], at)
  },
)

scenario(merging.whichSurvives, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, bob] = [a.user(), b.user()]
  const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
  await given(holds(pool, second, bob))
  const { identity } = await pool.getOpenIdToken(first, ann, bob)
  observe(
    identity === first
      ? 'the one that was named'
      : identity === second
        ? 'the owner of the other login'
        : 'a third one',
  )
})

scenario(merging.loserDisabled, 'a guest', { publicProviders: 1, own: true }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  equal((await pool.getOpenIdToken(guest, ann)).identity, owner, at)
  const shown = (await pool.listIdentities({ hideDisabled: true })).map((item) => item.identity)
  equal(shown, [owner], 'ListIdentities answer with HideDisabled, Identities')
})

scenario(
  merging.loserDisabled,
  'one of two with logins',
  { publicProviders: 2, own: true },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const first = await pool.getId(ann)
    await pool.getId(bob)
    const { identity } = await pool.getOpenIdToken(first, ann, bob)
    const shown = (await pool.listIdentities({ hideDisabled: true })).map((item) => item.identity)
    equal(shown, [identity], 'ListIdentities answer with HideDisabled, Identities')
  },
)

scenario(merging.chain, 'three identities', { publicProviders: 3 }, async ({ pool, providers: [a, b, c] }) => {
  const [ann, bob, cleo] = [a.user(), b.user(), c.user()]
  const first = await pool.getId(ann)
  const third = await pool.getId(cleo)
  await pool.getId(bob)
  await given(holds(pool, third, cleo))
  const { identity: once } = await pool.getOpenIdToken(first, ann, bob)
  const { identity } = await accepted(pool.getOpenIdToken(once, bob, cleo))
  await holds(pool, identity, ann, bob, cleo)
})

scenario(merging.chain, 'two guests into one', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, one, two] = [await pool.getId(ann), await pool.getId(), await pool.getId()]
  equal((await accepted(pool.getOpenIdToken(one, ann))).identity, owner, at)
  equal((await accepted(pool.getOpenIdToken(two, ann))).identity, owner, at)
  await holds(pool, owner, ann)
})

scenario(
  merging.byDeveloperCall,
  'a known user and a known login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given(holds(pool, await pool.getId(ann), ann))
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann]))
    await holdsDeveloper(pool, identity, dora)
    await holds(pool, identity, ann)
  },
)

scenario(
  merging.byDeveloperCall,
  'with the id of the user',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity: known } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given(holds(pool, await pool.getId(ann), ann))
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann], { identity: known }))
    await holdsDeveloper(pool, identity, dora)
    await holds(pool, identity, ann)
  },
)

scenario(
  merging.sharedProvider,
  'both hold a login of one provider',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob, bobAtB] = [a.user(), a.user(), b.user()]
    const [first, second] = [await pool.getId(ann), await pool.getId(bob, bobAtB)]
    await given(holds(pool, second, bob, bobAtB))
    await refused(pool.getOpenIdToken(first, ann, bobAtB), 'ResourceConflictException')
  },
)

scenario(
  merging.sharedProviderChangesNothing,
  'both hold a login of one provider',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob, bobAtB] = [a.user(), a.user(), b.user()]
    const [first, second] = [await pool.getId(ann), await pool.getId(bob, bobAtB)]
    await given(refused(pool.getOpenIdToken(first, ann, bobAtB), 'ResourceConflictException'))
    await holds(pool, first, ann)
    await holds(pool, second, bob, bobAtB)
  },
)

scenario(
  merging.needsProof,
  'the login of the other one alone',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const first = await pool.getId(ann)
    await pool.getId(bob)
    await pool.getOpenIdToken(first, ann)
    await refused(pool.getOpenIdToken(first, bob), 'NotAuthorizedException')
  },
)

scenario(
  merging.refusedMergeChangesNothing,
  'the login of the other one alone',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const [first, second] = [await pool.getId(ann), await pool.getId(bob)]
    await given(refused(pool.getOpenIdToken(first, bob), 'NotAuthorizedException'))
    await holds(pool, first, ann)
    await holds(pool, second, bob)
    judge(first !== second, 'two identities', first, 'GetId answers, IdentityId')
  },
)
