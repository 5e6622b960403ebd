import { accepted, refused, roleMappingKey, scenario, trusting, worded } from '../../harness/check/index.ts'
import { basicFlow } from './requirements.ts'

const mapping = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } as const

scenario(basicFlow.unsetAllows, 'for a guest', {}, async ({ pool }) => {
  await accepted(pool.getOpenIdToken(await pool.getId()))
})

scenario(basicFlow.trueAllows, 'for a guest', { classicFlow: true }, async ({ pool }) => {
  await accepted(pool.getOpenIdToken(await pool.getId()))
})

scenario(basicFlow.falseForbids, 'for a guest', { own: true, classicFlow: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await call('UpdateIdentityPool', without(pool))
  await refused(pool.getOpenIdToken(guest), 'InvalidParameterException')
})

scenario(
  basicFlow.falseForbids,
  'from the start, for a login',
  { classicFlow: false, publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await refused(pool.getOpenIdToken(identity, ann), 'InvalidParameterException')
  },
)

scenario(basicFlow.falseForbidsText, 'for a guest', { classicFlow: false }, async ({ pool }) => {
  const call = pool.getOpenIdToken(await pool.getId())
  await worded(call, 'Basic (classic) flow is not enabled, please use enhanced flow.')
})

scenario(
  basicFlow.roleMappingsForbid,
  'for a guest',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const guest = await pool.getId()
    await pool.getOpenIdToken(guest)
    await call('SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: pool.roles,
      RoleMappings: { [roleMappingKey(a)]: mapping },
    })
    await refused(pool.getOpenIdToken(guest), 'InvalidParameterException')
  },
)

scenario(
  basicFlow.roleMappingsForbid,
  'for a login',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await call('SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: pool.roles,
      RoleMappings: { [roleMappingKey(a)]: mapping },
    })
    await refused(pool.getOpenIdToken(identity, ann), 'InvalidParameterException')
  },
)

scenario(
  basicFlow.roleMappingsForbidText,
  'for a guest',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const guest = await pool.getId()
    await call('SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: pool.roles,
      RoleMappings: { [roleMappingKey(a)]: mapping },
    })
    const refusal = pool.getOpenIdToken(guest)
    await worded(refusal, 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.')
  },
)

scenario(
  basicFlow.flowComesFirst,
  'both forbidden',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const guest = await pool.getId()
    await pool.getOpenIdToken(guest)
    await call('SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: pool.roles,
      RoleMappings: { [roleMappingKey(a)]: mapping },
    })
    const closed = { ...without(pool), AllowClassicFlow: true, AllowUnauthenticatedIdentities: false }
    await call('UpdateIdentityPool', { ...closed, ...trusting([a]) })
    await refused(pool.getOpenIdToken(guest), 'InvalidParameterException')
  },
)

scenario(basicFlow.noRolesNeeded, 'for a login', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  await accepted(pool.getOpenIdToken(await pool.getId(ann), ann))
})

scenario(basicFlow.rolesDoNotForbid, 'for a guest', { roles: 'both' }, async ({ pool }) => {
  await accepted(pool.getOpenIdToken(await pool.getId()))
})

scenario(
  basicFlow.developerTokenUnaffected,
  'AllowClassicFlow false',
  { classicFlow: false, developer: true },
  async ({ pool, developer }) => {
    await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()]))
  },
)

const without = ({ id, name }: { id: string; name: string }) => ({
  IdentityPoolId: id,
  IdentityPoolName: name,
  AllowUnauthenticatedIdentities: true,
  AllowClassicFlow: false,
})
