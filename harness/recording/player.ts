import { type Exchange, currentScope, proxyVariables } from '../client/index.ts'
import type { Recording } from './folder.ts'
import { matches } from './match.ts'
import type { ReplayKey } from './replay-key.ts'
import type { RecordedExchange } from './sanitise.ts'
import { type PublishedKey, readKeySet } from './signatures.ts'
import type { StandIns } from './stand-ins.ts'
import type { Tape } from './tape.ts'
import { placeholder } from './values.ts'

const unanswered = 'the recording has no answer to this request'
/** Tells nock which exchange a request is; nothing else sees it. */
const mark = 'x-recorded-exchange'

interface Played {
  line: RecordedExchange
  isUsed: boolean
}

/**
 * Answers every request of this thread from a recording: nock stands in the place of the network, and lets nothing through. Within a scope a
 * request takes the first exchange of the recording that it matches, so that it does not matter what runs at the same time.
 */
export async function createPlayer(
  { exchanges, manifest }: Pick<Recording, 'exchanges' | 'manifest'>,
  standIns: StandIns,
  key: ReplayKey,
  issuerKeys: readonly PublishedKey[],
): Promise<Tape & Required<Pick<Tape, 'now'>>> {
  const published = exchanges.flatMap(({ response }) => readKeySet(response?.body ?? ''))
  const keys = [...issuerKeys, ...published.map(({ kid = '' }) => key.publicKey(kid))]
  const scopes = Map.groupBy(
    exchanges.map((line): Played => ({ line, isUsed: false })),
    ({ line }) => line.scope,
  )
  const ends = new Map<string, number>()
  const found = new WeakMap<Exchange, RecordedExchange>()

  const now = (): number => {
    const { name } = currentScope()
    return ends.get(name) ?? scopes.get(name)?.[0]?.line.startedAt ?? Date.parse(manifest.recordedAt)
  }
  const find = (exchange: Exchange): RecordedExchange | undefined => {
    const known = found.get(exchange)
    if (known !== undefined) return known
    const { pathname, search } = new URL(exchange.request.url)
    const asked = { ...exchange, request: { ...exchange.request, path: pathname + search }, atMs: now() }
    const played = scopes
      .get(currentScope().name)
      ?.find(({ line, isUsed }) => !isUsed && matches(line, asked, standIns, keys))
    if (played === undefined) return undefined
    played.isUsed = true
    found.set(exchange, played.line)
    return played.line
  }

  const network = await standInForNetwork()
  let serial = 0
  return {
    now,
    gate: {
      before: () => Promise.resolve(),
      marks(exchange) {
        const line = find(exchange)
        serial += 1
        const { method } = exchange.request
        const answer = line === undefined ? undefined : answerOf(line, standIns, key)
        if (answer === undefined) network.fail(serial, method, line?.error ?? unanswered)
        else network.answer(serial, method, answer)
        return { [mark]: String(serial) }
      },
      reply(exchange) {
        const line = find(exchange)
        const response = line === undefined ? undefined : answerOf(line, standIns, key)
        return response === undefined ? { error: line?.error ?? unanswered } : { response }
      },
      after(exchange) {
        const line = found.get(exchange)
        if (line === undefined) return
        const { name } = currentScope()
        ends.set(name, Math.max(ends.get(name) ?? 0, line.startedAt + line.durationMs))
      },
    },
  }
}

type Answer = NonNullable<Exchange['response']>

function answerOf({ request, response }: RecordedExchange, standIns: StandIns, key: ReplayKey): Answer | undefined {
  if (response === undefined) return undefined
  const body = key.publish(standIns.fill(inOurTime(response.body, request.body, standIns)))
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, standIns.fill(value)]),
  )
  // A token of another key has another length.
  if (headers['content-length'] !== undefined && request.method !== 'HEAD') {
    headers['content-length'] = String(Buffer.byteLength(body))
  }
  return { status: response.status, headers, body }
}

/** An answer may repeat when a login token expires: the one that was sent this time was made at another second. */
function inOurTime(answer: string, request: string, standIns: StandIns): string {
  return (request.match(placeholder) ?? []).reduce((text, name) => {
    const recorded = standIns.describe(name)
    if (recorded === undefined || !('claims' in recorded) || !standIns.isBound(name)) return text
    const [was, is] = [expiryOf(recorded.claims), expiryOf(claimsOf(standIns.of(name)))]
    return was === undefined || is === undefined ? text : text.replaceAll(String(was), String(is))
  }, answer)
}

const claimsOf = (token: string): string => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()

function expiryOf(claims: string): number | undefined {
  const exp = /"exp":(\d{9,})\b/.exec(claims)?.[1]
  return exp === undefined ? undefined : Number(exp)
}

interface Network {
  answer(serial: number, method: string, answer: Answer): void
  fail(serial: number, method: string, reason: string): void
}

/** nock answers each marked request once; all else is refused before a socket is opened. */
async function standInForNetwork(): Promise<Network> {
  const { default: nock } = await import('nock')
  // A request that is answered here needs no proxy; this thread's environment is its own.
  for (const name of proxyVariables()) delete process.env[name]
  nock.disableNetConnect()
  const expect = (serial: number, method: string) =>
    nock(/^https?:/, { reqheaders: { [mark]: String(serial) } }).intercept(/.*/s, method)
  return {
    answer: (serial, method, { status, headers, body }) => void expect(serial, method).reply(status, body, headers),
    fail: (serial, method, reason) => void expect(serial, method).replyWithError(errorOf(reason)),
  }
}

/** The error that the client had when it gave this reason. */
function errorOf(reason: string): Error {
  const code = reason.startsWith('no answer in time')
    ? 'UND_ERR_HEADERS_TIMEOUT'
    : reason.startsWith('the answer is larger than')
      ? 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
      : /\(([A-Z][A-Z0-9_]+)\)/.exec(reason)?.[1]
  return Object.assign(new Error(reason), code === undefined ? {} : { code })
}
