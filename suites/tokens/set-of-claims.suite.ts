import { equal, given, judge, matches, observe, sameSet, scenario } from '../../harness/check/index.ts'
import { claimsOf } from './read.ts'
import { tokens } from './requirements.ts'

const poolArnClaim = 'https://cognito-identity.amazonaws.com/identity-pool-arn'

const usual = ['sub', 'aud', 'amr', 'iss', 'exp', 'iat']

scenario(tokens.claims, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const names = Object.keys(await claimsOf(token)).filter((name) => name !== poolArnClaim)
  sameSet(names, usual, 'token, names of the claims')
})

scenario(tokens.claims, 'of a user of a public provider', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const ann = a.user().claiming({ email: 'ann@example.com', nonce: 'n' })
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  const names = Object.keys(await claimsOf(token)).filter((name) => name !== poolArnClaim)
  sameSet(names, usual, 'token, names of the claims')
})

scenario(tokens.claims, 'of a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const names = Object.keys(await claimsOf(token)).filter((name) => name !== poolArnClaim)
  sameSet(names, usual, 'token, names of the claims')
})

scenario(tokens.poolArn, 'of a guest', {}, async ({ pool, region, accountId }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const { [poolArnClaim]: arn } = await claimsOf(token)
  await given((async () => judge(arn !== undefined, 'the claim', 'none', `token, ${poolArnClaim}`))())
  const expected = `^arn:aws[a-z-]*:cognito-identity:${region}:${accountId}:identitypool/${pool.id}$`
  matches(arn, new RegExp(expected), `token, ${poolArnClaim}`)
})

scenario(tokens.poolArnPresent, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const isPresent = poolArnClaim in (await claimsOf(token))
  observe(`the claim ${poolArnClaim} is ${isPresent ? 'present' : 'absent'}`)
})

scenario(tokens.orderOfClaims, 'of a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  observe(`claims in the order ${Object.keys(await claimsOf(token)).join(', ')}`)
})

function sayTheSame(first: Record<string, unknown>, second: Record<string, unknown>): void {
  for (const name of ['sub', 'aud', 'iss']) equal(second[name], first[name], `token, ${name}`)
  // What order the list has may be another one on the next target: no repro can name it.
  const [before, after] = [JSON.stringify(first['amr']), JSON.stringify(second['amr'])]
  judge(after === before, before ?? 'none', after ?? 'none', 'token, amr')
}

scenario(
  tokens.sameClaimsAgain,
  'by another token of the user',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const first = await claimsOf((await pool.getOpenIdToken(identity, ann)).token)
    const second = await claimsOf((await pool.getOpenIdToken(identity, ann.again())).token)
    sayTheSame(first, second)
  },
)

scenario(
  tokens.sameClaimsAgain,
  'by the developer call with another lifetime',
  { developer: true },
  async ({ pool, developer }) => {
    const dora = developer.user()
    const first = await claimsOf((await pool.getOpenIdTokenForDeveloperIdentity([dora])).token)
    const again = await pool.getOpenIdTokenForDeveloperIdentity([dora], { duration: 60 })
    const second = await claimsOf(again.token)
    sayTheSame(first, second)
  },
)
