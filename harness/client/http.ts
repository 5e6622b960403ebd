import { getCACertificates } from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici'
import { type Exchange, answerLimit } from './exchange.ts'

/** HTTP to one target. */
export interface Http {
  /**
   * Sends what the request of `exchange` says, with this body, and writes into `exchange` what came back, or why nothing did.
   * Answers with the body's bytes; never rejects for what the target does. `marks`: headers that `exchange` does not show.
   */
  send(exchange: Exchange, body: string | Uint8Array, marks?: Record<string, string>): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * `ca`: certificates in PEM that are trusted besides the usual ones. HTTP_PROXY, HTTPS_PROXY and NO_PROXY count, in either case;
 * nothing on the own machine's loopback is ever sent to a proxy. Throws for a proxy address that is none.
 */
export function createHttp(requestTimeoutMs: number, ca?: string): Http {
  const tls = ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }
  const options = {
    connections: 64,
    connect: { timeout: requestTimeoutMs, ...tls },
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    maxResponseSize: answerLimit,
  }
  const direct = new Agent(options)
  const proxied =
    proxyVariables().length === 0 ? direct : new EnvHttpProxyAgent({ ...options, requestTls: tls, proxyTls: tls })
  const dispatcherOf = (url: string): Dispatcher => (isLoopback(url) ? direct : proxied)
  return {
    close: async () => {
      await Promise.all([direct.destroy(), proxied.destroy()])
    },
    async send(exchange, body, marks = {}) {
      const { method, url, headers } = exchange.request
      const hasBody = method !== 'GET' && method !== 'HEAD'
      let bytes: Uint8Array = new Uint8Array()
      try {
        const response = await request(url, {
          method: method as 'POST',
          headers: { ...headers, ...marks },
          ...(hasBody ? { body } : {}),
          dispatcher: dispatcherOf(url),
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

/** Names of the variables that name a proxy. */
export function proxyVariables(): string[] {
  return ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].filter((name) => (process.env[name] ?? '') !== '')
}

function isLoopback(url: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}

const untrusted = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

function describe(error: unknown): Pick<Exchange, 'error' | 'isTooLarge'> {
  const { code, name, message } = error as Error & { code?: string }
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { error: 'no answer in time' }
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { error: `the answer is larger than ${answerLimit} bytes`, isTooLarge: true }
  }
  if (code !== undefined && untrusted.has(code)) {
    return { error: `its certificate is not trusted (${code}); name the CA that signed it with --ca FILE` }
  }
  return { error: code === undefined ? message : `connection trouble (${code})` }
}
