import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareCode, describeAnswer, saysNotImplemented } from './answer.ts'
import { readAnswer } from './envelope.ts'
import type { Exchange } from './exchange.ts'

/** Any bytes, read as UTF-8. */
const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())
type Service = Exchange['service']
type Response = NonNullable<Exchange['response']>

const exchange = (service: Service, response?: Partial<Response>, more: Partial<Exchange> = {}): Exchange => ({
  service,
  operation: 'GetId',
  startedAt: 0,
  durationMs: 1,
  request: { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: '{}' },
  ...(response === undefined ? {} : { response: { status: 200, headers: {}, body: '', ...response } }),
  ...more,
})
const read = (response: Partial<Response>, service: Service = 'cognito-identity') =>
  readAnswer(exchange(service, response))

describe('answers', () => {
  test.each<[string, Partial<Response>, Service, object]>([
    [
      'JSON is accepted',
      { body: '{"IdentityId":"x"}' },
      'cognito-identity',
      { kind: 'accepted', output: { IdentityId: 'x' } },
    ],
    ['nothing is accepted', { body: '' }, 'cognito-identity', { kind: 'accepted', output: {} }],
    ['a list is no answer', { body: '[1]' }, 'cognito-identity', { kind: 'broken' }],
    ['HTML is no answer', { body: '<p>' }, 'cognito-identity', { kind: 'broken' }],
    [
      'XML is accepted',
      { body: '<AResponse><B>1</B></AResponse>' },
      'sts',
      { kind: 'accepted', output: { AResponse: { B: '1' } } },
    ],
    ['other XML is no answer', { body: '<html/>' }, 'sts', { kind: 'broken' }],
    [
      'a type with namespace is its bare name',
      { status: 400, body: '{"__type":"com.amazonaws#NotFound","Message":"no"}' },
      'cognito-identity',
      { kind: 'refused', code: 'NotFound', message: 'no', status: 400 },
    ],
    [
      'a header names the type where the body does not',
      { status: 400, headers: { 'x-amzn-errortype': 'NotFound:http://internal/' }, body: '{}' },
      'cognito-identity',
      { kind: 'refused', code: 'NotFound', message: '' },
    ],
    [
      'a message that is no text is shown as it is',
      { status: 400, body: '{"code":"Bad","message":{"a":1}}' },
      'cognito-identity',
      { kind: 'refused', code: 'Bad', message: '{"a":1}' },
    ],
    [
      'an error of the query protocol',
      { status: 403, body: '<ErrorResponse><Error><Code>Denied</Code><Message>no</Message></Error></ErrorResponse>' },
      'sts',
      { kind: 'refused', code: 'Denied', message: 'no', status: 403 },
    ],
    [
      'a refusal without a code is none',
      { status: 400, body: '{"message":"no"}' },
      'cognito-identity',
      { kind: 'broken' },
    ],
    ['an empty code is none', { status: 400, body: '{"__type":"#"}' }, 'cognito-identity', { kind: 'broken' }],
    [
      'a throttle says nothing',
      { status: 400, body: '{"__type":"TooManyRequestsException"}' },
      'cognito-identity',
      { kind: 'silent' },
    ],
    ['so does HTTP 429', { status: 429, body: '' }, 'cognito-identity', { kind: 'silent' }],
  ])('%s', (_what, response, service, expected) => {
    expect(read(response, service)).toMatchObject(expected)
  })

  test('no answer is silence, and too large a one is broken', () => {
    expect(readAnswer(exchange('sts'))).toMatchObject({ kind: 'silent', reason: 'no answer' })
    expect(readAnswer(exchange('sts', undefined, { error: 'reset' }))).toMatchObject({
      kind: 'silent',
      reason: 'reset',
    })
    const tooLarge = exchange('sts', undefined, { error: 'too large', isTooLarge: true })
    expect(readAnswer(tooLarge)).toMatchObject({ kind: 'broken', reason: 'too large' })
  })

  test('an operation is missing where a refusal says so, and not for any other trouble', () => {
    const says = (response: Partial<Response>): boolean => saysNotImplemented(read(response))
    expect(says({ status: 501, body: 'no' })).toBe(true)
    expect(says({ status: 404, body: '{"__type":"UnknownOperationException"}' })).toBe(true)
    expect(says({ status: 500, body: '{"__type":"InternalErrorException"}' })).toBe(false)
    expect(says({ status: 400, body: 'html' })).toBe(false)
    expect(says({ status: 200, body: '{}' })).toBe(false)
    expect(saysNotImplemented(readAnswer(exchange('sts')))).toBe(false)
  })
})

test('whatever comes back, it is read as something, and described in one way or another', () => {
  const xmlish = fc
    .array(fc.constantFrom('<', '>', '/', 'Response', 'Error', 'Code', '&', ';', '"', '<!--', ']]>', '<![CDATA[', 'x'))
    .map((parts) => parts.join(''))
  const body = fc.oneof(anyText, fc.json(), xmlish)
  const service = fc.constantFrom<Service>('cognito-identity', 'sts', 'iam')
  const headers = fc.oneof(
    fc.constant({}),
    fc.string().map((type) => ({ 'x-amzn-errortype': type })),
  )
  fc.assert(
    fc.property(service, fc.integer({ min: 100, max: 599 }), headers, body, (to, status, sent, text) => {
      const answer = readAnswer(exchange(to, { status, headers: sent, body: text }))
      expect(['accepted', 'refused', 'broken', 'silent']).toContain(answer.kind)
      expect(describeAnswer(answer)).not.toBe('')
      if (answer.kind === 'refused') expect(answer.code).toBe(bareCode(answer.code))
    }),
    { numRuns: 500 },
  )
})
