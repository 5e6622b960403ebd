import { expect, test } from 'vitest'
import { type Exchange, type RawClient, Trace } from '../client/index.ts'
import { createHttp } from './http.ts'

/** Over a client that answers with this to whatever is sent. */
function httpAnswering(status: number, body: string) {
  const exchange: Exchange = {
    service: 'cognito-identity',
    operation: 'GetId',
    startedAt: 0,
    durationMs: 0,
    request: { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: '' },
    response: { status, headers: {}, body },
  }
  const raw: RawClient = {
    send: async () => exchange,
    talk: async () => ({ ...exchange, response: { status, headers: {}, body: `HTTP/1.1 ${status} \r\n\r\n${body}` } }),
    postHead: [],
    close: async () => {},
  }
  return createHttp(
    raw,
    new Trace(),
    () => {},
    () => {},
  )
}

test.each([
  ['by its code', 400, '{"__type":"com.amazonaws.cognito#TooManyRequestsException"}'],
  ['by its status', 429, 'slow down'],
])('a throttle, known %s, says nothing of a target', async (_, status, body) => {
  const http = httpAnswering(status, body)
  await expect(http.json('GetId', {})).rejects.toMatchObject({ verdict: 'indeterminate' })
  await expect(http.talk('GetId', [])).rejects.toMatchObject({ verdict: 'indeterminate' })
})

test('any other refusal is an answer', async () => {
  const http = httpAnswering(400, '{"__type":"NotAuthorizedException"}')
  expect((await http.json('GetId', {})).status).toBe(400)
  expect((await http.talk('GetId', [])).statuses).toEqual([400])
})
