import { type Exchange, type Sent, type Service, endpointOf, sentOf } from '../client/index.ts'
import type { ReproFacts } from './facts.ts'
import type { Content, SignedOtherwise, Step } from './program.ts'
import { literal, mapStrings, reference } from './template.ts'
import type { Values } from './values.ts'

/** What a client adds by itself, and what a program must not hold. */
const unmentioned =
  /^(host|content-length|authorization|x-amz-date|x-amz-security-token|x-amz-content-sha256|user-agent|x-amz-user-agent|amz-sdk-.*|connection|cookie|set-cookie|proxy-authorization|x-api-key|accept|cache-control)$/

const targets: Partial<Record<Service, string>> = {
  'cognito-identity': 'AWSCognitoIdentityService',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
}
const versions: Partial<Record<Service, string>> = { sts: '2011-06-15', iam: '2010-05-08' }
/** In base64, of what is kept of a body that is no text. */
const bytesLimit = 16_384
/** A longer body is no set of members that anybody would read. */
const plainLimit = 1_000_000
/** Of the templates of one step. */
const stepLimit = 20_000

/** Headers that the protocol of a service asks for. */
export function protocolHeaders(service: Service, operation: string): Record<string, string> {
  const target = targets[service]
  if (target === undefined) return { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${operation}` }
}

export function queryBody(service: Service, operation: string): [string, string][] {
  return [
    ['Action', operation],
    ['Version', versions[service] ?? ''],
  ]
}

/** A request as a step, its texts as templates. Throws an `Error` that says why it cannot be one. */
export function toStep(exchange: Exchange, values: Values, facts: ReproFacts): Step {
  const { service, operation, response } = exchange
  const step: Step = {
    service,
    operation,
    signed: signatureOf(exchange, values, facts),
    // A provider that is there already is as good as a new one.
    accepted:
      response !== undefined &&
      response.status >= 200 &&
      response.status < 300 &&
      operation !== 'CreateOpenIDConnectProvider',
    ...contentOf(exchange, values, facts),
  }
  if (JSON.stringify(step).length > stepLimit) throw new Error('a request is too large to be written down')
  return step
}

/** How deep brackets nest; those in texts count too, which does no harm. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0]
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function contentOf(exchange: Exchange, values: Values, facts: ReproFacts): Content {
  const { service, operation, request, startedAt } = exchange
  const sent = sentOf(exchange)
  const template = (text: string): string => values.template(text, startedAt)
  if (sent.parts !== undefined) return { talk: sent.parts.map((part) => template(withoutConfigured(part, facts))) }
  const headers = ownHeaders(exchange, facts)
  const path = pathOf(exchange, facts)
  const isUsual = request.method === 'POST' && path === '/' && sent.bytes === undefined
  const input = isUsual && hasProtocolHeaders(headers, service, operation) ? inputOf(exchange, sent) : undefined
  if (input !== undefined) return { input: inputTemplate(input, values, startedAt, facts) }
  if (hidesId(request.body)) throw new Error('a request writes in escapes what differs from run to run')
  for (const secret of loginSecrets(request.body, facts)) values.secret(secret)
  const bytes = sent.bytes === undefined ? undefined : Buffer.from(sent.bytes).toString('base64')
  if (bytes !== undefined && bytes.length > bytesLimit)
    throw new Error('a request has a body of many bytes that are no text')
  return {
    raw: {
      method: request.method,
      path: template(path),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, template(value)])),
      body: sent.bytes === undefined ? template(request.body) : '',
      ...(bytes === undefined ? {} : { bytes }),
    },
  }
}

/** Whether a body in JSON has an id that its text does not show. */
function hidesId(body: string): boolean {
  if (!body.includes(String.raw`\u`)) return false
  try {
    const ids = JSON.stringify(JSON.parse(body)).matchAll(/[\w-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)
    return [...ids].some(([id]) => !body.includes(id))
  } catch {
    return false
  }
}

/** Lines of headers whose values are the person's. */
function withoutConfigured(part: string, { endpoints }: ReproFacts): string {
  return Object.entries(endpoints.headers ?? {}).reduce(
    (text, [name, value]) => text.replaceAll(`${name}: ${value}\r\n`, ''),
    part,
  )
}

function ownHeaders({ request }: Exchange, { endpoints }: ReproFacts): Record<string, string> {
  const configured = new Set(Object.keys(endpoints.headers ?? {}).map((name) => name.toLowerCase()))
  return Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => !unmentioned.test(name.toLowerCase()) && !configured.has(name.toLowerCase()),
    ),
  )
}

function pathOf({ request, service }: Exchange, { endpoints }: ReproFacts): string {
  const { pathname, search } = new URL(request.url)
  const base = new URL(endpointOf(endpoints, service)).pathname.replace(/\/$/, '')
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname
  return `${path === '' ? '/' : path}${/[?&]X-Amz-Signature=/.test(search) ? '' : search}`
}

function hasProtocolHeaders(headers: Record<string, string>, service: Service, operation: string): boolean {
  const plain = (given: Record<string, string>): string =>
    JSON.stringify(
      Object.entries(given)
        .map(([name, value]) => [name.toLowerCase(), value.replace(/; charset=utf-8$/i, '')])

        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    )
  return plain(headers) === plain(protocolHeaders(service, operation))
}

/** Nothing for a body that says more than its members do, such as odd white space or a member twice. */
function inputOf({ request, service, operation }: Exchange, sent: Sent): Record<string, unknown> | undefined {
  if (request.body.length > plainLimit || nesting(request.body) > 32) return undefined
  if (targets[service] === undefined) {
    const parameters = new URLSearchParams(request.body)
    const isFromSdk = sent.headers === undefined
    const names = [...parameters.keys()]
    const isSound = queryBody(service, operation).every(([name, value]) => parameters.get(name) === value)
    if (!isSound || new Set(names).size < names.length || (!isFromSdk && parameters.toString() !== request.body))
      return undefined
    return Object.fromEntries([...parameters].filter(([name]) => name !== 'Action' && name !== 'Version'))
  }
  try {
    const input: unknown = JSON.parse(request.body)
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input)
    return isObject && JSON.stringify(input) === request.body ? (input as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function inputTemplate(
  input: Record<string, unknown>,
  values: Values,
  at: number,
  { givenProviders = [] }: ReproFacts,
): Record<string, unknown> {
  const template = (text: string): string => values.template(text, at)
  const member = ([name, value]: [string, unknown]): [string, unknown] => {
    if (typeof value === 'string') {
      if (/^(NextToken|Marker)$/.test(name)) return [name, values.pageToken(value) ?? template(value)]
      if (/^password$/i.test(name)) return [name, `Aa1-${reference('run')}`]
    }
    if (
      /^(Logins|AuthParameters)$/.test(name) &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value)
    ) {
      const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
        const isSecret = typeof inner === 'string' && (givenProviders.includes(key) || isOpaqueToken(inner))
        return isSecret ? [template(key), values.secret(inner)] : member([key, inner])
      })
      return [name, Object.fromEntries(entries)]
    }
    return [template(name), mapStrings(value, template)]
  }
  return Object.fromEntries(Object.entries(input).map(member))
}

/** Login tokens in a body, however it is written. */
function loginSecrets(body: string, { givenProviders = [] }: ReproFacts): string[] {
  if (!body.includes('Logins')) return []
  const texts = [...body.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"([^"\\]+)"/g)]
  return texts
    .filter(([, key = '', value = '']) => givenProviders.includes(key) || isOpaqueToken(value))
    .map(([, , value = '']) => value)
}

/** Tokens of other forms than a JWT; a long run of one character is test garbage. */
function isOpaqueToken(value: string): boolean {
  return value.length > 100 && !value.startsWith('eyJ') && new Set(value).size > 20
}

const standardAuthorization =
  /^AWS4-HMAC-SHA256 Credential=[^/\s,]+\/\d{8}\/[^/]+\/[^/]+\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/

function signatureOf(exchange: Exchange, values: Values, facts: ReproFacts): Step['signed'] {
  const { signing, headers: unsignedHeaders } = sentOf(exchange)
  const { headers } = exchange.request
  const authorization = headers['authorization'] ?? ''
  if (signing === undefined) {
    const keyId = /Credential=([^/]+)\//.exec(authorization)?.[1]
    if (keyId === undefined) return false
    const name = values.referenceTo(keyId)
    return name === undefined || keyId === facts.keys.accessKeyId ? true : keysBeside(name, headers)
  }
  const template = (text: string): string => values.template(text, exchange.startedAt)
  const { keys = {}, date, body, region, service, presignedFor } = signing
  const seconds = (time: number): number => Math.round((time - exchange.startedAt) / 1000)
  const signedAt = seconds(date?.getTime() ?? exchange.startedAt)
  const saidAt = seconds(readDate(headers['x-amz-date']) ?? date?.getTime() ?? exchange.startedAt)
  const altered =
    unsignedHeaders !== undefined && Object.entries(unsignedHeaders).some(([name, value]) => headers[name] !== value)
  const found: SignedOtherwise = {
    ...Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, template(value ?? '')])),
    ...(region === undefined ? {} : { region }),
    ...(service === undefined ? {} : { service }),
    ...(signedAt === 0 ? {} : { shift: signedAt }),
    ...(Math.abs(saidAt - signedAt) <= 1 ? {} : { dateShift: saidAt }),
    ...(body === undefined ? {} : { body: template(body) }),
    ...(altered ? { headers: { ...unsignedHeaders } } : {}),
    ...(presignedFor === undefined ? {} : { presignedFor }),
    ...(presignedFor !== undefined || standardAuthorization.test(authorization)
      ? {}
      : { authorization: authorizationTemplate(authorization) }),
  }
  return Object.keys(found).length === 0 ? true : found
}

/** Credentials of an answer: the secret and the session token stand beside the key's id. */
function keysBeside(name: string, headers: Record<string, string>): SignedOtherwise {
  const beside = (member: string): string => reference(name.replace(/AccessKeyId$/, member))
  // The enhanced flow answers a SecretKey, STS a SecretAccessKey.
  const secretAccessKey = beside(name.includes('Credentials.') ? 'SecretKey' : 'SecretAccessKey')
  const hasSession = headers['x-amz-security-token'] !== undefined
  return { accessKeyId: reference(name), secretAccessKey, sessionToken: hasSession ? beside('SessionToken') : '' }
}

function authorizationTemplate(authorization: string): string {
  return literal(authorization)
    .replace(/(Credential=)[^/,\s]+/, `$1${reference('accessKeyId')}`)
    .replace(/\/\d{8}\//, `/${reference('day')}/`)
    .replace(/(Signature=)[0-9a-f]{64}/, `$1${reference('signature')}`)
}

function readDate(text: string | undefined): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? []
  if (parts.length < 6) return undefined
  const [year = 0, month = 1, ...rest] = parts.map(Number)
  return Date.UTC(year, month - 1, ...rest)
}
