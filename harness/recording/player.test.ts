import { request } from 'undici'
import { expect, test } from 'vitest'
import { type Exchange, Trace, createRawClient, inScope } from '../client/index.ts'
import { createPlayer } from './player.ts'
import { createReplayKey } from './replay-key.ts'
import type { RecordedExchange } from './sanitise.ts'
import { createStandIns } from './stand-ins.ts'

const recordedAt = Date.parse('2026-03-01T12:00:00Z')
const url = 'https://cognito-identity.eu-west-1.amazonaws.com'
let sequence = 0
type Answer = NonNullable<Exchange['response']>

function line(
  scope: string,
  body: string,
  answer: Partial<Answer> | { error: string; isTooLarge?: true },
): RecordedExchange {
  const outcome = 'error' in answer ? answer : { response: { status: 200, headers: {}, body: '', ...answer } }
  sequence += 1
  return {
    scope,
    sequence,
    service: 'cognito-identity',
    operation: 'GetId',
    startedAt: recordedAt + sequence * 1000,
    durationMs: 10,
    request: { method: 'POST', path: '/', headers: {}, body, signed: false },
    ...outcome,
  }
}

const html = '<html>502</html>'
const lines = [
  line('form', '"json"', {
    headers: { 'content-type': 'application/x-amz-json-1.1', connection: 'keep-alive' },
    body: '{"a": 1.0}',
  }),
  line('form', '"bad gateway"', { status: 502, headers: { 'content-type': 'text/html' }, body: html }),
  line('form', '"nothing"', { status: 204 }),
  line('form', '"chunked"', { headers: { 'transfer-encoding': 'chunked' }, body: '{}' }),
  line('form', '"length"', { headers: { 'content-length': '13' }, body: '{"a":"ä€"}' }),
  line('form', '"many"', {
    headers: { vary: 'a, b', date: 'Sun, 01 Mar 2026 12:00:00 GMT' },
    body: 'x'.repeat(100_000),
  }),
  line('trouble', '"reset"', { error: 'connection trouble (ECONNRESET)' }),
  line('trouble', '"late"', { error: 'no answer in time' }),
  line('trouble', '"large"', { error: 'the answer is larger than 1048576 bytes', isTooLarge: true }),
  line('twice', '"same"', { body: '"first"' }),
  line('twice', '"same"', { body: '"second"' }),
  line('other', '"same"', { body: '"of another"' }),
]

const player = await createPlayer(
  {
    exchanges: lines,
    manifest: {
      format: 1,
      suite: { name: '', version: '', revision: null, seed: 1 },
      recordedAt: new Date(recordedAt).toISOString(),
    },
  },
  createStandIns({}, createReplayKey()),
  createReplayKey(),
  [],
)
const client = createRawClient(
  { region: 'eu-west-1', cognito: url },
  { accessKeyId: 'a', secretAccessKey: 'b' },
  2000,
  player.gate,
)
const send = (body: string): Promise<Exchange> =>
  client.send({ service: 'cognito-identity', operation: 'GetId', headers: {}, body }, new Trace())

test.each(lines.filter(({ scope }) => scope === 'form'))(
  'the answer to $request.body comes as it was recorded',
  async ({ request: asked, response }) => {
    const { response: got } = await inScope('form', () => send(asked.body))
    expect(got).toEqual(response)
  },
)

test.each(lines.filter(({ scope }) => scope === 'trouble'))(
  '$error comes again',
  async ({ request: asked, error, isTooLarge }) => {
    const got = await inScope('trouble', () => send(asked.body))
    expect([got.response, got.error, got.isTooLarge]).toEqual([undefined, error, isTooLarge])
  },
)

test('the same request takes one answer after the other, each in its own scope; then there is none', async () => {
  const [bodies, other] = await Promise.all([
    inScope('twice', async () => [await send('"same"'), await send('"same"'), await send('"same"')]),
    inScope('other', () => send('"same"')),
  ])
  expect(bodies.map(({ response, error }) => response?.body ?? error)).toEqual([
    '"first"',
    '"second"',
    'the recording has no answer to this request',
  ])
  expect(other.response?.body).toBe('"of another"')
})

test('what was never asked has no answer, and nothing goes past the recording', async () => {
  const { error } = await inScope('form', () => send('"unheard of"'))
  expect(error).toBe('the recording has no answer to this request')
  const answer = await request('http://127.0.0.1:9/').then(
    ({ statusCode, body }) => body.text().then((text) => `${statusCode} ${text}`),
    (failure: Error) => failure.message,
  )
  expect(answer).toMatch(/No match|Disallowed net connect/)
})

test('time is that of the exchange that was played last', async () => {
  await inScope('clock', async () => {
    expect(player.now()).toBe(recordedAt)
  })
  await inScope('other', async () => expect(player.now()).toBe(recordedAt + 12_010))
})
