import { observe, outcome, scenario } from '../../harness/check/index.ts'
import { mergeDevelopers, mergeGuest, mergeGuestForCredentials, removeLastLogin, tell } from './arrange.ts'
import { disabled } from './requirements.ts'

const needs = { publicProviders: 1 } as const
const withRoles = { publicProviders: 1, roles: 'both' } as const

scenario(disabled.withLoginOfSurvivor, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const merged = await mergeGuest(pool, ann)
  observe(tell(await outcome(pool.getOpenIdToken(merged.loser, ann.again())), merged))
})

scenario(disabled.withLoginOfSurvivor, 'by GetCredentialsForIdentity', withRoles, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const merged = await mergeGuestForCredentials(pool, ann)
  observe(tell(await outcome(pool.getCredentialsForIdentity(merged.loser, ann.again())), merged))
})

scenario(
  disabled.withLoginOfSurvivor,
  'beside a new one',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const ann = a.user()
    const merged = await mergeGuest(pool, ann)
    observe(tell(await outcome(pool.getOpenIdToken(merged.loser, ann.again(), b.user())), merged))
  },
)

scenario(disabled.withForeignLogin, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const merged = await mergeGuest(pool, a.user())
  observe(tell(await outcome(pool.getOpenIdToken(merged.loser, a.user())), merged))
})

scenario(disabled.developerCall, 'after an explicit merge', { developer: true }, async (scene) => {
  const dora = scene.developer.user()
  const merged = await mergeDevelopers(scene, dora)
  const call = scene.pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: merged.loser })
  observe(tell(await outcome(call), merged))
})

scenario(disabled.unlinked, 'with a login of the survivor', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const merged = await mergeGuest(pool, ann)
  const { text } = await outcome(pool.unlinkIdentity(merged.loser, [ann], [a.key]))
  const isLinked = (await pool.getId(ann)) === merged.owner
  observe(`${text.replaceAll(merged.loser, '<identity>')}; the login is ${isLinked ? 'still' : 'no longer'} linked`)
})

scenario(disabled.deleted, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const { loser } = await mergeGuest(pool, a.user())
  const result = await outcome(pool.deleteIdentities(loser))
  observe(
    result.accepted ? `accepted, unprocessed ${result.output.map(({ code }) => code).join() || 'none'}` : result.text,
  )
})

scenario(disabled.described, 'a guest that lost a merge', needs, async ({ pool, providers: [a], call }) => {
  const { loser } = await mergeGuest(pool, a.user())
  observe(loginsTold(await outcome(call('DescribeIdentity', { IdentityId: loser })), loser))
})

scenario(disabled.described, 'one whose last login was removed', needs, async ({ pool, providers: [a], call }) => {
  const loser = await removeLastLogin(pool, a.user())
  observe(loginsTold(await outcome(call('DescribeIdentity', { IdentityId: loser })), loser))
})

scenario(
  disabled.listedLogins,
  'a guest that lost a merge',
  { ...needs, own: true },
  async ({ pool, providers: [a] }) => {
    const { loser } = await mergeGuest(pool, a.user())
    const found = (await pool.listIdentities()).find((item) => item.identity === loser)
    observe(found === undefined ? 'not listed' : `Logins ${JSON.stringify(found.logins)}`)
  },
)

scenario(disabled.lookedUp, 'after an explicit merge', { developer: true }, async (scene) => {
  const { loser } = await mergeDevelopers(scene)
  const result = await outcome(scene.pool.lookupDeveloperIdentity({ identity: loser }))
  observe(result.accepted ? `${result.output.identifiers.length} identifiers` : tell(result, { loser }))
})

function loginsTold(
  result: { accepted: true; output: { Logins?: string[] | undefined } } | { accepted: false; text: string },
  identity: string,
): string {
  if (!result.accepted) return result.text.replaceAll(identity, '<identity>')
  return `accepted, Logins ${JSON.stringify(result.output.Logins ?? 'absent')}`
}
