import { accepted, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { describe } from './arrange.ts'
import { pools } from './requirements.ts'

const code = 'ResourceNotFoundException'

scenario(pools.delete, 'beside another', { own: true }, async ({ pool, call, createPool }) => {
  const { IdentityPoolId } = await createPool()
  await describe({ call }, IdentityPoolId)
  await accepted(call('DeleteIdentityPool', { IdentityPoolId }))
  await refused(describe({ call }, IdentityPoolId), code)
  await accepted(describe({ call }, pool.id))
})

scenario(pools.deleteIdentities, 'a guest of before', { own: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
  await refused(pool.getOpenIdToken(guest), code, 'NotAuthorizedException')
})

scenario(
  pools.deleteIdentities,
  'a login of before',
  { own: true, publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
    await refused(pool.getCredentialsForIdentity(identity, ann.again()), code, 'NotAuthorizedException')
  },
)

scenario(pools.deleteIdentities, 'seen by DescribeIdentity', { own: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.describeIdentity(guest)
  await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
  await refused(pool.describeIdentity(guest), code, 'NotAuthorizedException')
})

scenario(pools.identityOfDeletedPool, 'a guest', { own: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
  observe(`GetOpenIdToken: ${(await outcome(pool.getOpenIdToken(guest))).text}`)
  observe(`DescribeIdentity: ${(await outcome(pool.describeIdentity(guest))).text}`)
})
