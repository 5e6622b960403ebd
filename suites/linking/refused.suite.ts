import { accepted, given, holds, refused, sameSet, scenario, unlinked } from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

scenario(linking.notToDeleted, 'a guest', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const [guest, sound] = [await pool.getId(), await pool.getId()]
  await pool.getOpenIdToken(sound, a.user())
  await pool.deleteIdentities(guest)
  await refused(pool.getOpenIdToken(guest, a.user()), 'ResourceNotFoundException')
})

scenario(linking.needsOwnLogin, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann)
  await pool.getOpenIdToken(identity, ann)
  await refused(pool.getOpenIdToken(identity, annAtB), 'NotAuthorizedException')
})

scenario(
  linking.needsOwnLogin,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await refused(pool.getCredentialsForIdentity(identity, annAtB), 'NotAuthorizedException')
  },
)

scenario(
  linking.refusedLinkChangesNothing,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await given(refused(pool.getCredentialsForIdentity(identity, annAtB), 'NotAuthorizedException'))
    await holds(pool, identity, ann)
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  linking.refusedLinkChangesNothing,
  'the login of another identity stays there',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const [anns, bobs] = [await pool.getId(ann), await pool.getId(bob)]
    await given(refused(pool.getOpenIdToken(anns, bob), 'NotAuthorizedException'))
    await holds(pool, bobs, bob)
    await holds(pool, anns, ann)
  },
)

scenario(
  linking.refusedLinkChangesNothing,
  'by GetOpenIdToken',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await given(holds(pool, identity, ann))
    await given(refused(pool.getOpenIdToken(identity, annAtB), 'NotAuthorizedException'))
    await unlinked(pool, annAtB, identity)
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], 'DescribeIdentity answer, Logins')
  },
)
