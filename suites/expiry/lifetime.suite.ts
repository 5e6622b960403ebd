import fc from 'fast-check'
import { accepted, between, equal, property, scenario } from '../../harness/check/index.ts'
import { lifetimeOf, timesOf } from './read.ts'
import { expiry } from './requirements.ts'

scenario(expiry.tokenLifetime, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  equal(await lifetimeOf(token), 600, 'token, exp - iat, seconds')
})

scenario(
  expiry.tokenLifetime,
  'of a user of a public provider',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    equal(await lifetimeOf(token), 600, 'token, exp - iat, seconds')
  },
)

scenario(expiry.developerTokenLifetime, 'of a new user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  equal(await lifetimeOf(token), 900, 'token, exp - iat, seconds')
})

scenario(
  expiry.developerTokenLifetime,
  'of a known user who had a longer one before',
  { developer: true },
  async ({ pool, developer }) => {
    const dora = developer.user()
    await pool.getOpenIdTokenForDeveloperIdentity([dora], { duration: 3600 })
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    equal(await lifetimeOf(token), 900, 'token, exp - iat, seconds')
  },
)

for (const duration of [1, 60, 899, 901, 3600, 86_400]) {
  scenario(expiry.tokenDuration, `${duration} seconds`, { developer: true }, async ({ pool, developer }) => {
    const answer = await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration }))
    equal(await lifetimeOf(answer.token), duration, 'token, exp - iat, seconds')
  })
}

property(
  expiry.tokenDuration,
  'any number of seconds',
  { developer: true },
  fc.integer({ min: 1, max: 86_400 }),
  async (duration, { pool, developer }) => {
    const answer = await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration }))
    equal(await lifetimeOf(answer.token), duration, 'token, exp - iat, seconds')
  },
)

scenario(expiry.startsNow, 'of a guest', {}, async ({ pool, time }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const age = Math.floor(time.now() / 1000) - (await timesOf(token)).iat
  between(age, -300, 300, 'token, seconds since iat')
})

scenario(expiry.startsNow, 'of a developer user', { developer: true }, async ({ pool, developer, time }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 86_400 })
  const age = Math.floor(time.now() / 1000) - (await timesOf(token)).iat
  between(age, -300, 300, 'token, seconds since iat')
})
