import { accepted, given, refused, scenario } from '../../harness/check/index.ts'
import { cognitoKey, loginOf } from './arrange.ts'
import { logins } from './requirements.ts'

scenario(
  logins.cognitoToken,
  'a developer token under its own key',
  { developer: true },
  async ({ pool, developer }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await refused(pool.getId(loginOf(cognitoKey, token)), 'NotAuthorizedException')
  },
)

scenario(
  logins.cognitoToken,
  'a developer token under the key of a public provider',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await pool.getId(a.user())
    await refused(pool.getId(loginOf(a.key, token)), 'NotAuthorizedException')
  },
)

scenario(logins.cognitoToken, 'a guest token under its own key', {}, async ({ pool }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  await refused(pool.getId(loginOf(cognitoKey, token)), 'NotAuthorizedException')
})

scenario(
  logins.cognitoTokenElsewhere,
  'in GetOpenIdToken',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const { token } = await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, loginOf(a.key, token)), 'NotAuthorizedException')
  },
)

scenario(
  logins.cognitoTokenElsewhere,
  'in GetCredentialsForIdentity',
  { publicProviders: 1, developer: true, roles: 'authenticated' },
  async ({ pool, providers: [a], developer }) => {
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), a.user()])
    await pool.getCredentialsForIdentity(identity, loginOf(cognitoKey, token))
    await refused(pool.getCredentialsForIdentity(identity, loginOf(a.key, token)), 'NotAuthorizedException')
  },
)

scenario(
  logins.otherTokenAsCognitoToken,
  'a token of a public provider',
  { publicProviders: 1, developer: true, roles: 'authenticated' },
  async ({ pool, providers: [a], developer }) => {
    const ann = a.user()
    const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), ann])
    await given(accepted(pool.getCredentialsForIdentity(identity, loginOf(cognitoKey, token))))
    const call = pool.getCredentialsForIdentity(identity, { ...ann, key: cognitoKey })
    await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
  },
)
