import {
  accepted,
  different,
  given,
  holds,
  holdsDeveloper,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  unlinked,
} from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

const conflict = 'ResourceConflictException'

scenario(
  linking.oneLoginPerPublicProvider,
  'proven by another provider, by GetOpenIdToken',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getOpenIdToken(identity, ann, annAtB)
    await refused(pool.getOpenIdToken(identity, annAtB, a.user()), conflict)
  },
)

scenario(
  linking.oneLoginPerPublicProvider,
  'proven by another provider, by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getCredentialsForIdentity(identity, ann, annAtB)
    await refused(pool.getCredentialsForIdentity(identity, annAtB, a.user()), conflict)
  },
)

scenario(
  linking.oneLoginByGetId,
  'proven by another provider',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(holds(pool, identity, ann, annAtB))
    await refused(pool.getId(annAtB, a.user()), conflict)
  },
)

scenario(
  linking.oneLoginPerPublicProvider,
  'by the developer call',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await given(holds(pool, identity, ann))
    await refused(pool.getOpenIdTokenForDeveloperIdentity([dora, a.user()]), conflict)
  },
)

scenario(
  linking.oneLoginPerPublicProvider,
  'by the developer call with the id',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await pool.getOpenIdTokenForDeveloperIdentity([dora, ann], { identity })
    await refused(pool.getOpenIdTokenForDeveloperIdentity([dora, a.user()], { identity }), conflict)
  },
)

scenario(
  linking.secondLoginOfAnother,
  'proven by another provider',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const [identity, bobs] = [await pool.getId(ann, annAtB), await pool.getId(bob)]
    await given(holds(pool, identity, ann, annAtB))
    await given(holds(pool, bobs, bob))
    await refused(pool.getOpenIdToken(identity, annAtB, bob), conflict)
  },
)

scenario(
  linking.secondLoginChangesNothing,
  'by GetOpenIdToken',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(refused(pool.getOpenIdToken(identity, annAtB, bob), conflict))
    await holds(pool, identity, ann, annAtB)
    await unlinked(pool, bob, identity)
  },
)

scenario(
  linking.secondLoginChangesNothing,
  'by GetCredentialsForIdentity',
  { publicProviders: 2, roles: 'both' },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(refused(pool.getCredentialsForIdentity(identity, annAtB, bob), conflict))
    await holds(pool, identity, ann, annAtB)
    await unlinked(pool, bob, identity)
  },
)

scenario(
  linking.secondLoginChangesNothing,
  'by the developer call',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann, bob] = [developer.user(), a.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await given(refused(pool.getOpenIdTokenForDeveloperIdentity([dora, bob]), conflict))
    await holds(pool, identity, ann)
    await holdsDeveloper(pool, identity, dora)
    await unlinked(pool, bob, identity)
  },
)

scenario(
  linking.secondLoginChangesNothing,
  'a new developer user beside it',
  { publicProviders: 2, developer: true },
  async ({ pool, providers: [a, b], developer }) => {
    const [dora, ann, annAtB, bob] = [developer.user(), a.user(), b.user(), a.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(refused(pool.getOpenIdTokenForDeveloperIdentity([dora, annAtB, bob], { identity }), conflict))
    const { logins } = await accepted(pool.describeIdentity(identity))
    sameSet(logins, [a.key, b.key], 'DescribeIdentity answer, Logins')
    const { identity: doras } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(doras, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(
  linking.secondLoginOfAnother,
  'both identities keep their logins',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const [identity, bobs] = [await pool.getId(ann, annAtB), await pool.getId(bob)]
    await given(refused(pool.getOpenIdToken(identity, annAtB, bob), conflict))
    await holds(pool, identity, ann, annAtB)
    await holds(pool, bobs, bob)
  },
)

scenario(
  linking.severalBadLinks,
  'by GetOpenIdToken',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB, bob, annAtC] = [a.user(), b.user(), a.user(), c.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(refused(pool.getOpenIdToken(identity, annAtB, bob, annAtC), conflict))
    await unlinked(pool, annAtC, identity)
    await unlinked(pool, bob, identity)
  },
)

scenario(linking.secondLoginText, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  observe((await outcome(pool.getOpenIdToken(identity, annAtB, a.user()))).text)
})
