import {
  accepted,
  different,
  equal,
  given,
  holds,
  holdsDeveloper,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  worded,
} from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

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

scenario(
  linking.manyDeveloperUsers,
  'proven by a public login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, emil, ann] = [developer.user(), developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await accepted(pool.getOpenIdTokenForDeveloperIdentity([emil, ann], { identity }))
    await holdsDeveloper(pool, identity, dora, emil)
  },
)

scenario(
  linking.refusedLinkChangesNothing,
  'by the developer call',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const identity = await pool.getId(ann)
    await given(refused(pool.getOpenIdTokenForDeveloperIdentity([dora], { identity }), 'NotAuthorizedException'))
    const { identity: doras } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(doras, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
    await holds(pool, identity, ann)
  },
)

const keyRefused = ['InvalidParameterException', 'NotAuthorizedException'] as const

scenario(
  linking.developerUserByDeveloperCallOnly,
  'beside a login of the identity',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, ann, dora), ...keyRefused)
    const { identity: doras } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(doras, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(
  linking.besideIssuedToken,
  'a public login',
  { publicProviders: 1, developer: true, roles: 'both' },
  async ({ pool, providers: [a], developer, call }) => {
    const ann = a.user()
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    const Logins = { 'cognito-identity.amazonaws.com': token, [a.key]: await ann.value() }
    const result = await outcome(call('GetCredentialsForIdentity', { IdentityId: identity, Logins }))
    const isLinked = (await pool.getId(ann)) === identity
    observe(`${result.accepted ? 'accepted' : result.code}; the login is ${isLinked ? '' : 'not '}linked`)
  },
)

scenario(
  linking.withoutRole,
  'in a pool without roles',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    const result = await outcome(pool.getCredentialsForIdentity(identity, ann, annAtB))
    const isLinked = (await pool.getId(annAtB)) === identity
    observe(`${result.accepted ? 'accepted' : result.code}; the login is ${isLinked ? '' : 'not '}linked`)
  },
)
