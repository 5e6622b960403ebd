import { observe, outcome, refused, scenario, worded } from '../../harness/check/index.ts'
import { credentials } from './requirements.ts'

scenario(
  credentials.loginsRequired,
  'an identity with a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
  },
)

scenario(
  credentials.loginsRequired,
  'an identity of a developer user',
  { developer: true, roles: 'both' },
  async ({ pool, developer }) => {
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await pool.getCredentialsForIdentity(await pool.getId())
    await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
  },
)

scenario(
  credentials.loginsRequiredText,
  'an identity with a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const identity = await pool.getId(a.user())
    await worded(pool.getCredentialsForIdentity(identity), `Access to Identity '${identity}' is forbidden.`)
  },
)

scenario(
  credentials.foreignLogin,
  'of another user',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const [ann, bob] = [a.user(), a.user()]
    const identity = await pool.getId(ann)
    await pool.getId(bob)
    await pool.getCredentialsForIdentity(identity, ann)
    await refused(pool.getCredentialsForIdentity(identity, bob), 'NotAuthorizedException')
  },
)

scenario(
  credentials.foreignLoginText,
  'of another user',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const identity = await pool.getId(a.user())
    await worded(
      pool.getCredentialsForIdentity(identity, a.user()),
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    )
  },
)

scenario(credentials.unknownIdentity, 'one that never was', { roles: 'both' }, async ({ pool, region }) => {
  await pool.getCredentialsForIdentity(await pool.getId())
  await refused(pool.getCredentialsForIdentity(`${region}:1234-5678`), 'ResourceNotFoundException')
})

scenario(credentials.unknownIdentity, 'one that was deleted', { roles: 'both' }, async ({ pool }) => {
  const guest = await pool.getId()
  await pool.getCredentialsForIdentity(guest)
  await pool.deleteIdentities(guest)
  await refused(pool.getCredentialsForIdentity(guest), 'ResourceNotFoundException')
})

scenario(credentials.unknownIdentityText, 'one that never was', { roles: 'both' }, async ({ pool, region }) => {
  const identity = `${region}:00000000-0000-4000-8000-000000000000`
  await worded(pool.getCredentialsForIdentity(identity), `Identity '${identity}' not found.`)
})

scenario(credentials.malformedIdentity, 'no colon', { roles: 'both' }, async ({ pool }) => {
  await pool.getCredentialsForIdentity(await pool.getId())
  await refused(pool.getCredentialsForIdentity('invalidid'), 'ValidationException', 'InvalidParameterException')
})

scenario(
  credentials.guestOfClosedPool,
  'closed by UpdateIdentityPool',
  { own: true, roles: 'both' },
  async ({ pool, call }) => {
    const guest = await pool.getId()
    await pool.getCredentialsForIdentity(guest)
    await call('UpdateIdentityPool', closed(pool))
    observe((await outcome(pool.getCredentialsForIdentity(guest))).text)
  },
)

const closed = ({ id, name }: { id: string; name: string }) => ({
  IdentityPoolId: id,
  IdentityPoolName: name,
  AllowUnauthenticatedIdentities: false,
})

scenario(credentials.customRoleOfGuest, 'the authenticated role', { roles: 'both' }, async ({ pool, call }) => {
  const IdentityId = await pool.getId()
  await pool.getCredentialsForIdentity(IdentityId)
  const CustomRoleArn = pool.roles.authenticated
  observe((await outcome(call('GetCredentialsForIdentity', { IdentityId, CustomRoleArn }))).text)
})

scenario(
  credentials.customRoleNotAllowed,
  'a role of nobody',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call, accountId }) => {
    const ann = a.user()
    const input = { IdentityId: await pool.getId(ann), Logins: { [a.key]: await ann.value() } }
    await call('GetCredentialsForIdentity', input)
    const CustomRoleArn = `arn:aws:iam::${accountId}:role/role-of-nobody`
    observe((await outcome(call('GetCredentialsForIdentity', { ...input, CustomRoleArn }))).text)
  },
)
