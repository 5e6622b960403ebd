import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Pool } from 'undici'
import { ofConnection } from '../fixtures/proxies/index.ts'
import type { RecordedRequest } from './load.ts'

export interface Recorder {
  url: string
  requests: RecordedRequest[]
  close(): Promise<void>
}

/** Deletions are recorded nowhere and never reach the target: what a run made must be there when it is replayed. */
const isDeletion = (request: IncomingMessage, body: string): boolean =>
  String(request.headers['x-amz-target']).endsWith('.DeleteIdentityPool') || body.startsWith('Action=Delete')

/** A replay has another host. */
function withoutFraming(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name !== 'host' && !ofConnection.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}

/** A pass-through proxy on loopback that remembers every request. */
export async function startRecorder(target: string): Promise<Recorder> {
  const pool = new Pool(target)
  const requests: RecordedRequest[] = []
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    if (isDeletion(request, body))
      return void response.writeHead(200, { 'content-type': request.headers['content-type'] ?? '' }).end('{}')
    const headers = withoutFraming(request.headers)
    const recorded = { method: request.method as RecordedRequest['method'], path: request.url ?? '/', headers, body }
    const answer = await pool.request({ ...recorded, ...(body === '' ? { body: null } : {}) })
    requests.push({ ...recorded, status: answer.statusCode })
    response.writeHead(answer.statusCode, answer.headers).end(Buffer.from(await answer.body.arrayBuffer()))
  }
  const server = createServer((request, response) => void forward(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.close()
    },
  }
}
