import { accepted, between, different, equal, judge, matches, scenario } from '../../harness/check/index.ts'
import { credentials } from './requirements.ts'

const answer = 'GetCredentialsForIdentity answer'
const hour = 3600
/** Seconds by which clocks may differ, and a little for the network. */
const tolerance = 310

scenario(credentials.members, 'for a guest', { roles: 'both' }, async ({ pool }) => {
  const guest = await pool.getId()
  const { secretKey } = await accepted(pool.getCredentialsForIdentity(guest))
  matches(secretKey, /^\S+$/, `${answer}, Credentials.SecretKey`)
})

scenario(
  credentials.members,
  'for a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const { sessionToken } = await accepted(pool.getCredentialsForIdentity(identity, ann.again()))
    matches(sessionToken, /^\S+$/, `${answer}, Credentials.SessionToken`)
  },
)

scenario(credentials.temporaryKeyId, 'for a guest', { roles: 'both' }, async ({ pool }) => {
  const { accessKeyId } = await pool.getCredentialsForIdentity(await pool.getId())
  matches(accessKeyId.slice(0, 4), /^ASIA$/, `${answer}, first letters of Credentials.AccessKeyId`)
})

scenario(credentials.sameIdentity, 'for a guest', { roles: 'both' }, async ({ pool }) => {
  const guest = await pool.getId()
  const { identity } = await accepted(pool.getCredentialsForIdentity(guest))
  equal(identity, guest, `${answer}, IdentityId`)
})

scenario(
  credentials.sameIdentity,
  'for a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const known = await pool.getId(ann)
    const { identity } = await accepted(pool.getCredentialsForIdentity(known, ann.again()))
    equal(identity, known, `${answer}, IdentityId`)
  },
)

scenario(credentials.oneHour, 'for a guest', { roles: 'both' }, async ({ pool, time }) => {
  const { expiration } = await pool.getCredentialsForIdentity(await pool.getId())
  const seconds = (expiration.getTime() - time.now()) / 1000
  between(Math.round(seconds), hour - tolerance, hour + tolerance, `${answer}, seconds until Credentials.Expiration`)
})

scenario(
  credentials.oneHour,
  'for a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], time }) => {
    const ann = a.user()
    const { expiration } = await pool.getCredentialsForIdentity(await pool.getId(ann), ann)
    const seconds = (expiration.getTime() - time.now()) / 1000
    between(Math.round(seconds), hour - tolerance, hour + tolerance, `${answer}, seconds until Credentials.Expiration`)
  },
)

scenario(
  credentials.oneHour,
  'for a developer token of a day',
  { developer: true, roles: 'both' },
  async ({ pool, developer, time }) => {
    const issued = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { duration: 86_400 })
    const { expiration } = await pool.getCredentialsForIdentity(issued.identity, cognitoLogin(issued.token))
    const seconds = (expiration.getTime() - time.now()) / 1000
    between(Math.round(seconds), hour - tolerance, hour + tolerance, `${answer}, seconds until Credentials.Expiration`)
  },
)

scenario(credentials.distinct, 'access keys and session tokens', { roles: 'both' }, async ({ pool }) => {
  const guest = await pool.getId()
  const [one, other] = [await pool.getCredentialsForIdentity(guest), await pool.getCredentialsForIdentity(guest)]
  different(one.sessionToken, other.sessionToken, `${answer}, Credentials.SessionToken of two calls`)
  different(one.secretKey, other.secretKey, `${answer}, Credentials.SecretKey of two calls`)
})

scenario(credentials.sessionName, 'of a guest', { roles: 'both' }, async ({ pool, call }) => {
  const issued = await pool.getCredentialsForIdentity(await pool.getId())
  const { Arn = '' } = await call('GetCallerIdentity', {}, issued)
  matches(Arn, /:assumed-role\/[^/]+\/CognitoIdentityCredentials$/, 'GetCallerIdentity answer, Arn')
})

scenario(credentials.rolePerState, 'of a guest', { roles: 'both' }, async ({ pool, call }) => {
  const issued = await pool.getCredentialsForIdentity(await pool.getId())
  const { Arn = '' } = await call('GetCallerIdentity', {}, issued)
  judge(
    Arn.includes(`/${nameOf(pool.roles.unauthenticated)}/`),
    `a session of ${pool.roles.unauthenticated}`,
    Arn,
    'GetCallerIdentity answer, Arn',
  )
})

scenario(
  credentials.rolePerState,
  'of a login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const issued = await pool.getCredentialsForIdentity(await pool.getId(ann), ann)
    const { Arn = '' } = await call('GetCallerIdentity', {}, issued)
    judge(
      Arn.includes(`/${nameOf(pool.roles.authenticated)}/`),
      `a session of ${pool.roles.authenticated}`,
      Arn,
      'GetCallerIdentity answer, Arn',
    )
  },
)

const nameOf = (arn = ''): string => arn.slice(arn.lastIndexOf('/') + 1)

const cognitoLogin = (token: string) => ({
  key: 'cognito-identity.amazonaws.com',
  label: 'a token of the service',
  value: () => Promise.resolve(token),
})
