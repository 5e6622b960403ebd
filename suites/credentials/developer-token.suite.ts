import { accepted, equal, refused, scenario } from '../../harness/check/index.ts'
import { credentials } from './requirements.ts'

const cognito = (value: () => Promise<string>) => ({
  key: 'cognito-identity.amazonaws.com',
  label: 'a token of the service',
  value,
})
const holding = (token: string) => cognito(() => Promise.resolve(token))
const needs = { developer: true, roles: 'both' } as const

scenario(credentials.developerToken, 'of a new user', needs, async ({ pool, developer }) => {
  const issued = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const { identity } = await accepted(pool.getCredentialsForIdentity(issued.identity, holding(issued.token)))
  equal(identity, issued.identity, 'GetCredentialsForIdentity answer, IdentityId')
})

scenario(credentials.developerToken, 'used twice', needs, async ({ pool, developer }) => {
  const issued = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
  const { identity } = await accepted(pool.getCredentialsForIdentity(issued.identity, holding(issued.token)))
  equal(identity, issued.identity, 'GetCredentialsForIdentity answer, IdentityId')
})

scenario(credentials.developerTokenOfAnother, 'for another developer user', needs, async ({ pool, developer }) => {
  const [one, other] = [developer.user(), developer.user()]
  const issued = await pool.getOpenIdTokenForDeveloperIdentity([one])
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([other])
  await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
  await refused(pool.getCredentialsForIdentity(identity, holding(issued.token)), 'NotAuthorizedException')
})

scenario(
  credentials.developerTokenOfAnother,
  'for an identity with a public login',
  { ...needs, publicProviders: 1 },
  async ({ pool, developer, providers: [a] }) => {
    const issued = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    const identity = await pool.getId(a.user())
    await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
    await refused(pool.getCredentialsForIdentity(identity, holding(issued.token)), 'NotAuthorizedException')
  },
)

scenario(
  credentials.developerTokenOfAnother,
  'for an identity of another pool',
  { ...needs, pools: 2 },
  async ({ pool, otherPool, developer }) => {
    const user = developer.user()
    const issued = await pool.getOpenIdTokenForDeveloperIdentity([user])
    const { identity } = await otherPool.getOpenIdTokenForDeveloperIdentity([user])
    await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
    await refused(pool.getCredentialsForIdentity(identity, holding(issued.token)), 'NotAuthorizedException')
  },
)

scenario(credentials.developerProviderKey, 'the token of its own identity', needs, async ({ pool, developer }) => {
  const issued = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
  const call = pool.getCredentialsForIdentity(issued.identity, { ...holding(issued.token), key: developer.key })
  await refused(call, 'InvalidParameterException', 'NotAuthorizedException')
})

scenario(credentials.developerProviderKey, 'the identifier of its user', needs, async ({ pool, developer }) => {
  const user = developer.user()
  const issued = await pool.getOpenIdTokenForDeveloperIdentity([user])
  await pool.getCredentialsForIdentity(issued.identity, holding(issued.token))
  const call = pool.getCredentialsForIdentity(issued.identity, user)
  await refused(call, 'InvalidParameterException', 'NotAuthorizedException')
})

scenario(
  credentials.otherTokenAsDeveloperToken,
  'of a linked login',
  { ...needs, publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await refused(
      pool.getCredentialsForIdentity(
        identity,
        cognito(() => ann.value()),
      ),
      'NotAuthorizedException',
    )
  },
)
