import { observe, outcome, scenario, worded } from '../../harness/check/index.ts'
import { cognitoKey, loginOf, trustOnly } from './arrange.ts'
import { logins } from './requirements.ts'

const otherIssuer = "Invalid login token. Issuer doesn't match providerName"
const notSupported = 'Token is not from a supported provider of this identity pool.'
const notPublic = 'Please provide a valid public provider'

const texts = [
  [logins.malformedText, 'malformed', ['Invalid login token. Not a valid OpenId Connect identity token.']],
  [logins.issuerText, 'wrong-issuer', [otherIssuer]],
  [logins.audienceMissingText, 'without-audience', ['Invalid login token. Missing a required claim: aud']],
  [logins.signatureText, 'badly-signed', ["Invalid login token. Couldn't verify signed token."]],
  [logins.audienceText, 'wrong-audience', [notSupported, otherIssuer]],
] as const

for (const [requirement, flaw, [text, ...others]] of texts) {
  scenario(requirement, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    await worded(pool.getId(ann.with(flaw)), text, ...others)
  })

  scenario(requirement, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await worded(pool.getOpenIdToken(identity, ann.with(flaw)), text, ...others)
  })
}

scenario(
  logins.cognitoTokenText,
  'a developer token',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await worded(pool.getId(loginOf(a.key, token)), "Invalid login token. Can't pass in a Cognito token.")
  },
)

scenario(
  logins.otherTokenAsCognitoTokenText,
  'a token of a public provider',
  { publicProviders: 1, developer: true, roles: 'authenticated' },
  async ({ pool, providers: [a], developer }) => {
    const ann = a.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), ann])
    const call = pool.getCredentialsForIdentity(identity, { ...ann, key: cognitoKey })
    await worded(call, 'Invalid login token. Not a Cognito token.')
  },
)

scenario(
  logins.untrustedProviderText,
  'a provider that the pool trusted before',
  { publicProviders: 2, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const [a, b] = providers
    const bob = b.user()
    await pool.getId(bob)
    await trustOnly(scene, a)
    await worded(pool.getId(bob), notSupported, notPublic)
  },
)

scenario(
  logins.noProvidersText,
  'after the only provider was removed',
  { publicProviders: 1, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const ann = providers[0].user()
    await pool.getId(ann)
    await trustOnly(scene)
    await worded(
      pool.getId(ann),
      `Identity pool - ${pool.id} does not have identity providers configured.`,
      notSupported,
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    )
  },
)

scenario(
  logins.orderOfValidation,
  'an unparseable token under an unknown key',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const { text } = await outcome(pool.getId({ ...a.user().with('malformed'), key: 'Facebook' }))
    observe(`unparseable and under an unknown key: ${text}`)
  },
)

scenario(
  logins.orderOfValidation,
  'no audience under a key that is not the issuer',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const { text } = await outcome(pool.getId({ ...a.user().with('without-audience'), key: b.key }))
    observe(`without audience and of another issuer: ${text}`)
  },
)

scenario(
  logins.orderOfValidation,
  'an expired token of an untrusted provider',
  { publicProviders: 2, own: true },
  async (scene) => {
    const { pool, providers } = scene
    const [a, b] = providers
    await trustOnly(scene, a)
    const { text } = await outcome(pool.getId(b.user().with('expired')))
    observe(`expired and of an untrusted provider: ${text}`)
  },
)
