import { between, equal, judge, matches, oneOf, scenario } from '../../harness/check/index.ts'
import { claimsOf, flawOf, headerOf } from './read.ts'
import { tokens } from './requirements.ts'

scenario(tokens.isJwt, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  judge(flawOf(token) === undefined, 'a JWT', flawOf(token) ?? '', 'GetOpenIdToken answer, Token')
  matches((await headerOf(token)).alg, /^(RS|PS|ES)(256|384|512)$/, 'Token, header, alg')
})

scenario(tokens.isJwt, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  judge(flawOf(token) === undefined, 'a JWT', flawOf(token) ?? '', 'GetOpenIdTokenForDeveloperIdentity answer, Token')
  matches((await headerOf(token)).alg, /^(RS|PS|ES)(256|384|512)$/, 'Token, header, alg')
})

scenario(tokens.subjectIsIdentity, 'of a guest', {}, async ({ pool }) => {
  const guest = await pool.getId()
  const { token } = await pool.getOpenIdToken(guest)
  equal((await claimsOf(token)).sub, guest, 'token, sub')
})

scenario(
  tokens.subjectIsIdentity,
  'of a user of a public provider',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const { token } = await pool.getOpenIdToken(identity, ann.again())
    equal((await claimsOf(token)).sub, identity, 'token, sub')
  },
)

scenario(tokens.subjectIsIdentity, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  equal((await claimsOf(token)).sub, identity, 'token, sub')
})

scenario(
  tokens.subjectIsIdentity,
  'after a merge, where the answer may name another identity than the call',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    const { identity, token } = await pool.getOpenIdToken(await pool.getId(), ann)
    equal((await claimsOf(token)).sub, identity, 'token, sub')
  },
)

scenario(tokens.audienceIsPool, 'of guests of two pools', { pools: 2 }, async ({ pool, otherPool }) => {
  for (const each of [pool, otherPool]) {
    const { token } = await each.getOpenIdToken(await each.getId())
    equal((await claimsOf(token)).aud, each.id, 'token, aud')
  }
})

scenario(
  tokens.audienceIsPool,
  'of a user of a public provider',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    equal((await claimsOf(token)).aud, pool.id, 'token, aud')
  },
)

scenario(tokens.audienceIsPool, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  equal((await claimsOf(token)).aud, pool.id, 'token, aud')
})

/** Regions that are enabled by default share one issuer. */
const ordinaryRegions =
  /^(us-(east|west)-[12]|ap-south-1|ap-northeast-[123]|ap-southeast-[12]|ca-central-1|eu-central-1|eu-west-[123]|eu-north-1|sa-east-1)$/

function issuersOf(region: string): string[] {
  if (ordinaryRegions.test(region)) return ['https://cognito-identity.amazonaws.com']
  const regional = `https://cognito-identity.${region}.amazonaws.com`
  return region.startsWith('cn-') ? [`${regional}.cn`] : [regional]
}

scenario(tokens.issuer, 'of a guest', {}, async ({ pool, region }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  oneOf((await claimsOf(token)).iss, issuersOf(region), 'token, iss')
})

scenario(tokens.issuer, 'of a developer user', { developer: true }, async ({ pool, developer, region }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  oneOf((await claimsOf(token)).iss, issuersOf(region), 'token, iss')
})

scenario(tokens.integerTimes, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const { iat = NaN, exp = NaN } = await claimsOf(token)
  judge(Number.isInteger(iat) && Number.isInteger(exp), 'two integers', `${iat} and ${exp}`, 'token, iat and exp')
  between(exp, iat + 1, Number.MAX_SAFE_INTEGER, 'token, exp, seconds')
})

scenario(tokens.integerTimes, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 1 })
  const { iat = NaN, exp = NaN } = await claimsOf(token)
  judge(Number.isInteger(iat) && Number.isInteger(exp), 'two integers', `${iat} and ${exp}`, 'token, iat and exp')
  between(exp, iat + 1, Number.MAX_SAFE_INTEGER, 'token, exp, seconds')
})
