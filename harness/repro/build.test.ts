import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createMinter, tokenKinds } from '../../fixtures/issuers/index.ts'
import { type Exchange, Trace, createRawClient, jsonRequest } from '../client/index.ts'
import { judge } from './answers.ts'
import { type FailedExchanges, makeProgram } from './build.ts'
import { programSchema } from '../report/program-schema.ts'
import { renderForm } from './forms.ts'
import type { Program } from './program.ts'
import { forms } from './repro.ts'

const runId = '0123abcd'
const pool = 'us-east-1:11111111-1111-4111-8111-111111111111'
const identity = 'us-east-1:22222222-2222-4222-8222-222222222222'
const privateJwk = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'k',
}
const issuer = { url: 'http://127.0.0.1:9999', privateJwk }
const facts = {
  runId,
  endpoints: { region: 'us-east-1', cognito: 'http://127.0.0.1:4566', headers: { 'x-team': 'planted-header-value' } },
  keys: { accessKeyId: 'AKIAPLANTEDPLANTED00', secretAccessKey: 'planted-secret-key', sessionToken: 'planted-session' },
  issuer,
}
const failure = { expected: 'x', got: 'y', at: 'GetId answer, IdentityId' }

function exchange(operation: string, input: object, output: object, status = 200): Exchange {
  const request = jsonRequest(operation, input)
  const headers = {
    ...request.headers,
    'x-team': 'planted-header-value',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAPLANTEDPLANTED00/20260101/us-east-1/cognito-identity/aws4_request, SignedHeaders=host, Signature=00',
  }
  return {
    service: 'cognito-identity',
    operation,
    startedAt: Date.now(),
    durationMs: 0,
    request: { method: 'POST', url: 'http://127.0.0.1:4566/', headers, body: JSON.stringify(input) },
    response: { status, headers: {}, body: JSON.stringify(output) },
  }
}

function programOf(given: Partial<FailedExchanges>): Program {
  const program = makeProgram({ exchanges: [], setup: [], failure, facts, ...given })
  if ('reason' in program) throw new Error(program.reason)
  return program
}

const createPool = exchange(
  'CreateIdentityPool',
  { IdentityPoolName: `conformance ${runId} 1` },
  { IdentityPoolId: pool },
)
const getId = exchange('GetId', { IdentityPoolId: pool }, { IdentityId: identity })
const unsigned = (claims: object): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`

describe('a program', () => {
  test('stands alone: it makes the pool that its calls name, and refers to what came before', () => {
    const otherPool = exchange(
      'CreateIdentityPool',
      { IdentityPoolName: 'other' },
      { IdentityPoolId: pool.replaceAll('1', '3') },
    )
    const roles = exchange('SetIdentityPoolRoles', { IdentityPoolId: pool, Roles: {} }, {})
    const ask = exchange(
      'GetOpenIdToken',
      { IdentityId: identity },
      { IdentityId: identity, Token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' },
    )
    const { steps, judged, expected } = programOf({
      exchanges: [getId, ask],
      setup: [otherPool, createPool, roles],
      failure: { ...failure, expected: identity, at: 'GetOpenIdToken answer' },
    })
    expect(steps.map(({ operation }) => operation)).toEqual([
      'CreateIdentityPool',
      'SetIdentityPoolRoles',
      'GetId',
      'GetOpenIdToken',
    ])
    expect(steps[0]).toMatchObject({ signed: true, input: { IdentityPoolName: 'conformance ${run} 1' } })
    expect(steps[3]).toMatchObject({ input: { IdentityId: '${3:IdentityId}' } })
    expect({ judged, expected }).toEqual({ judged: 4, expected: '${3:IdentityId}' })
  })

  test('judges what the check judged, by the value of an earlier answer', () => {
    const second = exchange('GetId', { IdentityPoolId: pool }, { IdentityId: identity.replaceAll('2', '4') })
    const got = identity.replaceAll('2', '4')
    const expectation = { is: 'equal' as const, got, value: identity }
    const { demand } = programOf({ exchanges: [createPool, getId, second], failure: { ...failure, expectation } })
    expect(demand).toEqual({ is: 'equal', where: 'IdentityId', value: '${2:IdentityId}' })
  })

  describe('of pages', () => {
    const other = identity.replaceAll('2', '4')
    const made = exchange('GetId', { IdentityPoolId: pool }, { IdentityId: other })
    const page = (id: string[], input: object = {}, output: object = {}): Exchange =>
      exchange(
        'ListIdentities',
        { IdentityPoolId: pool, MaxResults: 1, ...input },
        { Identities: id.map((IdentityId) => ({ IdentityId })), ...output },
      )
    const demanding = { is: 'same-set' as const, got: [identity], values: [other, identity] }
    const at = 'ListIdentities answers, pages of 1'

    test('asks for all of them and judges their lists as one, also where an earlier answer says the same by chance', () => {
      const pages = [page([identity], {}, { NextToken: 'more' }), page([], { NextToken: 'more' })]
      const { demand, judged, steps } = programOf({
        exchanges: [createPool, getId, page([identity]), made, ...pages],
        failure: { ...failure, at, expectation: demanding },
      })
      const values = ['${4:IdentityId}', '${2:IdentityId}']
      expect({ demand, judged }).toEqual({
        demand: { is: 'same-set', where: 'Identities.*.IdentityId', values },
        judged: 5,
      })
      const input = { IdentityPoolId: '${1:IdentityPoolId}', MaxResults: 1 }
      expect(steps[4]).toMatchObject({ operation: 'ListIdentities', input, pages: true })
    })

    test('asks for further ones where a list ends early', () => {
      const { steps } = programOf({
        exchanges: [createPool, getId, made, page([identity])],
        failure: { ...failure, at, expectation: demanding },
      })
      expect(steps.at(-1)).toMatchObject({ pages: true })
    })

    test('leaves it to a person what two calls say together between which others were made', () => {
      const { demand, judged } = programOf({
        exchanges: [createPool, getId, page([identity], {}, { NextToken: 'a' }), made, page([], { NextToken: 'a' })],
        failure: { ...failure, at, expectation: demanding },
      })
      expect({ demand, judged }).toEqual({ demand: { is: 'compared' }, judged: 5 })
    })
  })

  test('demands what the last call before said, as one that merges says which identity stays, and forbids what the first said', () => {
    const merge = exchange('GetOpenIdToken', { IdentityId: identity.replaceAll('2', '5') }, { IdentityId: identity })
    const got = identity.replaceAll('2', '4')
    const last = exchange('GetId', { IdentityPoolId: pool }, { IdentityId: got })
    const expectation = { is: 'equal' as const, got, value: identity }
    const { demand } = programOf({ exchanges: [createPool, getId, merge, last], failure: { ...failure, expectation } })
    expect(demand).toEqual({ is: 'equal', where: 'IdentityId', value: '${3:IdentityId}' })
    const other = { is: 'different' as const, got: identity, value: identity }
    const exchanges = [createPool, getId, merge, getId]
    expect(programOf({ exchanges, failure: { ...failure, expectation: other } }).demand).toEqual({
      is: 'different',
      where: 'IdentityId',
      value: '${2:IdentityId}',
    })
  })

  test('sees another order of rules, but not of other lists', () => {
    const listed = (Rules: number[], Identities: number[]): Exchange =>
      exchange('GetIdentityPoolRoles', { IdentityPoolId: pool }, { Rules, Identities })
    const { demand } = programOf({
      exchanges: [createPool, listed([2, 1], [2, 1])],
      failure: { ...failure, at: 'GetIdentityPoolRoles answer' },
    })
    const deviates = ({ response }: Exchange): unknown =>
      response === undefined ? undefined : judge(response, demand).deviates
    expect([deviates(listed([2, 1], [1, 2])), deviates(listed([1, 2], [2, 1]))]).toEqual([true, false])
  })

  test('demands of a header that it repeats the message, whatever that is', () => {
    const refusal = exchange('GetId', { IdentityPoolId: pool }, { __type: 'A', message: 'Not in here.' }, 400)
    const expectation = { is: 'equal' as const, got: undefined, value: 'Not in here.' }
    const at = 'refusal, x-amzn-ErrorMessage'
    const { demand } = programOf({ exchanges: [createPool, refusal], failure: { ...failure, at, expectation } })
    expect(demand).toEqual({ is: 'repeats', where: 'header:x-amzn-errormessage', other: 'message' })
    const repeating = {
      ...(refusal.response ?? { status: 0, body: '' }),
      headers: { 'x-amzn-errormessage': 'Not in here.' },
    }
    expect(judge(repeating, demand).deviates).toBe(false)
  })

  test('sees also a long answer that is another one at its end', () => {
    const long = (end: string): Exchange => exchange('GetId', { IdentityPoolId: pool }, { A: 'a '.repeat(2000) + end })
    const { demand } = programOf({ exchanges: [createPool, long('x')], failure: { ...failure, at: 'GetId answer' } })
    const deviates = ({ response }: Exchange): unknown =>
      response === undefined ? undefined : judge(response, demand).deviates
    expect([deviates(long('x')), deviates(long('y'))]).toEqual([true, false])
    expect(JSON.stringify(demand).length).toBeLessThan(2100)
  })

  test('does not take what is missing for a text', () => {
    const expectation = { is: 'like' as const, got: undefined, pattern: /\S/ }
    const at = 'GetId answer, x-amzn-requestid'
    const { demand } = programOf({ exchanges: [createPool, getId], failure: { ...failure, at, expectation } })
    expect(demand).toEqual({ is: 'like', where: 'header:x-amzn-requestid', pattern: String.raw`\S`, flags: '' })
  })

  test('takes the members of an object in any order, and a part of a claim', () => {
    const of = (claims: object): Exchange =>
      exchange('GetId', { IdentityPoolId: pool }, { Token: unsigned({ 'https://x.example/tags': claims }) })
    const at = 'Token, https://x.example/tags#part'
    const expectation = { is: 'equal' as const, got: undefined, value: { a: 1, b: 2 } }
    const { demand } = programOf({ exchanges: [createPool, of({})], failure: { ...failure, at, expectation } })
    expect(demand).toMatchObject({ is: 'equal', where: 'claim:Token:https://x.example/tags#part' })
    const deviates = (claims: object): unknown =>
      judge(of(claims).response ?? { status: 0, headers: {}, body: '' }, demand).deviates
    expect([deviates({ part: { b: 2, a: 1 } }), deviates({ part: { b: 1, a: 2 } })]).toEqual([false, true])
  })

  test('judges no place in a list of several, whose order may be another one', () => {
    const listed = exchange(
      'ListIdentityPools',
      {},
      { IdentityPools: [{ IdentityPoolName: 'a' }, { IdentityPoolName: 'odd' }] },
    )
    const expectation = { is: 'equal' as const, got: 'odd', value: 'b' }
    const at = 'ListIdentityPools answers, IdentityPoolName'
    const { demand } = programOf({ exchanges: [createPool, listed], failure: { ...failure, at, expectation } })
    expect(demand).toEqual({ is: 'compared' })
  })

  test('makes a role that names an identity behind the call that made it, and a sign-out when it came', () => {
    const late = (one: Exchange, startedAt: number): Exchange => ({ ...one, startedAt })
    const role = exchange(
      'CreateRole',
      { AssumeRolePolicyDocument: identity, RoleName: 'r' },
      {
        Arn: 'arn:aws:iam::123456789012:role/r',
      },
    )
    const assume = exchange('AssumeRoleWithWebIdentity', { RoleArn: 'arn:aws:iam::123456789012:role/r' }, {})
    const { steps } = programOf({
      exchanges: [late(getId, 2), late(assume, 4)],
      setup: [late(createPool, 1), late(role, 3)],
      failure: { ...failure, at: 'AssumeRoleWithWebIdentity answer' },
    })
    expect(steps.map(({ operation }) => operation)).toEqual([
      'CreateIdentityPool',
      'GetId',
      'CreateRole',
      'AssumeRoleWithWebIdentity',
    ])
    expect(JSON.stringify(steps[2])).toContain('${2:IdentityId}')
  })

  test('demands another code than those that call an input invalid', () => {
    const refusal = exchange('GetId', { IdentityPoolId: pool }, { __type: 'ValidationException', message: 'no' }, 400)
    const expectation = { is: 'none-of' as const, got: 'ValidationException', values: ['ValidationException'] }
    const program = programOf({
      exchanges: [createPool, refusal, getId],
      failure: { ...failure, at: 'GetId answer, error code', expectation },
    })
    expect(program.judged).toBe(2)
    expect(program.demand).toEqual({ is: 'none-of', where: 'code', values: ['ValidationException'] })
    const deviates = ({ response }: Exchange): unknown =>
      response === undefined ? undefined : judge(response, program.demand).deviates
    expect([deviates(refusal), deviates(getId)]).toEqual([true, false])
  })

  test('goes on where a call is refused that the check tolerates', () => {
    const { steps } = programOf({
      exchanges: [createPool, getId, getId],
      tolerated: new Set([getId]),
      failure: { ...failure, at: 'CreateIdentityPool answer' },
    })
    expect(steps.map(({ accepted }) => accepted)).toEqual([true])
    const { steps: all } = programOf({
      exchanges: [createPool, getId, exchange('GetId', {}, {})],
      tolerated: new Set([getId]),
    })
    expect(all.map(({ accepted }) => accepted)).toEqual([true, false, true])
  })

  test.each([
    [
      'seconds until Credentials.Expiration',
      { Credentials: { Expiration: Date.now() / 1000 + 900 } },
      900,
      'until:Credentials.Expiration',
    ],
    ['seconds since CreationDate', { CreationDate: Date.now() / 1000 - 60 }, 60, 'since:CreationDate'],
    ['token, exp - iat, seconds', { Token: unsigned({ iat: 100, exp: 700 }) }, 600, 'claim:Token:exp-iat'],
    [
      'token, seconds since iat',
      { Token: unsigned({ iat: Math.floor(Date.now() / 1000) - 60 }) },
      60,
      'since:claim:Token:iat',
    ],
  ])('measures %s', (at, output, got, where) => {
    const expectation = { is: 'between' as const, got, low: 3590, high: 3610 }
    const exchanges = [createPool, exchange('GetId', { IdentityPoolId: pool }, output)]
    const { demand } = programOf({ exchanges, failure: { ...failure, at, expectation } })
    expect(demand).toEqual({ is: 'between', where, low: 3590, high: 3610 })
  })

  test('finds the place that a property judged, without its case', () => {
    const token = { Token: unsigned({ iat: 100, exp: 700 }) }
    const place = 'token, exp - iat, seconds'
    const { demand } = programOf({
      exchanges: [createPool, exchange('GetId', { IdentityPoolId: pool }, token)],
      failure: { ...failure, at: `${place}; for 7`, place, expectation: { is: 'equal', got: 600, value: 7 } },
    })
    expect(demand).toEqual({ is: 'equal', where: 'claim:Token:exp-iat', value: 7 })
  })

  test('leaves it to a person where a request has a part of a name that is another in the next run', () => {
    const rule = exchange('SetIdentityPoolRoles', { Value: `7-${runId.slice(0, -1)}` }, {})
    const expectation = { is: 'equal' as const, got: identity, value: 'x' }
    const { demand } = programOf({ exchanges: [createPool, rule, getId], failure: { ...failure, expectation } })
    expect(demand).toEqual({ is: 'compared' })
  })

  test('demands null, which JSON can say, where nothing was expected to be there', () => {
    const expectation = { is: 'equal' as const, got: identity, value: undefined }
    const program = programOf({ exchanges: [createPool, getId], failure: { ...failure, expectation } })
    expect(program.demand).toEqual({ is: 'equal', where: 'IdentityId', value: null })
    expect(programSchema.safeParse(JSON.parse(JSON.stringify(program))).error).toBeUndefined()
  })

  test('asks for another answer where no plain demand fails on the one that came, if that is the same in both attempts', () => {
    const again = { exchanges: [createPool, getId], failure }
    expect(programOf({ exchanges: [createPool, getId], again }).demand.is).toBe('other')
    const unlike = {
      exchanges: [createPool, exchange('GetId', { IdentityPoolId: pool }, { IdentityId: 'odd' })],
      failure,
    }
    expect(programOf({ exchanges: [createPool, getId], again: unlike }).demand).toEqual({ is: 'compared' })
  })

  test.each(tokenKinds.filter((kind) => kind !== 'malformed'))(
    'knows a token of our issuer that is %s',
    async (kind) => {
      const mint = createMinter(privateJwk)
      const claims = kind === 'sound' ? { team: 'red' } : {}
      const token = await mint({
        issuer: `${issuer.url}/b`,
        audience: 'conformance-client',
        subject: `u7-${runId}`,
        kind,
        claims,
      })
      const { steps, tokens } = programOf({
        exchanges: [createPool, exchange('GetId', { IdentityPoolId: pool, Logins: { '127.0.0.1:9999/b': token } }, {})],
      })
      expect(steps[1]).toMatchObject({ input: { Logins: { '${issuer}/b': '${token:1}' } } })
      expect(tokens).toEqual([{ provider: 'b', user: 'ann-${run}', kind, ...(kind === 'sound' ? { claims } : {}) }])
    },
  )

  test('refers to the user pool that made a token, with the groups of its user, and to a fresh password', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2ln'
    const idp = (operation: string, input: object, output: object): Exchange => ({
      ...exchange(operation, input, output),
      service: 'cognito-idp',
    })
    const UserPoolId = 'us-east-1_AbCd'
    const setup = [
      idp('CreateGroup', { UserPoolId, GroupName: 'theirs' }, {}),
      idp('CreateGroup', { UserPoolId, GroupName: 'others' }, {}),
      idp('AdminAddUserToGroup', { UserPoolId, GroupName: 'theirs', Username: 'u1' }, {}),
      idp('AdminAddUserToGroup', { UserPoolId, GroupName: 'others', Username: 'u2' }, {}),
      idp('AdminSetUserPassword', { UserPoolId: 'us-east-1_AbCd', Username: 'u1', Password: 'planted-password' }, {}),
      idp('AdminSetUserPassword', { UserPoolId: 'us-east-1_AbCd', Username: 'u2', Password: 'planted-password' }, {}),
      idp(
        'AdminInitiateAuth',
        { AuthParameters: { USERNAME: 'u1', PASSWORD: 'planted-password' } },
        { AuthenticationResult: { IdToken: jwt } },
      ),
    ]
    for (const { request, operation } of setup)
      request.headers['x-amz-target'] = `AWSCognitoIdentityProviderService.${operation}`
    const call = exchange('GetId', { IdentityPoolId: pool, Logins: { 'cognito-idp.x': jwt } }, {})
    const { steps } = programOf({ exchanges: [call], setup })
    expect(steps.map(({ operation }) => operation)).toEqual([
      'CreateGroup',
      'AdminAddUserToGroup',
      'AdminSetUserPassword',
      'AdminInitiateAuth',
      'GetId',
    ])
    expect(steps[4]).toMatchObject({ input: { Logins: { 'cognito-idp.x': '${4:AuthenticationResult.IdToken}' } } })
    expect(JSON.stringify(steps)).not.toContain('planted')
  })

  test('is bounded: it keeps the last calls and what they build upon, and says what it leaves out', () => {
    const many = Array.from({ length: 200 }, () =>
      exchange('GetId', { IdentityPoolId: pool }, { IdentityId: identity }),
    )
    const { steps, shortened } = programOf({ exchanges: [createPool, ...many] })
    expect(steps.length).toBeLessThanOrEqual(60)
    expect(steps[0]?.operation).toBe('CreateIdentityPool')
    expect(shortened).toBe(201 - steps.length)
  })

  test('keeps the names of users whose letter case is the point', () => {
    const user = (name: string): Exchange => exchange('GetId', { IdentityPoolId: pool, Logins: { d: name } }, {})
    const { steps } = programOf({ exchanges: [user(`u7-${runId}`), user(`U7-${runId.toUpperCase()}`)] })
    expect(steps.map((step) => ('input' in step ? step.input['Logins'] : undefined))).toEqual([
      { d: 'u7-0123abcd' },
      { d: 'U7-0123ABCD' },
    ])
  })

  test('writes a text of one character many times as such', () => {
    const { steps } = programOf({
      exchanges: [exchange('GetId', { IdentityPoolId: `a:${'0'.repeat(50_001)}` }, {}, 400)],
    })
    expect(steps[0]).toMatchObject({ input: { IdentityPoolId: 'a:${repeat:50001:0}' } })
  })

  test('says why there is none', () => {
    const body = JSON.stringify({ IdentityPoolId: pool }).replace(':11', String.raw`\u003a11`)
    const escaped = { ...getId, request: { ...getId.request, body } }
    expect(makeProgram({ exchanges: [createPool, escaped], setup: [], failure, facts })).toEqual({
      reason: 'a request writes in escapes what differs from run to run',
    })
    expect(makeProgram({ exchanges: [], setup: [], failure, facts })).toEqual({ reason: 'no request was made' })
    const large = exchange(
      'GetId',
      { IdentityPoolId: Array.from({ length: 30_000 }, (_, index) => index).join('') },
      {},
    )
    expect(makeProgram({ exchanges: [large], setup: [], failure, facts })).toEqual({
      reason: 'a request is too large to be written down',
    })
  })
})

test('a flawed signature is said by its flaw', async () => {
  const trace = new Trace()
  const raw = createRawClient({ region: 'us-east-1', cognito: 'http://127.0.0.1:1' }, facts.keys, 1000)
  const shifted = { date: new Date(Date.now() - 3_600_000), region: 'eu-west-1' }
  const altered = {
    keys: { secretAccessKey: 'a wrong secret' },
    after: (headers: Record<string, string>) => ({
      ...headers,
      authorization: (headers['authorization'] ?? '').replace(/, Signature=\w+/, ''),
    }),
  }
  for (const signing of [shifted, altered])
    await raw.send(jsonRequest('ListIdentityPools', { MaxResults: 1 }, signing), trace)
  await raw.close()
  const [first, second] = programOf({
    exchanges: trace.exchanges,
    failure: { ...failure, at: 'ListIdentityPools answer' },
    facts: { ...facts, endpoints: { region: 'us-east-1', cognito: 'http://127.0.0.1:1' } },
  }).steps
  expect(first?.signed).toEqual({ region: 'eu-west-1', shift: -3600 })
  expect(second?.signed).toEqual({
    secretAccessKey: 'a wrong secret',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=\$\{accessKeyId\}\/\$\{day\}\/us-east-1\/cognito-identity\/aws4_request, SignedHeaders=[a-z0-9;-]+$/,
    ),
  })
})

describe('nothing that is planted', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.cGxhbnRlZA'
  const opaque = `EAA${Array.from({ length: 60 }, (_, index) => index.toString(36)).join('')}planted-opaque`
  const hostile = `it's $(touch owned) \`touch owned\` \u202e\u0000\u001b[31m
END_OF_PLUMBING "; process.exit(9) //`
  const planted = exchange(
    'GetId',
    { IdentityPoolId: pool, AccountId: hostile, [hostile]: hostile, Logins: { a: jwt, b: opaque, [hostile]: hostile } },
    {
      IdentityId: hostile,
      Token: jwt,
      Credentials: {
        SecretKey: 'planted-answer-secret',
        SessionToken: 'planted-answer-session',
        AccessKeyId: 'ASIAPLANTEDPLANTED00',
      },
    },
  )
  Object.assign(planted.request.headers, {
    cookie: 'planted-cookie',
    'x-api-key': 'planted-api-key',
    'x-odd': hostile,
    'x-amz-security-token': 'planted-session',
  })
  const expectation = { is: 'different' as const, got: hostile, value: hostile }
  const program = programOf({
    exchanges: [createPool, planted],
    failure: { expected: `${hostile} ${jwt} planted-answer-secret`, got: `${jwt}${hostile}`, at: hostile, expectation },
  })
  const repro = {
    id: hostile,
    level: 'MUST',
    sentence: hostile,
    program,
    command: 'npx x',
    target: 'http://127.0.0.1:1',
    name: hostile,
    sources: [{ title: hostile, url: `https://x/${hostile}` }],
  }
  const texts = [['the program', JSON.stringify(program)], ...forms.map((form) => [form, renderForm(form, repro)])] as [
    string,
    string,
  ][]

  test.each(texts)('is in %s', (_name, text) => {
    for (const part of ['planted-', 'PLANTED', 'cGxhbnRlZA', 'eyJhbGci', 'eyJzdWIi']) expect(text).not.toContain(part)
  })

  test.each(texts.slice(1))('hides or obeys something in %s', (_name, text) => {
    expect(text).not.toMatch(/(?!\n)[^\P{C}]/u)
    expect(text.split('\n').filter((line) => line === 'END_OF_PLUMBING').length).toBeLessThanOrEqual(1)
  })
})
