import { different, equal, judge, matches, observe, wire } from '../../harness/check/index.ts'
import { type Response, type Scene, asRefusal, assume, codeOf, nobody, objectOf, textOf } from './read.ts'
import { errors } from './requirements.ts'

type Ask = (scene: Scene) => Promise<Response>

// Not GetId, which some targets answer for any pool.
const notFound: Ask = ({ http, region }) =>
  http.json('DescribeIdentityPool', { IdentityPoolId: `${region}:${nobody}` }, true)
const invalid: Ask = ({ http }) => http.json('GetId', { IdentityPoolId: 'no id' })
const notAuthorized: Ask = ({ http, pool }) => http.json('GetId', { IdentityPoolId: pool.id })

const refusals: [string, { guests?: boolean }, Ask][] = [
  ['of what is not found', {}, notFound],
  ['of what breaks a constraint', {}, invalid],
  ['of what is not authorized', { guests: false }, notAuthorized],
]

for (const [title, needs, ask] of refusals) {
  const refuse: Ask = async (scene) => asRefusal(await ask(scene), 'the call')

  wire(errors.status, title, needs, async (scene) => {
    const response = await refuse(scene)
    equal(response.status, 400, 'refusal, HTTP status')
  })

  wire(errors.typeSomewhere, title, needs, async (scene) => {
    const response = await refuse(scene)
    judge(codeOf(response) !== undefined, 'an error type', textOf(response), 'refusal')
  })

  wire(errors.type, title, needs, async (scene) => {
    const response = await refuse(scene)
    equal(typeof objectOf(response)?.['__type'], 'string', 'refusal, type of __type')
  })

  wire(errors.bareType, title, needs, async (scene) => {
    matches(objectOf(await refuse(scene))?.['__type'], /^\w+$/, 'refusal, __type')
  })

  wire(errors.message, title, needs, async (scene) => {
    matches(objectOf(await refuse(scene))?.['message'], /\S/, 'refusal, message')
  })

  wire(errors.twoMembers, title, needs, async (scene) => {
    const members = Object.keys(objectOf(await refuse(scene)) ?? {}).toSorted()
    equal(members, ['__type', 'message'], 'refusal, members')
  })

  wire(errors.compact, title, needs, async (scene) => {
    const response = await refuse(scene)
    const { __type, ...rest } = objectOf(response) ?? {}
    equal(response.body, JSON.stringify({ __type, ...rest }), 'refusal')
  })

  wire(errors.typeHeader, title, needs, async (scene) => {
    const response = await refuse(scene)
    const said = String(objectOf(response)?.['__type']).replace(/^.*#/, '')
    equal(response.headers['x-amzn-errortype']?.replace(/:.*$/, ''), said, 'refusal, x-amzn-ErrorType')
  })

  wire(errors.typeHeaderColon, title, needs, async (scene) => {
    matches((await refuse(scene)).headers['x-amzn-errortype'], /^\w+:$/, 'refusal, x-amzn-ErrorType')
  })

  wire(errors.messageHeader, title, needs, async (scene) => {
    const response = await refuse(scene)
    const message = objectOf(response)?.['message']
    equal<unknown>(response.headers['x-amzn-errormessage'], message, 'refusal, x-amzn-ErrorMessage')
  })

  wire(errors.requestId, title, needs, async (scene) => {
    matches((await refuse(scene)).headers['x-amzn-requestid'], /\S/, 'refusal, x-amzn-RequestId')
  })
}

const sound: Ask = ({ http, pool }) => http.json('GetId', { IdentityPoolId: pool.id })

wire(errors.requestIdOfSuccess, 'of GetId', {}, async (scene) => {
  matches((await sound(scene)).headers['x-amzn-requestid'], /\S/, 'GetId answer, x-amzn-RequestId')
})

for (const [title, ask] of [
  ['of an accepted call', sound],
  ['of a refusal', async (scene: Scene) => asRefusal(await notFound(scene), 'the call')],
] as const) {
  wire(errors.requestIdForm, title, {}, async (scene) => {
    const id = (await ask(scene)).headers['x-amzn-requestid']
    matches(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'GetId answer, x-amzn-RequestId')
  })

  wire(errors.requestIdUnique, title, {}, async (scene) => {
    const first = (await ask(scene)).headers['x-amzn-requestid']
    await assume(first !== undefined, 'an x-amzn-RequestId', 'none', 'answer')
    different((await ask(scene)).headers['x-amzn-requestid'], first, 'next answer, x-amzn-RequestId')
  })
}

const unknown = `us-east-1:${nobody}`

for (const [title, operation, input, signed] of [
  ['a missing signature and a broken constraint', 'ListIdentityPools', { MaxResults: 0 }, false],
  ['a missing signature and a wrong type', 'ListIdentityPools', { MaxResults: {} }, false],
  ['a missing signature and a pool that does not exist', 'DescribeIdentityPool', { IdentityPoolId: unknown }, false],
  ['a wrong type and a broken constraint', 'GetId', { IdentityPoolId: 'no id', Logins: 'no map' }, false],
  ['a broken constraint and a pool that does not exist', 'GetId', { IdentityPoolId: unknown, AccountId: '' }, false],
  [
    'a pool that does not exist and a login that is no token',
    'GetId',
    { IdentityPoolId: unknown, Logins: { a: 'b' } },
    false,
  ],
  ['two broken constraints', 'ListIdentities', { IdentityPoolId: 'no id', MaxResults: 0 }, true],
  ['a missing member and a broken constraint', 'ListIdentities', { IdentityPoolId: 'no id' }, true],
] as const) {
  wire(errors.order, title, {}, async ({ http }) => {
    observe(textOf(await http.json(operation, input, signed)))
  })
}

wire(errors.order, 'an unknown target and a body that is not JSON', {}, async ({ http }) => {
  const headers = { 'x-amz-target': 'AWSCognitoIdentityService.No' }
  observe(textOf(await http.json('GetId', {}, false, { headers, body: '{' })))
})
