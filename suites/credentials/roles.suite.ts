import { accepted, refused, scenario, worded } from '../../harness/check/index.ts'
import { credentials } from './requirements.ts'

const code = 'InvalidIdentityPoolConfigurationException'

scenario(credentials.noRole, 'for a guest, no role at all', { own: true, roles: 'both' }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.getCredentialsForIdentity(guest)
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles: {} })
  await refused(pool.getCredentialsForIdentity(guest), code)
})

scenario(
  credentials.noRole,
  'for a guest, a role for logins only',
  { own: true, roles: 'both' },
  async ({ pool, call }) => {
    const guest = await pool.getId()
    await pool.getCredentialsForIdentity(guest)
    await call('SetIdentityPoolRoles', {
      IdentityPoolId: pool.id,
      Roles: { authenticated: pool.roles.authenticated ?? '' },
    })
    await refused(pool.getCredentialsForIdentity(guest), code)
  },
)

scenario(
  credentials.noRole,
  'for a login, a role for guests only',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    const Roles = { unauthenticated: pool.roles.unauthenticated ?? '' }
    await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles })
    await refused(pool.getCredentialsForIdentity(identity, ann), code)
  },
)

scenario(credentials.noRole, 'in a fresh pool', {}, async ({ pool }) => {
  await refused(pool.getCredentialsForIdentity(await pool.getId()), code)
})

scenario(credentials.noRoleText, 'in a fresh pool', {}, async ({ pool }) => {
  await worded(
    pool.getCredentialsForIdentity(await pool.getId()),
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  )
})

scenario(credentials.noRoleNeededForGetId, 'for a guest', {}, async ({ pool }) => {
  await accepted(pool.getId())
})

scenario(
  credentials.untrustingRole,
  'the role of logins given to guests',
  { own: true, roles: 'both' },
  async ({ pool, call, needsIam }) => {
    needsIam()
    const guest = await pool.getId()
    await pool.getCredentialsForIdentity(guest)
    const Roles = { unauthenticated: pool.roles.authenticated ?? '' }
    await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles })
    await refused(pool.getCredentialsForIdentity(guest), code)
  },
)

scenario(
  credentials.untrustingRole,
  'the role of another pool',
  { own: true, roles: 'both', pools: 2 },
  async ({ pool, otherPool, call, needsIam }) => {
    needsIam()
    const guest = await pool.getId()
    await pool.getCredentialsForIdentity(guest)
    const Roles = { unauthenticated: otherPool.roles.unauthenticated ?? '' }
    await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles })
    await refused(pool.getCredentialsForIdentity(guest), code)
  },
)

for (const classicFlow of [true, false]) {
  scenario(
    credentials.classicFlowIrrelevant,
    `AllowClassicFlow ${classicFlow}`,
    { own: true, classicFlow, publicProviders: 1, roles: 'both' },
    async ({ pool, providers: [a] }) => {
      const ann = a.user()
      await accepted(pool.getCredentialsForIdentity(await pool.getId(ann), ann))
    },
  )
}
