import { equal, scenario } from '../../harness/check/index.ts'
import { claimsOf } from './read.ts'
import { tokens } from './requirements.ts'

const tagsClaim = 'https://aws.amazon.com/tags'

scenario(tokens.principalTags, 'one tag', { developer: true }, async ({ pool, developer }) => {
  const options = { principalTags: { team: 'blue' } }
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], options)
  equal((await claimsOf(token))[tagsClaim], { principal_tags: { team: ['blue'] } }, `token, ${tagsClaim}`)
})

scenario(tokens.principalTags, 'several tags', { developer: true }, async ({ pool, developer }) => {
  const options = { principalTags: { team: 'blue', 'cost center': '12', Team: 'red' } }
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], options)
  const { principal_tags: tags } = ((await claimsOf(token))[tagsClaim] ?? {}) as { principal_tags?: object }
  const sorted = Object.fromEntries(Object.entries(tags ?? {}).toSorted(([one], [two]) => (one < two ? -1 : 1)))
  equal(sorted, { Team: ['red'], 'cost center': ['12'], team: ['blue'] }, `token, ${tagsClaim}`)
})

scenario(tokens.principalTags, 'of a known user', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([dora], { principalTags: { team: 'blue' } })
  equal((await claimsOf(token))[tagsClaim], { principal_tags: { team: ['blue'] } }, `token, ${tagsClaim}`)
})

scenario(tokens.noTagsUnasked, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  equal((await claimsOf(token))[tagsClaim], undefined, `token, ${tagsClaim}`)
})

scenario(tokens.noTagsUnasked, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  equal((await claimsOf(token))[tagsClaim], undefined, `token, ${tagsClaim}`)
})
