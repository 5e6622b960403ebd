import { different, given, holds, refused, scenario, unlinked, worded } from '../../harness/check/index.ts'
import { removeLastLogin } from './arrange.ts'
import { disabled } from './requirements.ts'

const needs = { publicProviders: 1 } as const
const both = { publicProviders: 1, developer: true } as const

scenario(disabled.lastLoginRemoved, 'no token', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await removeLastLogin(pool, ann)
  await given(unlinked(pool, ann, identity))
  await pool.getOpenIdToken(await pool.getId())
  await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
})

scenario(disabled.lastLoginRemoved, 'no credentials', { ...needs, roles: 'both' }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await removeLastLogin(pool, ann)
  await given(unlinked(pool, ann, identity))
  await pool.getCredentialsForIdentity(await pool.getId())
  await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
})

scenario(disabled.lastLoginRemoved, 'one that was a guest before', needs, async ({ pool, providers: [a] }) => {
  const [guest, ann] = [await pool.getId(), a.user()]
  await pool.getOpenIdToken(guest)
  await given(pool.getOpenIdToken(guest, ann).then(() => holds(pool, guest, ann)))
  await pool.unlinkIdentity(guest, [ann], [a.key])
  await given(unlinked(pool, ann, guest))
  await refused(pool.getOpenIdToken(guest), 'NotAuthorizedException')
})

scenario(disabled.lastLoginRemoved, 'after the developer user', both, async ({ pool, providers: [a], developer }) => {
  const [dora, ann] = [developer.user(), a.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
  await pool.unlinkDeveloperIdentity(identity, dora)
  await pool.getOpenIdToken(identity, ann)
  await pool.unlinkIdentity(identity, [ann], [a.key])
  await given(unlinked(pool, ann, identity))
  await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
})

scenario(disabled.lastDeveloperUserRemoved, 'no token', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.unlinkDeveloperIdentity(identity, dora)
  const again = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await given((async () => different(again.identity, identity, 'IdentityId afterwards'))())
  await pool.getOpenIdToken(await pool.getId())
  await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
})

scenario(
  disabled.lastDeveloperUserRemoved,
  'no credentials',
  { developer: true, roles: 'both' },
  async ({ pool, developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.unlinkDeveloperIdentity(identity, dora)
    const again = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given((async () => different(again.identity, identity, 'IdentityId afterwards'))())
    await pool.getCredentialsForIdentity(await pool.getId())
    await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
  },
)

scenario(
  disabled.lastDeveloperUserRemoved,
  'after the public login',
  both,
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await pool.unlinkIdentity(identity, [ann], [a.key])
    await given(unlinked(pool, ann, identity))
    await pool.unlinkDeveloperIdentity(identity, dora)
    await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
  },
)

scenario(disabled.lastLoginRemovedText, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const identity = await removeLastLogin(pool, a.user())
  await worded(pool.getOpenIdToken(identity), `Access to Identity '${identity}' is forbidden.`)
})

scenario(disabled.removedLoginIsNew, 'by GetId', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  await given(holds(pool, await pool.getId(ann), ann))
  const identity = await removeLastLogin(pool, ann)
  await unlinked(pool, ann, identity)
})

scenario(disabled.cannotReturn, 'with a new login', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const ann = a.user()
  const identity = await removeLastLogin(pool, ann)
  await given(unlinked(pool, ann, identity))
  await pool.getOpenIdToken(await pool.getId(), b.user())
  await refused(pool.getOpenIdToken(identity, b.user()), 'NotAuthorizedException')
})

scenario(disabled.cannotReturn, 'with the login removed', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await removeLastLogin(pool, ann)
  await refused(pool.getOpenIdToken(identity, ann.again()), 'NotAuthorizedException')
})

scenario(disabled.cannotReturn, 'with a new developer user', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.unlinkDeveloperIdentity(identity, dora)
  await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity: await pool.getId() })
  const call = pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity })
  await refused(call, 'NotAuthorizedException')
})

scenario(disabled.refusedLoginNotLinked, 'a new one', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const annAtB = b.user()
  const identity = await removeLastLogin(pool, a.user())
  await given(refused(pool.getOpenIdToken(identity, annAtB), 'NotAuthorizedException'))
  await unlinked(pool, annAtB, identity)
})

scenario(disabled.lookupOfRemovedUser, 'the last one', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.lookupDeveloperIdentity({ user: dora })
  await pool.unlinkDeveloperIdentity(identity, dora)
  await refused(pool.lookupDeveloperIdentity({ user: dora }), 'ResourceNotFoundException', 'NotAuthorizedException')
})
