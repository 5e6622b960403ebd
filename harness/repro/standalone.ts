// The plumbing of a repro that stands alone: signatures, an issuer of login tokens, HTTP. Stands in repros as it is, so it needs nothing but Node.
import { createHash, createHmac, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto'
import { createServer, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Answer } from './answers.ts'

export interface Request {
  endpoint: string
  method: string
  path: string
  headers: Record<string, string>
  body: string | Uint8Array
  /** Absent: not signed. */
  signing?: {
    region: string
    service: string
    accessKeyId: string
    secretAccessKey: string
    sessionToken: string
    shift?: number
    dateShift?: number
    body?: string
    headers?: Record<string, string>
    authorization?: (parts: { day: string; signature: string }) => string
    presignedFor?: number
  }
}

const hash = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
const dateAt = (shift: number): string =>
  new Date(Date.now() + shift * 1000).toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** The path and headers of a request with its signature (AWS Signature Version 4). */
function signed(
  { method, body, signing, ...request }: Request,
  url: URL,
): { path: string; headers: Record<string, string> } {
  if (signing === undefined) return { path: url.pathname + url.search, headers: request.headers }
  const { region, service, accessKeyId, secretAccessKey, sessionToken, shift = 0, presignedFor } = signing
  const date = dateAt(shift)
  const day = date.slice(0, 8)
  const scope = `${day}/${region}/${service}/aws4_request`
  const covered: Record<string, string> = Object.fromEntries(
    Object.entries({
      ...(presignedFor === undefined ? { ...(signing.headers ?? request.headers), 'x-amz-date': date } : {}),
      ...(presignedFor === undefined && sessionToken !== '' ? { 'x-amz-security-token': sessionToken } : {}),
      host: url.host,
    }).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const names = Object.keys(covered).toSorted()
  if (presignedFor !== undefined) {
    const parameters = {
      Algorithm: 'AWS4-HMAC-SHA256',
      Credential: `${accessKeyId}/${scope}`,
      Date: date,
      Expires: String(presignedFor),
      SignedHeaders: names.join(';'),
    }
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(`X-Amz-${name}`, value)
    if (sessionToken !== '') url.searchParams.set('X-Amz-Security-Token', sessionToken)
  }
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&')
  const lines = names.map((name) => `${name}:${(covered[name] ?? '').trim().replaceAll(/\s+/g, ' ')}\n`).join('')
  const canonical = [method, url.pathname, query, lines, names.join(';'), hash(signing.body ?? body)].join('\n')
  const key = ['aws4_request', service, region, day].reduceRight<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex')
  if (presignedFor !== undefined)
    return { path: `${url.pathname}?${query}&X-Amz-Signature=${signature}`, headers: request.headers }
  const standard = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  const authorization = signing.authorization?.({ day, signature }) ?? standard
  const { host, ...sent } = covered
  const said = signing.dateShift === undefined ? {} : { 'x-amz-date': dateAt(signing.dateShift) }
  return {
    path: url.pathname + url.search,
    headers: { ...sent, ...request.headers, host: host ?? '', ...said, authorization },
  }
}

/** Sends one request; an answer with status 0 says why there is none. */
export function send(given: Request): Promise<Answer> {
  const base = new URL(given.endpoint)
  const url = new URL(base.pathname.replace(/\/$/, '') + given.path, base)
  const { path, headers } = signed(given, url)
  const start = url.protocol === 'https:' ? requestTls : requestPlain
  const hasBody = given.method !== 'GET' && given.method !== 'HEAD'
  return new Promise((resolve) => {
    const fail = (error: Error): void => resolve({ status: 0, headers: {}, body: error.message })
    const length = hasBody ? { 'content-length': String(Buffer.byteLength(given.body)) } : {}
    const request = start(
      url,
      { method: given.method, path, headers: { ...headers, ...length }, timeout: 20_000 },
      (response) => {
        let body = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => (body += chunk))
          .on('error', fail)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: flat(response.headers), body }))
      },
    )
    request.on('error', fail).on('timeout', () => request.destroy(new Error('no answer in time')))
    request.end(hasBody ? given.body : undefined)
  })
}

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** Writes parts to a connection of its own, each once something came back for the one before; the body is all that came back. */
export function talk(endpoint: string, parts: string[]): Promise<Answer> {
  const { protocol, hostname, port } = new URL(endpoint)
  const at = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) }
  return new Promise((resolve) => {
    let text = ''
    const socket = protocol === 'https:' ? connectTls({ ...at, servername: at.host }) : connectPlain(at)
    const waiting = [...parts]
    let patience: NodeJS.Timeout | undefined
    const next = (): void => {
      clearTimeout(patience)
      const part = waiting.shift()
      if (part === undefined) return
      socket.write(part)
      patience = setTimeout(next, 1000)
    }
    const end = (): void => {
      clearTimeout(patience)
      socket.destroy()
      const status = [...text.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].at(-1)?.[1]
      resolve({ status: Number(status ?? 0), headers: {}, body: text })
    }
    socket.setEncoding('utf8').setTimeout(10_000, end)
    socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', next)
    socket.on('data', (data: string) => {
      text += data
      if (/^connection: *close\r$/im.test(text)) waiting.length = 0
      next()
    })
    socket.on('error', end).on('close', end)
  })
}

export interface Issuer {
  url: string
  /** `kind`: what is wrong with the token; `sound` is nothing. */
  token(provider: string, user: string, kind?: string, claims?: Record<string, unknown>): string
  close(): void
}

/** An issuer of login tokens: `<url>/a`, `<url>/b`, … each with a discovery document and a key set. */
export async function startIssuer(advertised: string | undefined): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = randomUUID()
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }]
  let url = ''
  const server = createServer((request, response) => {
    const [, name = ''] = /^\/([^/]*)/.exec(request.url ?? '') ?? []
    const issuer = `${url}/${name}`
    const discovery = {
      issuer,
      jwks_uri: `${issuer}/keys`,
      authorization_endpoint: `${issuer}/authorize`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(request.url?.endsWith('/keys') === true ? { keys } : discovery))
  })
  const port = advertised === undefined ? 0 : Number(new URL(advertised).port || 80)
  await new Promise<void>(
    (resolve) => void server.listen(port, advertised === undefined ? '127.0.0.1' : '0.0.0.0', resolve),
  )
  const address = server.address()
  url = advertised ?? `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    url,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
    token(provider, user, kind = 'sound', claims = {}) {
      if (kind === 'malformed') return `not-a-token-of-${user}`
      const audience = 'conformance-client'
      const iat = Math.floor(Date.now() / 1000) - (kind === 'expired' ? 7200 : 1)
      const payload = {
        ...claims,
        jti: randomUUID(),
        iss: `${url}/${provider}${kind === 'wrong-issuer' ? '-of-somebody-else' : ''}`,
        sub: user,
        iat,
        exp: iat + 3600,
        ...(kind === 'without-audience'
          ? {}
          : { aud: kind === 'wrong-audience' ? `${audience}-of-another-application` : audience }),
      }
      if (kind === 'unsigned') return `${part({ alg: 'none' })}.${part(payload)}.`
      const content = (one: object): string => `${part({ alg: 'RS256', kid, typ: 'JWT' })}.${part(one)}`
      const over = kind === 'badly-signed' ? content({ ...payload, sub: `not-${user}` }) : content(payload)
      return `${content(payload)}.${signBytes('sha256', Buffer.from(over), privateKey).toString('base64url')}`
    },
  }
}
