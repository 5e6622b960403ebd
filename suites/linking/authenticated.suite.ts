import {
  accepted,
  equal,
  given,
  holds,
  holdsDeveloper,
  refused,
  sameSet,
  scenario,
  unlinked,
  worded,
} from '../../harness/check/index.ts'
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

scenario(
  linking.publicToDeveloper,
  'a new user with a new login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann]))
    await holds(pool, identity, ann)
    await holdsDeveloper(pool, identity, dora)
  },
)

scenario(
  linking.publicToDeveloper,
  'a known user with a new login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const known = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann]))
    equal(identity, known.identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
    await holds(pool, known.identity, ann)
  },
)

scenario(
  linking.developerToPublic,
  'with the id and a login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann], { identity: known }))
    equal(identity, known, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
    await holdsDeveloper(pool, known, dora)
    await holds(pool, known, ann)
  },
)

scenario(
  linking.developerToPublic,
  'a new user with a known login, without an id',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora, ann]))
    await holdsDeveloper(pool, identity, dora)
    equal(identity, known, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(
  linking.developerNeedsPublicLogin,
  'with the id only',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const [identity, other] = [await pool.getId(ann), await pool.getId(a.user())]
    await pool.getOpenIdTokenForDeveloperIdentity([dora, ann], { identity })
    await refused(
      pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity: other }),
      'NotAuthorizedException',
    )
  },
)

scenario(
  linking.developerNeedsPublicLoginText,
  'with the id only',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const identity = await pool.getId(a.user())
    await worded(
      pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity }),
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    )
  },
)

scenario(linking.manyDeveloperUsers, 'joined by a merge', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
  for (const user of [dora, emil, finn]) await pool.getOpenIdTokenForDeveloperIdentity([user])
  await accepted(pool.mergeDeveloperIdentities(dora, emil))
  const identity = await accepted(pool.mergeDeveloperIdentities(emil, finn))
  const { identifiers } = await accepted(pool.lookupDeveloperIdentity({ identity }))
  sameSet(
    identifiers,
    [dora.identifier, emil.identifier, finn.identifier],
    'LookupDeveloperIdentity answer, DeveloperUserIdentifierList',
  )
})
