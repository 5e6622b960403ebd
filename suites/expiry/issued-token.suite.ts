import { accepted, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { expiry } from './requirements.ts'

const cognitoKey = 'cognito-identity.amazonaws.com'
const session = 'conformance'

/** Seconds in which a token expires and the documented grace of five minutes passes, with a little to spare. */
const afterGrace = (lifetime: number): number => lifetime + 305

type Login = { key: string; label: string; value(): Promise<string> }

function issued(token: string): Login {
  return { key: cognitoKey, label: 'an issued token', value: () => Promise.resolve(token) }
}

scenario(
  expiry.lastsItsLifetime,
  'a developer token, in GetCredentialsForIdentity',
  { developer: true, roles: 'authenticated', seconds: 40 },
  async ({ pool, developer, time }) => {
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 60 })
    await pool.getCredentialsForIdentity(identity, issued(token))
    await time.pass(40)
    await accepted(pool.getCredentialsForIdentity(identity, issued(token)))
  },
)

scenario(
  expiry.expiredTokenForCredentials,
  'a developer token',
  { developer: true, roles: 'authenticated', seconds: afterGrace(60) },
  async ({ pool, developer, time }) => {
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 60 })
    await pool.getCredentialsForIdentity(identity, issued(token))
    await time.pass(afterGrace(60))
    await refused(
      pool.getCredentialsForIdentity(identity, issued(token)),
      'NotAuthorizedException',
      'InvalidParameterException',
      'InvalidIdentityPoolConfigurationException',
    )
  },
)

scenario(
  expiry.expiredTokenForCredentialsCode,
  'a developer token',
  { developer: true, roles: 'authenticated', seconds: afterGrace(60) },
  async ({ pool, developer, time }) => {
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 60 })
    await pool.getCredentialsForIdentity(identity, issued(token))
    await time.pass(afterGrace(60))
    await refused(pool.getCredentialsForIdentity(identity, issued(token)), 'NotAuthorizedException')
  },
)

scenario(
  expiry.expiredTokenForRole,
  'a developer token',
  { developer: true, roles: 'authenticated', seconds: afterGrace(60) },
  async ({ pool, developer, call, time }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 60 })
    const input = { RoleArn: pool.roles.authenticated, RoleSessionName: session, WebIdentityToken: token }
    await call('AssumeRoleWithWebIdentity', input)
    await time.pass(afterGrace(60))
    await refused(call('AssumeRoleWithWebIdentity', input), 'ExpiredTokenException')
  },
)

scenario(
  expiry.expiredTokenForRole,
  'a guest token',
  { roles: 'unauthenticated', seconds: afterGrace(600) },
  async ({ pool, call, time }) => {
    const { token } = await pool.getOpenIdToken(await pool.getId())
    const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName: session, WebIdentityToken: token }
    await call('AssumeRoleWithWebIdentity', input)
    await time.pass(afterGrace(600))
    await refused(call('AssumeRoleWithWebIdentity', input), 'ExpiredTokenException')
  },
)

scenario(
  expiry.expiredTokenForRole,
  'a token of a user of a public provider',
  { publicProviders: 1, roles: 'authenticated', seconds: afterGrace(600) },
  async ({ pool, providers: [a], call, time }) => {
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    const input = { RoleArn: pool.roles.authenticated, RoleSessionName: session, WebIdentityToken: token }
    await call('AssumeRoleWithWebIdentity', input)
    await time.pass(afterGrace(600))
    await refused(call('AssumeRoleWithWebIdentity', input), 'ExpiredTokenException')
  },
)

scenario(
  expiry.graceForTokens,
  'in GetCredentialsForIdentity',
  { developer: true, roles: 'authenticated', seconds: 100 },
  async ({ pool, developer, time }) => {
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 30 })
    await time.pass(100)
    const { text } = await outcome(pool.getCredentialsForIdentity(identity, issued(token)))
    observe(`GetCredentialsForIdentity, 70 seconds after expiry: ${text}`)
  },
)

scenario(
  expiry.graceForTokens,
  'in AssumeRoleWithWebIdentity',
  { developer: true, roles: 'authenticated', seconds: 100 },
  async ({ pool, developer, call, time }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 30 })
    await time.pass(100)
    const input = { RoleArn: pool.roles.authenticated, RoleSessionName: session, WebIdentityToken: token }
    const { text } = await outcome(call('AssumeRoleWithWebIdentity', input))
    observe(`AssumeRoleWithWebIdentity, 70 seconds after expiry: ${text}`)
  },
)
