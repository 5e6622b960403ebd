import { accepted, equal, given, holds, refused, scenario, worded } from '../../harness/check/index.ts'
import { mergeDevelopers, mergeGuest, mergeGuestForCredentials } from './arrange.ts'
import { disabled } from './requirements.ts'

const needs = { publicProviders: 1 } as const
const withRoles = { publicProviders: 1, roles: 'both' } as const

scenario(disabled.noGuestToken, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const { loser } = await mergeGuest(pool, a.user())
  await refused(pool.getOpenIdToken(loser), 'NotAuthorizedException')
})

scenario(
  disabled.noGuestToken,
  'after the survivor got another login',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const ann = a.user()
    const { owner, loser } = await mergeGuest(pool, ann)
    await pool.getOpenIdToken(owner, ann, b.user())
    await refused(pool.getOpenIdToken(loser), 'NotAuthorizedException')
  },
)

scenario(disabled.noGuestToken, 'a developer identity that lost a merge', { developer: true }, async (scene) => {
  const { loser } = await mergeDevelopers(scene)
  await scene.pool.getOpenIdToken(await scene.pool.getId())
  await refused(scene.pool.getOpenIdToken(loser), 'NotAuthorizedException')
})

scenario(disabled.noGuestCredentials, 'a guest that lost a merge', withRoles, async ({ pool, providers: [a] }) => {
  const { loser } = await mergeGuestForCredentials(pool, a.user())
  await refused(pool.getCredentialsForIdentity(loser), 'NotAuthorizedException')
})

scenario(
  disabled.noGuestCredentials,
  'a developer identity that lost a merge',
  { developer: true, roles: 'both' },
  async (scene) => {
    const { loser } = await mergeDevelopers(scene)
    await scene.pool.getCredentialsForIdentity(await scene.pool.getId())
    await refused(scene.pool.getCredentialsForIdentity(loser), 'NotAuthorizedException')
  },
)

scenario(disabled.refusalText, 'by GetCredentialsForIdentity', withRoles, async ({ pool, providers: [a] }) => {
  const { loser } = await mergeGuestForCredentials(pool, a.user())
  await worded(pool.getCredentialsForIdentity(loser), `Access to Identity '${loser}' is forbidden.`)
})

scenario(disabled.refusalText, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const { loser } = await mergeGuest(pool, a.user())
  await worded(pool.getOpenIdToken(loser), `Access to Identity '${loser}' is forbidden.`)
})

scenario(disabled.neverReturned, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  await given(holds(pool, await pool.getId(ann), ann))
  const { owner } = await mergeGuest(pool, ann)
  await holds(pool, owner, ann)
})

scenario(disabled.lookupFindsSurvivor, 'after an explicit merge', { developer: true }, async (scene) => {
  const { pool, developer } = scene
  const dora = developer.user()
  const { identity: before } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const lookup = async () =>
    equal((await accepted(pool.lookupDeveloperIdentity({ user: dora }))).identity, before, 'IdentityId before')
  await given(lookup())
  const { owner } = await mergeDevelopers(scene, dora)
  const { identity } = await accepted(pool.lookupDeveloperIdentity({ user: dora }))
  equal(identity, owner, 'LookupDeveloperIdentity answer, IdentityId')
})
