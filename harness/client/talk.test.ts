import { type Server, type Socket, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { talk } from './talk.ts'

let server: Server | undefined
afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))))

async function serve(onConnection: (socket: Socket) => void): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.resume()
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', () => resolve()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('each part waits for an answer to the one before; the status is that of the last answer', async () => {
  const got: string[] = []
  const url = await serve((socket) =>
    socket.setEncoding('utf8').on('data', (data: string) => {
      got.push(data)
      if (data === 'one') socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      else socket.end('HTTP/1.1 200 OK\r\n\r\n{}')
    }),
  )
  const { response } = await talk(url, ['one', 'two'], 5000)
  expect(got).toEqual(['one', 'two'])
  expect(response).toEqual({ status: 200, headers: {}, body: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}' })
})

test('a part does not wait forever for an answer that does not come', async () => {
  const url = await serve((socket) =>
    socket.setEncoding('utf8').on('data', (data: string) => {
      if (data === 'two') socket.end('HTTP/1.1 200 OK\r\n\r\n')
    }),
  )
  expect((await talk(url, ['one', 'two'], 5000)).response?.status).toBe(200)
})

test('after an answer that ends the connection nothing is sent', async () => {
  const got: string[] = []
  const url = await serve((socket) =>
    socket.setEncoding('utf8').on('data', (data: string) => {
      got.push(data)
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
      setTimeout(() => socket.end(), 100)
    }),
  )
  expect((await talk(url, ['one', 'two'], 5000)).response?.status).toBe(200)
  expect(got).toEqual(['one'])
})

test.each<[string, (socket: Socket) => void, string]>([
  ['ends without a word', (socket) => socket.end(), 'the connection ended without an answer'],
  ['says nothing in time', () => {}, 'no answer in time'],
])('a server that %s gives no response', async (_, onConnection, error) => {
  expect(await talk(await serve(onConnection), ['one'], 300)).toEqual({ error })
})

test('a port where nobody listens is said to refuse', async () => {
  const { error, response } = await talk('http://127.0.0.1:9', ['one'], 1000)
  expect(response).toBeUndefined()
  expect(error).toMatch(/ECONNREFUSED/)
})
