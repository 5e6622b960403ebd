import { SignatureV4 } from '@smithy/signature-v4'
import { Sha256 } from '../../fixtures/sigv4/sha256.ts'
import { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
import type { Exchange, Service, Trace } from './exchange.ts'
import { type Http, createHttp } from './http.ts'

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
  /** Signs with the run's keys. */
  signed?: boolean
}

/** HTTP without an SDK: says what the SDK cannot, and sees what it hides. */
export interface RawClient {
  /** `response` is absent where nothing came back; never rejects for what the target does. */
  send(request: RawRequest, trace: Trace): Promise<Exchange>
  close(): Promise<void>
}

/** An AWS JSON 1.1 request to `cognito-identity`. */
export function jsonRequest(operation: string, input: unknown, signed = false): RawRequest {
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
  signed = false,
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

export function createRawClient(endpoints: Endpoints, keys: Keys, requestTimeoutMs: number): RawClient {
  const http: Http = createHttp(requestTimeoutMs, endpoints.ca)
  const signers = new Map<Service, SignatureV4>()
  const signerOf = (service: Service): SignatureV4 => {
    let signer = signers.get(service)
    if (signer === undefined) {
      signer = new SignatureV4({ service, region: endpoints.region, credentials: keys, sha256: Sha256 })
      signers.set(service, signer)
    }
    return signer
  }

  return {
    close: () => http.close(),
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
      trace.exchanges.push(exchange)
      if (raw.signed === true) {
        const signed = await signerOf(raw.service).sign({
          method,
          protocol: url.protocol,
          hostname: url.hostname,
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          headers,
          body: raw.body,
        })
        exchange.request.headers = signed.headers
      }
      await http.send(exchange, raw.body)
      return exchange
    },
  }
}
