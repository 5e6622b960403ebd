import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createMinter, tokenKinds } from '../../fixtures/issuers/index.ts'
import { type Exchange, Trace, createRawClient, jsonRequest } from '../client/index.ts'
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

  test('judges the last of several answers, also where an earlier one says by chance what they say together', () => {
    const other = identity.replaceAll('2', '4')
    const list = (...ids: string[]): Exchange =>
      exchange('ListIdentities', { IdentityPoolId: pool }, { Identities: ids.map((id) => ({ IdentityId: id })) })
    const expectation = { is: 'same-set' as const, got: [identity], values: [identity, other] }
    const { demand, judged } = programOf({
      exchanges: [createPool, list(identity), list(identity), list()],
      failure: { ...failure, at: 'ListIdentities answers, pages of 1', expectation },
    })
    expect(judged).toBe(4)
    expect(demand).toMatchObject({ is: 'other', face: expect.stringContaining('"Identities":[]') })
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

  test('refers to the user pool that made a token, and to a fresh password', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2ln'
    const idp = (operation: string, input: object, output: object): Exchange => ({
      ...exchange(operation, input, output),
      service: 'cognito-idp',
    })
    const setup = [
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
    expect(steps.map(({ operation }) => operation)).toEqual(['AdminSetUserPassword', 'AdminInitiateAuth', 'GetId'])
    expect(steps[2]).toMatchObject({ input: { Logins: { 'cognito-idp.x': '${2:AuthenticationResult.IdToken}' } } })
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
