import { expect, test } from 'vitest'
import type { Exchange } from '../client/index.ts'
import { compareRuns } from './comparison.ts'
import type { CheckResult, Results } from './schema.ts'

type Response = NonNullable<Exchange['response']>
const id = (digit: string): string => `${digit.repeat(8)}-1111-4111-8111-111111111111`

function exchange(operation: string, response: Partial<Response> | undefined, error?: string): Exchange {
  return {
    service: 'cognito-identity',
    operation,
    startedAt: 0,
    durationMs: 1,
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: '{}' },
    ...(response === undefined ? {} : { response: { status: 200, headers: {}, body: '{}', ...response } }),
    ...(error === undefined ? {} : { error }),
  }
}

const check = (name: string, verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): CheckResult => ({
  id: `sample/rule/${name}`,
  requirement: 'sample/rule',
  sentence: 'Water is wet.',
  level: 'MUST',
  kind: 'scenario',
  topic: 'sample',
  title: name,
  verdict,
  durationMs: 1,
  requests: 1,
  ...more,
})

const failingWith = (...requestIds: string[]): CheckResult =>
  check('failing', 'fail', {
    failure: {
      message: 'expected dry, got wet',
      expected: 'dry',
      got: 'wet',
      at: 'GetId answer',
      signature: 's',
      reproduced: 'always',
      repro: { command: 'run' },
      exchanges: requestIds.map((one) => exchange('GetId', { headers: { 'x-amzn-requestid': one } })),
    },
  })

/** What a comparison looks at. */
const results = (spec: string, checks: CheckResult[]): Results => ({ target: { spec }, checks }) as unknown as Results

const compared = (
  direct: { checks?: CheckResult[]; probe?: Exchange[] },
  through: { checks?: CheckResult[]; probe?: Exchange[] },
) =>
  compareRuns(
    { results: results('direct', direct.checks ?? []), probe: direct.probe ?? [] },
    { results: results('proxy', through.checks ?? []), probe: through.probe ?? [] },
  )

test('nothing is broken where answers differ in values only', () => {
  const answer = (digit: string, code: string) => ({
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1', date: digit, 'x-amzn-requestid': id(digit) },
    body: JSON.stringify({
      __type: code,
      message: `Identity 'us-east-1:${id(digit)}' not found, token eyJ${digit}.a.b.`,
    }),
  })
  const { broken, checks, answers } = compared(
    { probe: [exchange('GetId', answer('1', 'NotFound')), exchange('GetId', { body: '' })] },
    { probe: [exchange('GetId', { body: '', headers: { via: 'proxy' } }), exchange('GetId', answer('2', 'NotFound'))] },
  )
  expect({ broken, checks, answers }).toEqual({ broken: false, checks: [], answers: [] })
})

test('a check that was well and is not any more is broken; one that moves otherwise is told', () => {
  const { broken, checks } = compared(
    { checks: [check('a', 'pass'), check('b', 'untestable'), check('c', 'observed'), check('same', 'fail')] },
    {
      checks: [
        failingWith(),
        check('a', 'indeterminate', { reason: 'no answer in time' }),
        check('b', 'pass'),
        check('c', 'untestable'),
        check('same', 'fail'),
      ],
    },
  )
  expect(broken).toBe(true)
  expect(checks).toEqual([
    { id: 'sample/rule/a', direct: 'pass', through: 'indeterminate', broken: true, reason: 'no answer in time' },
    { id: 'sample/rule/b', direct: 'untestable', through: 'pass', broken: false },
    { id: 'sample/rule/c', direct: 'observed', through: 'untestable', broken: true },
  ])
})

test.each<[string, Partial<Response> | undefined, Partial<Response> | undefined, string[]]>([
  ['a status', { status: 200 }, { status: 502 }, ['status HTTP 200 became HTTP 502']],
  ['an error code', { body: '{"__type":"A"}' }, { body: '{"__type":"B"}' }, ['body A {__type} became B {__type}']],
  [
    'a text',
    { body: '{"message":"no"}' },
    { body: '{"message":"nay"}' },
    ['body {message} "no" became {message} "nay"'],
  ],
  ['the names of members', { body: '{"a":1}' }, { body: '{"b":1}' }, ['body {a} became {b}']],
  ['the elements of XML', { body: '<A><B/></A>' }, { body: '<A></A>' }, ['body A B became A']],
  ['what is neither', { body: '{}' }, { body: 'gone' }, ['body {} became neither JSON nor XML']],
  ['a body that is gone', { body: '{}' }, { body: '' }, ['body {} became empty']],
  ['a header', { headers: { 'x-amzn-requestid': '1' } }, {}, ['header x-amzn-requestid lost']],
  [
    'a content type',
    { headers: { 'content-type': 'a/b' } },
    { headers: { 'content-type': 'c/d' } },
    ['header content-type a/b became c/d'],
  ],
  ['an answer', {}, undefined, ['status HTTP 200 became no answer', 'body {} became absent']],
])('%s that the proxy changes is told', (_what, before, after, changes) => {
  const { broken, answers } = compared({ probe: [exchange('GetId', before)] }, { probe: [exchange('GetId', after)] })
  expect(broken).toBe(true)
  expect(answers).toEqual(changes.map((change) => ({ operation: 'GetId', change })))
})

test('an operation without any answer through the proxy, and one that failed in words, are told', () => {
  const { answers } = compared(
    { probe: [exchange('GetId', {}), exchange('GetOpenIdToken', undefined, 'reset')] },
    { probe: [exchange('GetOpenIdToken', undefined, 'no answer in time')] },
  )
  expect(answers).toEqual([
    { operation: 'GetId', change: 'status HTTP 200 became none' },
    { operation: 'GetId', change: 'body {} became none' },
    { operation: 'GetOpenIdToken', change: 'status reset became no answer in time' },
  ])
})

test('a request id that comes twice through the proxy alone is the work of a cache', () => {
  const cached = compared({ checks: [failingWith('1', '2')] }, { checks: [failingWith('1', '1', '1')] })
  expect(cached.answers).toEqual([
    { operation: 'GetId', change: '2 answers repeat the x-amzn-requestid of an earlier one: a cache answers' },
  ])
  const repeating = compared({ checks: [failingWith('1', '1')] }, { checks: [failingWith('1', '1')] })
  expect(repeating.answers).toEqual([])
})
