import { accepted, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { logins } from './requirements.ts'

type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
const needs = { own: true, roles: 'both' } as const

/** A user of a user pool, with an identity in the pool, which looks after its users there or does not. */
async function signIn({ pool, call, userPool }: Scene, ServerSideTokenCheck: boolean) {
  const owned = await userPool()
  const ann = await owned.user()
  await call('UpdateIdentityPool', {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [{ ProviderName: owned.key, ClientId: owned.trust.clientId, ServerSideTokenCheck }],
  })
  return { ann, identity: await pool.getId(ann) }
}

for (const leave of ['signOutGlobally', 'remove'] as const) {
  const how = leave === 'remove' ? 'deleted' : 'signed out'

  scenario(logins.serverSideTokenCheck, `${how}, no credentials`, needs, async (scene) => {
    const { ann, identity } = await signIn(scene, true)
    await scene.pool.getCredentialsForIdentity(identity, ann)
    await ann[leave]()
    await refused(scene.pool.getCredentialsForIdentity(identity, ann), 'NotAuthorizedException')
  })

  scenario(logins.serverSideTokenCheck, `${how}, no token`, needs, async (scene) => {
    const { ann, identity } = await signIn(scene, true)
    await scene.pool.getOpenIdToken(identity, ann)
    await ann[leave]()
    await refused(scene.pool.getOpenIdToken(identity, ann), 'NotAuthorizedException')
  })

  scenario(logins.noServerSideTokenCheck, how, needs, async (scene) => {
    const { ann, identity } = await signIn(scene, false)
    await ann[leave]()
    await accepted(scene.pool.getCredentialsForIdentity(identity, ann))
  })

  scenario(logins.serverSideTokenCheckText, how, needs, async (scene) => {
    const { ann, identity } = await signIn(scene, true)
    await ann[leave]()
    observe((await outcome(scene.pool.getOpenIdToken(identity, ann))).text)
  })
}
