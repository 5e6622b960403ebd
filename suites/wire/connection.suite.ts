import { equal, observe, wire } from '../../harness/check/index.ts'
import { type Http, nobody, textOf } from './read.ts'
import { connection } from './requirements.ts'

/** A GetId as text; `more` are further header lines. */
const head = (http: Http, connectionHeader: string, ...more: string[]): string =>
  [
    ...http.postHead,
    'Content-Type: application/x-amz-json-1.1',
    'X-Amz-Target: AWSCognitoIdentityService.GetId',
    `Connection: ${connectionHeader}`,
    ...more,
    '\r\n',
  ].join('\r\n')
const lengthOf = (body: string): string => `Content-Length: ${body.length}`
const inputOf = (pool: string): string => JSON.stringify({ IdentityPoolId: pool })

wire(connection.keepAlive, 'two calls', {}, async ({ pool, http }) => {
  const body = inputOf(pool.id)
  const first = head(http, 'keep-alive', lengthOf(body)) + body
  const { statuses } = await http.talk('GetId', [first, head(http, 'close', lengthOf(body)) + body])
  equal(statuses, [200, 200], 'HTTP statuses on one connection')
})

wire(connection.keepAlive, 'after a refusal', {}, async ({ pool, http, region }) => {
  const [unknown, body] = [inputOf(`${region}:${nobody}`), inputOf(pool.id)]
  const first = head(http, 'keep-alive', lengthOf(unknown)) + unknown
  const { statuses } = await http.talk('GetId', [first, head(http, 'close', lengthOf(body)) + body])
  equal(statuses.at(-1), 200, 'HTTP status of the second answer')
  equal(statuses.length, 2, 'answers on one connection')
})

wire(connection.headerNames, 'all in capitals', {}, async ({ pool, http }) => {
  const body = inputOf(pool.id)
  const request = (head(http, 'close', lengthOf(body)) + body).replaceAll(/^[A-Za-z-]+(?=: )/gm, (name) =>
    name.toUpperCase(),
  )
  const { statuses } = await http.talk('GetId', [request])
  observe(`HTTP ${statuses.join(', ')}`)
})

wire(connection.pipelining, 'a refusal after an accepted call', {}, async ({ pool, http, region }) => {
  const [unknown, body] = [inputOf(`${region}:${nobody}`), inputOf(pool.id)]
  const first = head(http, 'keep-alive', lengthOf(body)) + body
  const { statuses } = await http.talk('GetId', [first + head(http, 'close', lengthOf(unknown)) + unknown])
  observe(`HTTP ${statuses.join(', then ')}`)
})

wire(connection.expect, 'a call', {}, async ({ pool, http }) => {
  const body = inputOf(pool.id)
  const { statuses } = await http.talk('GetId', [head(http, 'close', lengthOf(body), 'Expect: 100-continue'), body])
  equal(statuses.at(-1), 200, 'HTTP status of the final answer')
})

wire(connection.expectInterim, 'a call', {}, async ({ pool, http }) => {
  const body = inputOf(pool.id)
  const { statuses } = await http.talk('GetId', [head(http, 'close', lengthOf(body), 'Expect: 100-continue'), body])
  observe(statuses[0] === 100 ? 'it comes' : 'it does not come')
})

wire(connection.chunked, 'a call in two chunks', {}, async ({ pool, http }) => {
  const body = inputOf(pool.id)
  const chunks = [body.slice(0, 10), body.slice(10), ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
  const { statuses } = await http.talk('GetId', [head(http, 'close', 'Transfer-Encoding: chunked') + chunks.join('')])
  observe(`HTTP ${statuses.join(', ')}`)
})

wire(connection.head, 'with the headers of a call', {}, async ({ pool, http }) => {
  observe(textOf(await http.json('GetId', { IdentityPoolId: pool.id }, false, { method: 'HEAD' })))
})

wire(connection.transportSecurity, 'of an accepted call', {}, async ({ pool, http }) => {
  const { headers } = await http.json('GetId', { IdentityPoolId: pool.id })
  observe(headers['strict-transport-security'] ?? 'absent')
})
