import { accepted, given, holds, refused, scenario, trusting } from '../../harness/check/index.ts'
import { update } from './arrange.ts'
import { pools } from './requirements.ts'

scenario(pools.guestsSwitched, 'on', { own: true, guests: false }, async (scene) => {
  await given(refused(scene.pool.getId(), 'NotAuthorizedException'))
  await update(scene)
  await accepted(scene.pool.getId())
})

scenario(pools.providerRemoved, 'one of two', { own: true, publicProviders: 2 }, async (scene) => {
  const [a, b] = scene.providers
  const [ann, bob] = [a.user(), b.user()]
  const identity = await scene.pool.getId(ann)
  await scene.pool.getId(bob)
  await update(scene, trusting([a]))
  await refused(scene.pool.getId(bob.again()), 'NotAuthorizedException', 'InvalidParameterException')
  await given(holds(scene.pool, identity, ann))
})

scenario(pools.providerAdded, 'beside another', { own: true, publicProviders: 2 }, async (scene) => {
  const [a, b] = scene.providers
  await update(scene, trusting([a]))
  const bob = b.user()
  await given(refused(scene.pool.getId(bob), 'NotAuthorizedException', 'InvalidParameterException'))
  await update(scene, trusting([a, b]))
  const identity = await accepted(scene.pool.getId(bob))
  await holds(scene.pool, identity, bob)
})

scenario(pools.clientChanged, 'of a user pool', { own: true }, async (scene) => {
  const userPool = await scene.userPool()
  const ann = await userPool.user()
  const ProviderName = userPool.key
  await update(scene, { CognitoIdentityProviders: [{ ProviderName, ClientId: userPool.trust.clientId }] })
  await scene.pool.getId(ann)
  await update(scene, { CognitoIdentityProviders: [{ ProviderName, ClientId: await userPool.otherClientId() }] })
  await refused(scene.pool.getId(ann.again()), 'NotAuthorizedException')
})

scenario(pools.classicFlowSwitched, 'for a guest', { own: true, classicFlow: false }, async (scene) => {
  const guest = await scene.pool.getId()
  await given(refused(scene.pool.getOpenIdToken(guest), 'InvalidParameterException'))
  await update(scene, { AllowClassicFlow: true })
  await accepted(scene.pool.getOpenIdToken(guest))
})
