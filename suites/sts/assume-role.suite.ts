import {
  accepted,
  between,
  equal,
  judge,
  matches,
  observe,
  outcome,
  refused,
  scenario,
  wire,
  worded,
} from '../../harness/check/index.ts'
import { sts } from './requirements.ts'

const operation = 'AssumeRoleWithWebIdentity'
const answer = `${operation} answer`
const RoleSessionName = 'conformance'
/** Seconds by which clocks may differ, and a little for the network. */
const tolerance = 310

for (const [title, subject] of [
  ['of a guest', 'guest'],
  ['of a login', 'login'],
] as const) {
  const needs = { publicProviders: 1, roles: 'both' } as const

  scenario(sts.members, title, needs, async ({ pool, providers: [a], call }) => {
    const logins = subject === 'guest' ? [] : [a.user()]
    const { token } = await pool.getOpenIdToken(await pool.getId(...logins), ...logins)
    const RoleArn = subject === 'guest' ? pool.roles.unauthenticated : pool.roles.authenticated
    const output = await accepted(call(operation, { RoleArn, RoleSessionName, WebIdentityToken: token }))
    const members = ['Credentials', 'AssumedRoleUser', 'SubjectFromWebIdentityToken', 'Audience', 'Provider'] as const
    for (const member of members) judge(output[member] !== undefined, `the member ${member}`, 'none', answer)
  })

  scenario(sts.subject, title, needs, async ({ pool, providers: [a], call }) => {
    const logins = subject === 'guest' ? [] : [a.user()]
    const { identity, token } = await pool.getOpenIdToken(await pool.getId(...logins), ...logins)
    const RoleArn = subject === 'guest' ? pool.roles.unauthenticated : pool.roles.authenticated
    const output = await accepted(call(operation, { RoleArn, RoleSessionName, WebIdentityToken: token }))
    equal(output.SubjectFromWebIdentityToken, identity, `${answer}, SubjectFromWebIdentityToken`)
    equal(output.Audience, pool.id, `${answer}, Audience`)
  })
}

scenario(sts.subject, 'of a developer user', { developer: true, roles: 'both' }, async ({ pool, developer, call }) => {
  const { identity, token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const RoleArn = pool.roles.authenticated
  const output = await accepted(call(operation, { RoleArn, RoleSessionName, WebIdentityToken: token }))
  equal(output.SubjectFromWebIdentityToken, identity, `${answer}, SubjectFromWebIdentityToken`)
})

scenario(sts.provider, 'of a guest', { roles: 'both' }, async ({ pool, call }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token }
  equal((await call(operation, input)).Provider, 'cognito-identity.amazonaws.com', `${answer}, Provider`)
})

scenario(sts.sessionName, 'two names', { roles: 'both' }, async ({ pool, call }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  for (const name of ['first', 'second@x.y']) {
    const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName: name, WebIdentityToken: token }
    const { AssumedRoleUser } = await accepted(call(operation, input))
    judge(
      AssumedRoleUser?.Arn?.endsWith(`/${name}`) === true,
      `…/${name}`,
      String(AssumedRoleUser?.Arn),
      `${answer}, AssumedRoleUser.Arn`,
    )
  }
})

scenario(sts.defaultDuration, 'of a guest', { roles: 'both' }, async ({ pool, call, time }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token }
  const { Credentials } = await call(operation, input)
  const seconds = Math.round(((Credentials?.Expiration?.getTime() ?? 0) - time.now()) / 1000)
  between(seconds, 3600 - tolerance, 3600 + tolerance, `${answer}, seconds until Credentials.Expiration`)
})

scenario(sts.askedDuration, 'fifteen minutes', { roles: 'both' }, async ({ pool, call, time }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token, DurationSeconds: 900 }
  const { Credentials } = await call(operation, input)
  const seconds = Math.round(((Credentials?.Expiration?.getTime() ?? 0) - time.now()) / 1000)
  between(seconds, 900 - tolerance, 900 + tolerance, `${answer}, seconds until Credentials.Expiration`)
})

scenario(sts.usableCredentials, 'by GetCallerIdentity', { roles: 'both' }, async ({ pool, call }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token }
  const { Credentials, AssumedRoleUser } = await call(operation, input)
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const session = { accessKeyId: AccessKeyId, secretKey: SecretAccessKey, sessionToken: SessionToken }
  const { Arn } = await accepted(call('GetCallerIdentity', {}, session))
  equal(Arn, AssumedRoleUser?.Arn, 'GetCallerIdentity answer, Arn')
})

scenario(sts.notJwt, 'a word', { roles: 'both' }, async ({ pool, call }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName }
  await call(operation, { ...input, WebIdentityToken: token })
  const refusal = call(operation, { ...input, WebIdentityToken: 'undefined' })
  await refused(refusal, 'InvalidIdentityToken', 'InvalidIdentityTokenException')
})

scenario(sts.notJwtText, 'a word', { roles: 'both' }, async ({ pool, call }) => {
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: 'undefined' }
  await worded(
    call(operation, input),
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  )
})

scenario(
  sts.otherPool,
  'the role of guests of another pool',
  { roles: 'both', pools: 2 },
  async ({ pool, otherPool, call, needsIam }) => {
    needsIam()
    const { token } = await pool.getOpenIdToken(await pool.getId())
    const input = { RoleSessionName, WebIdentityToken: token }
    await call(operation, { ...input, RoleArn: pool.roles.unauthenticated })
    await refused(call(operation, { ...input, RoleArn: otherPool.roles.unauthenticated }), 'AccessDenied')
  },
)

scenario(sts.otherState, 'a guest and the role of logins', { roles: 'both' }, async ({ pool, call, needsIam }) => {
  needsIam()
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleSessionName, WebIdentityToken: token }
  await call(operation, { ...input, RoleArn: pool.roles.unauthenticated })
  await refused(call(operation, { ...input, RoleArn: pool.roles.authenticated }), 'AccessDenied')
})

scenario(
  sts.otherState,
  'a login and the role of guests',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call, needsIam }) => {
    needsIam()
    const ann = a.user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    const input = { RoleSessionName, WebIdentityToken: token }
    await call(operation, { ...input, RoleArn: pool.roles.authenticated })
    await refused(call(operation, { ...input, RoleArn: pool.roles.unauthenticated }), 'AccessDenied')
  },
)

scenario(sts.otherStateText, 'a guest and the role of logins', { roles: 'both' }, async ({ pool, call, needsIam }) => {
  needsIam()
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn: pool.roles.authenticated, RoleSessionName, WebIdentityToken: token }
  await worded(call(operation, input), 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
})

scenario(sts.amrOnlyByTrust, 'a guest', { roles: 'both' }, async ({ pool, call, makeRole }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const RoleArn = await makeRole({ StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id } })
  await accepted(call(operation, { RoleArn, RoleSessionName, WebIdentityToken: token }))
})

wire(sts.unsigned, 'by a bare POST', { roles: 'both' }, async ({ pool, http }) => {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const response = await http.query(operation, {
    RoleArn: pool.roles.unauthenticated,
    RoleSessionName,
    WebIdentityToken: token,
  })
  equal(response.status, 200, `${answer}, HTTP status`)
})

wire(sts.errorEnvelope, 'for a word as token', { roles: 'both' }, async ({ pool, http }) => {
  const response = await http.query(operation, {
    RoleArn: pool.roles.unauthenticated,
    RoleSessionName,
    WebIdentityToken: 'undefined',
  })
  equal(response.status, 400, `${answer}, HTTP status`)
  matches(
    response.body,
    /<ErrorResponse[\s>][\s\S]*<Type>Sender<\/Type>[\s\S]*<Code>\w+<\/Code>[\s\S]*<\/ErrorResponse>/,
    `${answer}, body`,
  )
  matches(response.body, /<RequestId>[^<]+<\/RequestId>/, `${answer}, RequestId`)
})

scenario(sts.deletedIdentity, 'a guest', { roles: 'both' }, async ({ pool, call }) => {
  const guest = await pool.getId()
  const { token } = await pool.getOpenIdToken(guest)
  await pool.deleteIdentities(guest)
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token }
  observe((await outcome(call(operation, input))).text)
})
