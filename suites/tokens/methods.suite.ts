import { equal, given, holds, holdsDeveloper, judge, observe, scenario, trustedAs } from '../../harness/check/index.ts'
import { claimsOf } from './read.ts'
import { tokens } from './requirements.ts'

function authenticated(amr: readonly string[]): void {
  const ok = amr.includes('authenticated') && !amr.includes('unauthenticated')
  judge(ok, '"authenticated" without "unauthenticated"', amr.join(', '), 'token, amr')
}

function names(amr: readonly string[], ...providers: { key: string }[]): void {
  for (const { key } of providers) {
    judge(amr.includes(key), key, amr.join(', '), 'token, amr', { is: 'containing', got: amr, values: [key] })
  }
}

scenario(tokens.guestIsUnauthenticated, 'a guest', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  equal((await claimsOf(token)).amr, ['unauthenticated'], 'token, amr')
})

scenario(
  tokens.guestIsUnauthenticated,
  'a guest of a pool with providers',
  { publicProviders: 1, developer: true },
  async ({ pool }) => {
    const { token } = await pool.getOpenIdToken(await pool.getId())
    equal((await claimsOf(token)).amr, ['unauthenticated'], 'token, amr')
  },
)

scenario(
  tokens.userIsAuthenticated,
  'a user of a public provider',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    authenticated((await claimsOf(token)).amr)
  },
)

scenario(tokens.userIsAuthenticated, 'a developer user', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  authenticated((await claimsOf(token)).amr)
})

scenario(
  tokens.userIsAuthenticated,
  'a guest who logs in',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const guest = await pool.getId()
    const before = await claimsOf((await pool.getOpenIdToken(guest)).token)
    await given((async () => equal(before.amr, ['unauthenticated'], 'token, amr'))())
    const { token } = await pool.getOpenIdToken(guest, a.user())
    authenticated((await claimsOf(token)).amr)
  },
)

scenario(
  tokens.userIsAuthenticated,
  'a guest who becomes a developer user',
  { developer: true },
  async ({ pool, developer }) => {
    const guest = await pool.getId()
    const before = await claimsOf((await pool.getOpenIdToken(guest)).token)
    await given((async () => equal(before.amr, ['unauthenticated'], 'token, amr'))())
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity: guest })
    authenticated((await claimsOf(token)).amr)
  },
)

scenario(tokens.namesProviders, 'a public provider', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  for (const provider of [a, b]) {
    const user = provider.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(user), user)
    names((await claimsOf(token)).amr, provider)
  }
})

scenario(tokens.namesProviders, 'the developer provider', { developer: true }, async ({ pool, developer }) => {
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  names((await claimsOf(token)).amr, developer)
})

scenario(
  tokens.namesProviders,
  'two public providers in one call',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(holds(pool, identity, ann, annAtB))
    const { token } = await pool.getOpenIdToken(identity, ann, annAtB)
    names((await claimsOf(token)).amr, a, b)
  },
)

scenario(tokens.developerMethods, 'a new user', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const expected = ['authenticated', developer.key, `${developer.key}:${pool.id}:${dora.identifier}`]
  equal((await claimsOf(token)).amr, expected, 'token, amr')
})

scenario(
  tokens.developerMethods,
  'the second user of one identity',
  { developer: true },
  async ({ pool, developer }) => {
    const [dora, dan] = [developer.user(), developer.user()]
    await Promise.all([dora, dan].map((user) => pool.getOpenIdTokenForDeveloperIdentity([user])))
    const identity = await pool.mergeDeveloperIdentities(dan, dora)
    await given(holdsDeveloper(pool, identity, dora, dan))
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([dan])
    const expected = ['authenticated', developer.key, `${developer.key}:${pool.id}:${dan.identifier}`]
    equal((await claimsOf(token)).amr, expected, 'token, amr')
  },
)

scenario(tokens.oidcMethods, 'a user of one provider', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
  const { arn } = trustedAs(a, 'oidc')
  const ann = a.user()
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  const expected = ['authenticated', a.key, `${arn}:OIDC:${await ann.subject()}`]
  equal((await claimsOf(token)).amr, expected, 'token, amr')
})

scenario(
  tokens.userPoolMethods,
  'a user of one user pool',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    trustedAs(a, 'user-pool')
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    const expected = ['authenticated', a.key, `${a.key}:CognitoSignIn:${await ann.subject()}`]
    equal((await claimsOf(token)).amr, expected, 'token, amr')
  },
)

scenario(
  tokens.developerWithPublicMethods,
  'a developer user with a login of a public provider',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), a.user()])
    const { amr } = await claimsOf(token)
    observe(`amr has ${amr.length} entries; it ${amr.includes(a.key) ? 'names' : 'does not name'} the public provider`)
  },
)

scenario(
  tokens.unusedLoginMethods,
  'a linked login that was not given',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await given(holds(pool, identity, ann, annAtB))
    const { token } = await pool.getOpenIdToken(identity, ann)
    const isNamed = (await claimsOf(token)).amr.includes(b.key)
    observe(`a linked provider whose login was not given is ${isNamed ? 'named' : 'not named'}`)
  },
)
