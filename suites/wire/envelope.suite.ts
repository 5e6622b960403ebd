import { between, equal, judge, matches, observe, wire } from '../../harness/check/index.ts'
import {
  type Response,
  type Scene,
  acceptedAnswer,
  arrangedAnswer,
  asRefusal,
  assume,
  codeOf,
  nobody,
  objectOf,
  refusedAnswer,
  textOf,
} from './read.ts'
import { envelope } from './requirements.ts'

const service = 'AWSCognitoIdentityService'
/** A sound GetId with other headers. */
const withHeaders = ({ pool, http }: Scene, headers: Record<string, string>): Promise<Response> =>
  http.json('GetId', { IdentityPoolId: pool.id }, false, { headers })

wire(envelope.target, 'DescribeIdentityPool', {}, async ({ pool, http }) => {
  const answer = acceptedAnswer(
    await http.json('DescribeIdentityPool', { IdentityPoolId: pool.id }, true),
    'DescribeIdentityPool',
  )
  equal(answer['IdentityPoolName'], pool.name, 'DescribeIdentityPool answer, IdentityPoolName')
})

for (const [title, target] of [
  ['an unknown operation', `${service}.GetIdentity`],
  ['no target', ''],
  ['another service', 'AWSCognitoIdentityProviderService.GetId'],
  ['no service', 'GetId'],
  ['a trailing part', `${service}.GetId.GetId`],
  ['no operation', `${service}.`],
] as const) {
  wire(envelope.unknownTarget, title, {}, async (scene) => {
    refusedAnswer(await withHeaders(scene, { 'x-amz-target': target }), title)
  })

  wire(envelope.unknownTargetCode, title, {}, async (scene) => {
    const response = await withHeaders(scene, { 'x-amz-target': target })
    refusedAnswer(response, title, 'UnknownOperationException')
  })
}

for (const [title, target] of [
  ['with the package of the Java class', `com.amazonaws.cognito.identity.model.${service}.GetId`],
  ['with a namespace', `com.amazonaws.cognito.identity#${service}.GetId`],
  ['operation in lower case', `${service}.getid`],
  ['service in lower case', `${service.toLowerCase()}.GetId`],
] as const) {
  wire(envelope.targetForms, title, {}, async (scene) => {
    observe(textOf(await withHeaders(scene, { 'x-amz-target': target })))
  })
}

for (const [title, type] of [
  ['with a charset', 'application/x-amz-json-1.1; charset=utf-8'],
  ['JSON 1.0', 'application/x-amz-json-1.0'],
  ['plain JSON', 'application/json'],
  ['text', 'text/plain;charset=UTF-8'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['none', ''],
] as const) {
  wire(envelope.requestTypes, title, {}, async (scene) => {
    observe(textOf(await withHeaders(scene, { 'content-type': type })))
  })
}

for (const [title, id] of [
  ['of an accepted call', undefined],
  ['of a refusal', `us-east-1:${nobody}`],
] as const) {
  const ask = async ({ http, pool }: Scene): Promise<Response> => {
    const response = await http.json('GetId', { IdentityPoolId: id ?? pool.id })
    if (id !== undefined) return asRefusal(response, 'GetId')
    const { IdentityId } = await arrangedAnswer(response, 'GetId')
    await assume(typeof IdentityId === 'string', 'an identity', 'none', 'GetId answer')
    return response
  }

  wire(envelope.answerType, title, {}, async (scene) => {
    const { headers } = await ask(scene)
    matches(headers['content-type'], /^application\/x-amz-json-1\.1(;|$)/, 'GetId answer, Content-Type')
  })

  wire(envelope.answerLength, title, {}, async (scene) => {
    const { headers, body } = await ask(scene)
    equal(headers['content-length'], String(Buffer.byteLength(body)), 'GetId answer, Content-Length')
  })

  wire(envelope.answerDate, title, {}, async (scene) => {
    const { headers } = await ask(scene)
    matches(headers['date'], /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/, 'GetId answer, Date')
  })
}

for (const accept of ['application/json', 'text/xml', 'image/png;q=1, */*;q=0'] as const) {
  wire(envelope.acceptHeader, accept, {}, async (scene) => {
    const response = await withHeaders(scene, { accept })
    observe(`${textOf(response)}, ${response.headers['content-type'] ?? 'no type'}`)
  })
}

wire(envelope.emptyBody, 'refused like an empty object', {}, async ({ http }) => {
  const empty = await http.json('GetId', {}, false, { body: '' })
  const object = await http.json('GetId', {})
  equal(codeOf(empty), codeOf(object), 'error code of an empty body')
  equal(empty.body, object.body, 'answer to an empty body')
})

const roles = (pool: string) => ({ IdentityPoolId: pool, Roles: {} })

for (const [operation, inputOf] of [
  ['SetIdentityPoolRoles', roles],
  ['DeleteIdentityPool', (pool: string) => ({ IdentityPoolId: pool })],
] as const) {
  wire(envelope.noOutput, `of ${operation}`, { own: true }, async ({ pool, http }) => {
    const response = await http.json(operation, inputOf(pool.id), true)
    equal(response.status, 200, `${operation} answer, HTTP status`)
    matches(response.body, /^(\{\s*\})?$/, `${operation} answer`)
  })

  wire(envelope.noOutputEmpty, `of ${operation}`, { own: true }, async ({ pool, http }) => {
    const response = await http.json(operation, inputOf(pool.id), true)
    equal([response.status, response.body], [200, ''], `${operation} answer, HTTP status and body`)
  })

  wire(envelope.noOutputType, `of ${operation}`, { own: true }, async ({ pool, http }) => {
    const { status, headers } = await http.json(operation, inputOf(pool.id), true)
    equal(status, 200, `${operation} answer, HTTP status`)
    matches(headers['content-type'], /^application\/x-amz-json-1\.1/, `${operation} answer, Content-Type`)
  })
}

for (const [operation, rest] of [
  ['TagResource', { Tags: { wire: 'yes' } }],
  ['UntagResource', { TagKeys: ['wire'] }],
] as const) {
  wire(envelope.emptyOutput, `of ${operation}`, { own: true }, async ({ pool, http, region, accountId }) => {
    const ResourceArn = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${pool.id}`
    const response = await http.json(operation, { ResourceArn, ...rest }, true)
    equal([response.status, objectOf(response)], [200, {}], `${operation} answer, HTTP status and body`)
  })
}

const isPerformed = (response: Response): boolean => objectOf(response)?.['IdentityId'] !== undefined

for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
  wire(envelope.otherMethods, method, {}, async ({ pool, http }) => {
    const response = await http.json('GetId', { IdentityPoolId: pool.id }, false, { method })
    judge(!isPerformed(response), 'no identity', 'an IdentityId', `answer to ${method}`)
  })
}

for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
  wire(envelope.otherMethodsAnswer, method, {}, async ({ pool, http }) => {
    observe(textOf(await http.json('GetId', { IdentityPoolId: pool.id }, false, { method })))
  })
}

for (const path of ['/GetId', '/?a=b'] as const) {
  wire(envelope.otherPaths, `with ${path}`, {}, async ({ pool, http }) => {
    observe(textOf(await http.json('GetId', { IdentityPoolId: pool.id }, false, { path })))
  })
}

for (const member of ['CreationDate', 'LastModifiedDate'] as const) {
  wire(envelope.timestamps, member, {}, async ({ pool, http }) => {
    const IdentityId = await pool.getId()
    const answer = await arrangedAnswer(await http.json('DescribeIdentity', { IdentityId }, true), 'DescribeIdentity')
    equal(typeof answer[member], 'number', `DescribeIdentity answer, type of ${member}`)
  })

  wire(envelope.epochSeconds, member, {}, async ({ pool, http, time }) => {
    const IdentityId = await pool.getId()
    const answer = await arrangedAnswer(await http.json('DescribeIdentity', { IdentityId }, true), 'DescribeIdentity')
    const now = time.now() / 1000
    between(Number(answer[member]), now - 86_400, now + 86_400, `DescribeIdentity answer, ${member} in seconds`)
  })
}

wire(envelope.timestamps, 'Expiration', { roles: 'both' }, async ({ pool, http }) => {
  const IdentityId = await pool.getId()
  const answer = await arrangedAnswer(
    await http.json('GetCredentialsForIdentity', { IdentityId }),
    'GetCredentialsForIdentity',
  )
  const { Expiration } = (answer['Credentials'] ?? {}) as Record<string, unknown>
  equal(typeof Expiration, 'number', 'GetCredentialsForIdentity answer, type of Expiration')
})
