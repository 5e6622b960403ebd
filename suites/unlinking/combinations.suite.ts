import { observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { inputOf, unlinkOther, unlinkOtherDeveloper } from './arrange.ts'
import { unlinking } from './requirements.ts'

const nobody = '00000000-0000-4000-8000-000000000000'
const one = { publicProviders: 1 } as const
const developer = { developer: true } as const

scenario(unlinking.developerUnknownPool, 'with a known user', developer, async (scene) => {
  const { pool, call, region } = scene
  const dora = scene.developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await unlinkOtherDeveloper(scene)
  const input = { ...inputOf(pool, identity, dora), IdentityPoolId: `${region}:${nobody}` }
  await refused(call('UnlinkDeveloperIdentity', input), 'ResourceNotFoundException')
})

scenario(unlinking.developerOtherPool, 'a user of both', { ...developer, pools: 2 }, async (scene) => {
  const { pool, otherPool } = scene
  const dora = scene.developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await otherPool.getOpenIdTokenForDeveloperIdentity([dora])
  await unlinkOtherDeveloper(scene)
  const call = otherPool.unlinkDeveloperIdentity(identity, dora)
  await refused(call, 'ResourceNotFoundException', 'ResourceConflictException')
})

scenario(unlinking.twice, 'by UnlinkDeveloperIdentity', { ...developer, ...one }, async (scene) => {
  const { pool, providers } = scene
  const dora = scene.developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, providers[0].user()])
  await pool.unlinkDeveloperIdentity(identity, dora)
  observe((await outcome(pool.unlinkDeveloperIdentity(identity, dora))).text)
})

scenario(unlinking.twice, 'by UnlinkIdentity', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann, b.user())
  await pool.unlinkIdentity(identity, [ann], [b.key])
  observe((await outcome(pool.unlinkIdentity(identity, [ann], [b.key]))).text)
})

for (const [title, names] of [
  ['no name', () => []],
  ['one name twice', (key: string) => [key, key]],
] as const) {
  scenario(unlinking.nothingToRemove, title, one, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await unlinkOther(pool, a.user())
    observe((await outcome(pool.unlinkIdentity(identity, [ann], names(a.key)))).text)
  })
}

scenario(unlinking.ofGuest, 'by UnlinkIdentity', one, async ({ pool, providers: [a] }) => {
  observe((await outcome(pool.unlinkIdentity(await pool.getId(), [a.user()], [a.key]))).text)
})

scenario(unlinking.ofGuest, 'by UnlinkDeveloperIdentity', developer, async (scene) => {
  const dora = scene.developer.user()
  await scene.pool.getOpenIdTokenForDeveloperIdentity([dora])
  observe((await outcome(scene.pool.unlinkDeveloperIdentity(await scene.pool.getId(), dora))).text)
})
