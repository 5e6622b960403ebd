import { matches, oneOf, sameSet, scenario } from '../../harness/check/index.ts'
import { headerOf } from './read.ts'
import { tokens } from './requirements.ts'

const seen = ['JWS with RS512', 'JWT with RS256']

scenario(tokens.header, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const { typ, alg } = await headerOf(token)
  oneOf(`${typ} with ${alg}`, seen, 'token, header, typ and alg')
})

scenario(tokens.header, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const { typ, alg } = await headerOf(token)
  oneOf(`${typ} with ${alg}`, seen, 'token, header, typ and alg')
})

scenario(tokens.headerMembers, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  sameSet(Object.keys(await headerOf(token)), ['kid', 'typ', 'alg'], 'token, header, names of the members')
})

scenario(tokens.keyId, 'of a guest', {}, async ({ pool, region }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  matches((await headerOf(token)).kid, new RegExp(`^${region}-?\\d+$`), 'token, header, kid')
})

scenario(tokens.keyId, 'of a developer user', { developer: true }, async ({ pool, developer, region }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  matches((await headerOf(token)).kid, new RegExp(`^${region}-?\\d+$`), 'token, header, kid')
})
