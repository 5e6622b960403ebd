import { equal, matches, observe, wire } from '../../harness/check/index.ts'
import { type Http, type Response, type Scene, type Signing, assume, objectOf, refusedAnswer, textOf } from './read.ts'
import { signatures } from './requirements.ts'

const operation = 'ListIdentityPools'
const hour = 3_600_000
const listPools = (http: Http, signed: boolean | Signing) => http.json(operation, { MaxResults: 1 }, signed)

const wrongSecret: Signing = { keys: { secretAccessKey: 'a wrong secret' } }
const unknownKey: Signing = { keys: { accessKeyId: 'AKIAUNKNOWNUNKNOWN00' } }

/** Most emulators take whatever is signed; then nothing can be said of single flaws. `control` is a flaw that has to be refused. */
async function assertVerified(http: Http, control: Signing): Promise<void> {
  const { status } = await listPools(http, control)
  const isRefused = status >= 400 && status < 500
  await assume(isRefused, 'signatures to be verified', 'any signature is taken', 'ListIdentityPools answer')
}

wire(signatures.verified, 'with the wrong secret', {}, async ({ http }) => {
  observe((await listPools(http, wrongSecret)).status < 400 ? 'any signature is taken' : 'they are verified')
})

wire(signatures.wrongSecret, 'on ListIdentityPools', {}, async ({ http }) => {
  await assertVerified(http, unknownKey)
  refusedAnswer(await listPools(http, wrongSecret), operation)
})

wire(signatures.wrongSecretCode, 'on ListIdentityPools', {}, async ({ http }) => {
  await assertVerified(http, unknownKey)
  refusedAnswer(await listPools(http, wrongSecret), operation, 'InvalidSignatureException')
})

wire(signatures.unknownKey, 'on ListIdentityPools', {}, async ({ http }) => {
  await assertVerified(http, wrongSecret)
  refusedAnswer(await listPools(http, unknownKey), operation)
})

wire(signatures.unknownKeyCode, 'on ListIdentityPools', {}, async ({ http }) => {
  await assertVerified(http, wrongSecret)
  refusedAnswer(await listPools(http, unknownKey), operation, 'UnrecognizedClientException')
})

for (const [title, signing] of [
  ['its body', { body: '{"MaxResults":2}' }],
  ['its date', { after: (headers) => ({ ...headers, 'x-amz-date': minuteLater(headers['x-amz-date']) }) }],
  ['its target', { after: (headers) => ({ ...headers, 'x-amz-target': `AWSCognitoIdentityService.${operation}` }) }],
] as [string, Signing][]) {
  wire(signatures.altered, title, {}, async ({ http }) => {
    await assertVerified(http, wrongSecret)
    const target = title === 'its target' ? 'ListIdentities' : operation
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${target}` }
    refusedAnswer(await http.json(operation, { MaxResults: 1 }, signing, { headers }), operation)
  })
}

/** A minute later within the same hour, so that the day of the scope stays right. */
function minuteLater(date = ''): string {
  return date.replace(/(\d\d)(\d\d)Z$/, (_, minute: string, second: string) => {
    const other = minute === '59' ? '58' : String(Number(minute) + 1).padStart(2, '0')
    return `${other}${second}Z`
  })
}

wire(signatures.scope, 'another Region', {}, async ({ http, region }) => {
  await assertVerified(http, wrongSecret)
  refusedAnswer(await listPools(http, { region: region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1' }), operation)
})

wire(signatures.scope, 'another service', {}, async ({ http }) => {
  await assertVerified(http, wrongSecret)
  refusedAnswer(await listPools(http, { service: 'cognito-idp' }), operation)
})

wire(signatures.scope, 'another day', {}, async ({ http }) => {
  await assertVerified(http, wrongSecret)
  const now = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const after: Signing['after'] = (headers) => ({ ...headers, 'x-amz-date': now })
  refusedAnswer(await listPools(http, { date: new Date(Date.now() - 24 * hour), after }), operation)
})

for (const [title, milliseconds] of [
  ['an hour ago', -hour],
  ['in an hour', hour],
] as const) {
  wire(signatures.date, title, {}, async ({ http }) => {
    await assertVerified(http, wrongSecret)
    refusedAnswer(await listPools(http, { date: new Date(Date.now() + milliseconds) }), operation)
  })
}

const without = (part: RegExp): Signing => ({
  after: (headers) => ({ ...headers, authorization: (headers['authorization'] ?? '').replace(part, '') }),
})

for (const [title, signing] of [
  ['the credential', without(/Credential=[^,]+, /)],
  ['the names of the signed headers', without(/SignedHeaders=[^,]+, /)],
  ['the signature', without(/, Signature=\w+/)],
  ['all but the algorithm', without(/ .*$/)],
  ['the end of the credential scope', without(/\/aws4_request/)],
] as const) {
  wire(signatures.incomplete, title, {}, async ({ http }) => {
    await assertVerified(http, wrongSecret)
    refusedAnswer(await listPools(http, signing), operation)
  })

  wire(signatures.incompleteCode, title, {}, async ({ http }) => {
    await assertVerified(http, wrongSecret)
    refusedAnswer(await listPools(http, signing), operation, 'IncompleteSignatureException', 'IncompleteSignature')
  })
}

for (const scheme of ['Basic dGVzdDp0ZXN0', 'Bearer token', 'AWS test:signature'] as const) {
  wire(signatures.foreignScheme, scheme, {}, async ({ http }) => {
    observe(textOf(await listPools(http, { after: (headers) => ({ ...headers, authorization: scheme }) })))
  })
}

wire(signatures.presigned, 'for a minute', {}, async ({ http }) => {
  observe(textOf(await listPools(http, { presignedFor: 60 })))
})

for (const [title, signing] of [
  ['with the wrong secret', wrongSecret],
  ['with an unknown key', unknownKey],
  ['with an expired signature', { date: new Date(0) }],
  ['with a sound one', {}],
] as [string, Signing][]) {
  wire(signatures.signedOpenCall, title, {}, async ({ pool, http }) => {
    observe(textOf(await http.json('GetId', { IdentityPoolId: pool.id }, signing)))
  })
}

wire(signatures.foreignSessionToken, 'made up', {}, async ({ http }) => {
  await assertVerified(http, wrongSecret)
  refusedAnswer(await listPools(http, { keys: { sessionToken: 'made up' } }), operation)
})

/** GetCallerIdentity needs no permission, so that only the keys decide. */
const caller = 'GetCallerIdentity'
const callWith = (http: Http, accessKeyId: string, secretAccessKey: string, sessionToken: string): Promise<Response> =>
  http.query(caller, {}, { keys: { accessKeyId, secretAccessKey, sessionToken } })

wire(signatures.missingSessionToken, 'of a guest', { roles: 'both' }, async ({ pool, http }) => {
  await assertVerified(http, wrongSecret)
  const keys = await pool.getCredentialsForIdentity(await pool.getId())
  refusedAnswer(await callWith(http, keys.accessKeyId, keys.secretKey, ''), caller)
})

wire(signatures.foreignSessionToken, 'of another guest', { roles: 'both' }, async ({ pool, http }) => {
  await assertVerified(http, wrongSecret)
  const keys = await pool.getCredentialsForIdentity(await pool.getId())
  const { sessionToken } = await pool.getCredentialsForIdentity(await pool.getId())
  refusedAnswer(await callWith(http, keys.accessKeyId, keys.secretKey, sessionToken), caller)
})

/** What a session whose role has no permissions gets for a signed call. */
async function askAsNobody({ pool, http, call, makeRole }: Scene): Promise<Response> {
  await assertVerified(http, wrongSecret)
  const RoleArn = await makeRole({ StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id } })
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const input = { RoleArn, RoleSessionName: 'nobody', WebIdentityToken: token }
  const { Credentials } = await call('AssumeRoleWithWebIdentity', input)
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const { status } = await callWith(http, AccessKeyId, SecretAccessKey, SessionToken)
  await assume(status === 200, 'the session to be known', 'it is not', `${caller} answer`)
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  return http.json('DescribeIdentityPool', { IdentityPoolId: pool.id }, { keys })
}

wire(signatures.denied, 'DescribeIdentityPool', {}, async (scene) => {
  refusedAnswer(await askAsNobody(scene), 'DescribeIdentityPool', 'AccessDeniedException')
})

wire(signatures.deniedText, 'DescribeIdentityPool', {}, async (scene) => {
  const { body } = await askAsNobody(scene)
  const form = /"User: arn:\S+ is not authorized to perform: cognito-identity:DescribeIdentityPool on resource: arn:\S+/
  matches(body, form, 'DescribeIdentityPool answer')
})

wire(signatures.deniedMember, 'DescribeIdentityPool', {}, async (scene) => {
  const members = Object.keys(objectOf(await askAsNobody(scene)) ?? {})
  observe(members.join(', '))
})

wire(signatures.sessionToken, 'of a guest', { roles: 'both' }, async ({ pool, http }) => {
  await assertVerified(http, wrongSecret)
  const keys = await pool.getCredentialsForIdentity(await pool.getId())
  equal(
    (await callWith(http, keys.accessKeyId, keys.secretKey, keys.sessionToken)).status,
    200,
    `${caller} answer, HTTP status`,
  )
})
