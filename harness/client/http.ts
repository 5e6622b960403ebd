import { Agent, EnvHttpProxyAgent, request } from 'undici'
import { type Exchange, answerLimit } from './exchange.ts'

/** HTTP to one target. */
export interface Http {
  /**
   * Sends what the request of `exchange` says, with this body, and writes into `exchange` what came back, or why nothing did.
   * Answers with the body's bytes; never rejects for what the target does.
   */
  send(exchange: Exchange, body: string | Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}

export function createHttp(requestTimeoutMs: number): Http {
  const dispatcher = new (hasProxy() ? EnvHttpProxyAgent : Agent)({
    connections: 64,
    connect: { timeout: requestTimeoutMs },
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    maxResponseSize: answerLimit,
    ...(hasProxy() ? { noProxy: noProxy() } : {}),
  })
  return {
    close: () => dispatcher.destroy(),
    async send(exchange, body) {
      const { method, url, headers } = exchange.request
      const hasBody = method !== 'GET' && method !== 'HEAD'
      let bytes: Uint8Array = new Uint8Array()
      try {
        const response = await request(url, {
          method: method as 'POST',
          headers,
          ...(hasBody ? { body } : {}),
          dispatcher,
          signal: AbortSignal.timeout(requestTimeoutMs),
        })
        bytes = await response.body.bytes()
        exchange.response = {
          status: response.statusCode,
          headers: flatten(response.headers),
          body: new TextDecoder().decode(bytes),
        }
      } catch (error) {
        Object.assign(exchange, describe(error))
      }
      exchange.durationMs = Date.now() - exchange.startedAt
      return bytes
    },
  }
}

/** HTTP_PROXY and HTTPS_PROXY are honoured as NO_PROXY allows; what runs on this machine is always asked directly. */
function hasProxy(): boolean {
  return ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some((name) => (process.env[name] ?? '') !== '')
}

function noProxy(): string {
  const given = process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? ''
  return ['127.0.0.1', 'localhost', '[::1]', given].filter((part) => part !== '').join(',')
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

function describe(error: unknown): Pick<Exchange, 'error' | 'isTooLarge'> {
  const { code, name, message } = error as Error & { code?: string }
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { error: 'no answer in time' }
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { error: `the answer is larger than ${answerLimit} bytes`, isTooLarge: true }
  }
  return { error: code === undefined ? message : `connection trouble (${code})` }
}
