import { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
import type { Exchange, Service, Trace } from './exchange.ts'
import { type Gate, openGate } from './gate.ts'
import { type Http, createHttp } from './http.ts'
import { noteSent } from './sent.ts'
import { type Signing, createSigner } from './signing.ts'
import { talk } from './talk.ts'

/** A request as it shall go out, byte by byte; nothing is added but what is named here. */
export interface RawRequest {
  service: Service
  /** For the trace only. */
  operation: string
  method?: string
  /** Path and query; `/` by default. */
  path?: string
  headers: Record<string, string>
  body: string | Uint8Array
  /** Signs with the run's keys, or otherwise as it says. */
  signed?: boolean | Signing
}

/** HTTP without an SDK: says what the SDK cannot, and sees what it hides. */
export interface RawClient {
  /** `response` is absent where nothing came back; never rejects for what the target does. */
  send(request: RawRequest, trace: Trace): Promise<Exchange>
  /** Bytes on a connection of their own: writes `parts` one after the other, each once something came back for the one before. */
  talk(operation: string, parts: readonly string[], trace: Trace): Promise<Exchange>
  /** How a request to `talk` begins: request line, host and what the configuration adds to every request. */
  readonly postHead: readonly string[]
  close(): Promise<void>
}

/** An AWS JSON 1.1 request to `cognito-identity`. */
export function jsonRequest(operation: string, input: unknown, signed: RawRequest['signed'] = false): RawRequest {
  return {
    service: 'cognito-identity',
    operation,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    },
    body: JSON.stringify(input),
    signed,
  }
}

/** An AWS Query request to STS or IAM. */
export function queryRequest(
  service: 'sts' | 'iam',
  operation: string,
  parameters: Record<string, string>,
  signed: RawRequest['signed'] = false,
): RawRequest {
  const version = service === 'sts' ? '2011-06-15' : '2010-05-08'
  return {
    service,
    operation,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action: operation, Version: version, ...parameters }).toString(),
    signed,
  }
}

export function createRawClient(
  endpoints: Endpoints,
  keys: Keys,
  requestTimeoutMs: number,
  gate: Gate = openGate,
): RawClient {
  const http: Http = createHttp(requestTimeoutMs, endpoints.ca)
  const sign = createSigner(endpoints, keys)
  const configuredLines = Object.entries(endpoints.headers ?? {}).map(([name, value]) => `${name}: ${value}`)

  return {
    postHead: [
      `POST ${new URL(endpoints.cognito).pathname} HTTP/1.1`,
      `Host: ${new URL(endpoints.cognito).host}`,
      ...configuredLines,
    ],
    close: () => http.close(),
    async talk(operation, parts, trace) {
      const { cognito, headers = {} } = endpoints
      // Headers of the configuration may be secrets: they stand where they are redacted by name.
      const body = configuredLines.reduce((text, line) => text.replaceAll(`${line}\r\n`, ''), parts.join(''))
      const exchange: Exchange = {
        service: 'cognito-identity',
        operation,
        startedAt: Date.now(),
        durationMs: 0,
        request: { method: 'POST', url: cognito, headers, body },
      }
      noteSent(exchange, { parts })
      await gate.before(exchange)
      trace.exchanges.push(exchange)
      Object.assign(exchange, gate.reply?.(exchange) ?? (await talk(cognito, parts, requestTimeoutMs)))
      exchange.durationMs = Date.now() - exchange.startedAt
      gate.after(exchange)
      return exchange
    },
    async send(raw, trace) {
      const base = new URL(endpointOf(endpoints, raw.service))
      const url = new URL(base.pathname.replace(/\/$/, '') + (raw.path ?? '/'), base)
      const headers: Record<string, string> = { host: url.host, ...endpoints.headers, ...raw.headers }
      const method = raw.method ?? 'POST'
      const exchange: Exchange = {
        service: raw.service,
        operation: raw.operation,
        startedAt: Date.now(),
        durationMs: 0,
        request: {
          method,
          url: url.href,
          headers,
          body: typeof raw.body === 'string' ? raw.body : `${raw.body.length} bytes`,
        },
      }
      noteSent(exchange, {
        headers: raw.headers,
        ...(typeof raw.signed === 'object' ? { signing: raw.signed } : {}),
        ...(typeof raw.body === 'string' ? {} : { bytes: raw.body }),
      })
      await gate.before(exchange)
      exchange.startedAt = Date.now()
      trace.exchanges.push(exchange)
      if (raw.signed !== undefined && raw.signed !== false) {
        const signed = await sign(raw.service, { method, url, headers, body: raw.body }, raw.signed)
        Object.assign(exchange.request, signed)
      }
      await http.send(exchange, raw.body, gate.marks?.(exchange))
      gate.after(exchange)
      return exchange
    },
  }
}
