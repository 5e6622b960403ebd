import { accepted, equal, given, holdsDeveloper, observe, outcome, scenario } from '../../harness/check/index.ts'
import { describe, update } from './arrange.ts'
import { pools } from './requirements.ts'

const needs = { own: true, developer: true } as const
const at = 'DescribeIdentityPool answer, DeveloperProviderName'

scenario(pools.developerProviderKept, 'by DescribeIdentityPool', needs, async (scene) => {
  await update(scene, { IdentityPoolName: `${scene.pool.name} renamed` })
  equal((await describe(scene, scene.pool.id)).DeveloperProviderName, scene.developer.key, at)
})

scenario(pools.developerProviderKept, 'by a user of it', needs, async (scene) => {
  const { pool, developer } = scene
  const user = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([user])
  await given(holdsDeveloper(pool, identity, user))
  await update(scene)
  await holdsDeveloper(pool, identity, user)
})

scenario(pools.developerProviderFixed, 'another name', needs, async (scene) => {
  await outcome(update(scene, { DeveloperProviderName: 'login.another.example' }))
  equal((await describe(scene, scene.pool.id)).DeveloperProviderName, scene.developer.key, at)
})

scenario(pools.developerProviderChange, 'another name', needs, async (scene) => {
  const { text } = await outcome(update(scene, { DeveloperProviderName: 'login.another.example' }))
  observe(`another DeveloperProviderName: ${text}`)
})

scenario(pools.sameDeveloperProvider, 'with another name of the pool', needs, async (scene) => {
  const DeveloperProviderName = scene.developer.key
  await accepted(update(scene, { DeveloperProviderName, IdentityPoolName: `${scene.pool.name} renamed` }))
})

scenario(pools.developerProviderLater, 'and its users sign in', { own: true }, async (scene) => {
  const { pool, developer } = scene
  await update(scene, { DeveloperProviderName: developer.key })
  await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()]))
})
