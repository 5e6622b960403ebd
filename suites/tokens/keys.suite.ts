import { equal, judge, matches, observe, scenario, wire } from '../../harness/check/index.ts'
import { publishedDocument, publishedKeys, signedByPublishedKey } from './keys.ts'
import { claimsOf } from './read.ts'
import { tokens } from './requirements.ts'

scenario(tokens.signatureFits, 'of a guest', {}, async (scene) => {
  const { pool } = scene
  const { token } = await pool.getOpenIdToken(await pool.getId())
  await signedByPublishedKey(scene, token)
})

scenario(tokens.signatureFits, 'of a user of a public provider', { publicProviders: 1 }, async (scene) => {
  const { pool, providers } = scene
  const ann = providers[0].user()
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  await signedByPublishedKey(scene, token)
})

scenario(tokens.signatureFits, 'of a developer user', { developer: true }, async (scene) => {
  const { pool, developer } = scene
  const options = { duration: 3600, principalTags: { team: 'blue' } }
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], options)
  await signedByPublishedKey(scene, token)
})

wire(tokens.keySet, 'members of each key', {}, async (scene) => {
  for (const { kty, use, kid, alg, n, e } of await publishedKeys(scene)) {
    equal([kty, use], ['RSA', 'sig'], `key ${kid}, kty and use`)
    const isComplete = [kid, alg, n, e].every((member) => typeof member === 'string' && member !== '')
    judge(isComplete, 'kid, alg, n and e', JSON.stringify({ kid, alg, n, e }), `key ${kid}`)
  }
})

wire(tokens.keySetCaching, 'cache-control', {}, async (scene) => {
  const { headers } = await publishedDocument(scene, 'jwks_uri')
  matches(headers['cache-control'], /max-age=2592000\b/, 'key set, cache-control')
})

wire(tokens.keyEncoding, 'modulus', {}, async (scene) => {
  const moduli = (await publishedKeys(scene)).map((key) => key.n ?? '')
  observe(`moduli in ${moduli.some((modulus) => /[+/=]/.test(modulus)) ? 'base64' : 'base64url'}`)
})

wire(tokens.discovery, 'issuer and key set', {}, async (scene) => {
  const { pool } = scene
  const { iss } = await claimsOf((await pool.getOpenIdToken(await pool.getId())).token)
  const { content } = await publishedDocument(scene, 'openid-configuration')
  const { issuer } = content
  const shown = typeof issuer === 'string' ? issuer : (JSON.stringify(issuer) ?? 'none')
  judge(issuer === iss, String(iss), shown, 'discovery document, issuer as the token says it')
  matches(content['jwks_uri'], /^https?:[/][/]./, 'discovery document, jwks_uri')
})
