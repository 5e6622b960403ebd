import type { Exchange } from '../client/index.ts'
import type { Kept } from './tape.ts'
import { createReferences } from './references.ts'
import { findSecrets, secretHeader } from './secrets.ts'
import { type PublishedKey, readKeySet } from './signatures.ts'
import { type Values, placeholder } from './values.ts'

/** One exchange as a recording holds it. */
export interface RecordedExchange {
  scope: string
  sequence: number
  service: Exchange['service']
  operation: string
  startedAt: number
  durationMs: number
  request: { method: string; path: string; headers: Record<string, string>; body: string; signed: boolean }
  response?: NonNullable<Exchange['response']>
  error?: string
  isTooLarge?: true
}

export interface Sanitised {
  exchanges: RecordedExchange[]
  values: Values
  /** `facts` with the same placeholders. */
  facts: string
}

/** What only the run knows to be secret. */
export interface KnownSecrets {
  /** Of the run's own keys: id, secret, session token. */
  keys: readonly string[]
  /** Stands in all names that the run makes up. */
  runId: string
  /** Values of configured headers. */
  headers: readonly string[]
  /** Names in a Logins map whose values are tokens that a person gave. */
  givenProviders: readonly string[]
  accountId: string
  /** Public keys of our issuer. */
  issuerKeys: readonly PublishedKey[]
}

/**
 * Takes every token, key and id out of exchanges, and of a text of facts on the run. The same value is the same placeholder everywhere.
 * Exchanges come back in the order of scopes.
 */
export function sanitise(kept: readonly Kept[], facts: string, known: KnownSecrets): Sanitised {
  const sorted = kept.toSorted((a, b) => compare(a.scope, b.scope) || a.sequence - b.sequence)
  const keys = [...known.issuerKeys, ...sorted.flatMap(({ exchange }) => readKeySet(exchange.response?.body ?? ''))]
  const references = createReferences(
    findSecrets(
      sorted.map(({ exchange }) => exchange),
      known,
    ),
    keys,
  )
  const exchanges = sorted.map(({ scope, sequence, exchange }) => ({
    scope,
    sequence,
    ...sanitiseExchange(exchange, references.text),
  }))
  const safeFacts = references.text(facts, 0)
  const ours = placeholdersIn(references.text(known.keys.join(' '), 0))
  return { exchanges, values: withMakers(references.values, exchanges, safeFacts, ours), facts: safeFacts }
}

type Clean = (text: string, atMs: number) => string

/** Of the request only these headers are kept: they are ours and hold nothing. */
const keptHeaders = /^(content-type|x-amz-target|accept|origin|access-control-request-[\w-]+)$/

function sanitiseExchange(exchange: Exchange, clean: Clean): Omit<RecordedExchange, 'scope' | 'sequence'> {
  const { service, operation, startedAt, durationMs, request, response, error, isTooLarge } = exchange
  const text = (value: string): string => clean(value, startedAt)
  const texts = (headers: Record<string, string>, isKept: (name: string) => boolean): Record<string, string> =>
    Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => isKept(name.toLowerCase()))
        .map(([name, value]) => [name, text(value)]),
    )
  const { pathname, search } = new URL(request.url)
  return {
    service,
    operation,
    startedAt,
    durationMs,
    request: {
      method: request.method,
      path: text(pathname + search),
      headers: texts(request.headers, (name) => keptHeaders.test(name)),
      body: text(request.body),
      signed: Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization'),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            status: response.status,
            headers: texts(response.headers, (name) => !secretHeader.test(name)),
            body: text(response.body),
          },
        }),
    ...(error === undefined ? {} : { error: text(error) }),
    ...(isTooLarge === undefined ? {} : { isTooLarge }),
  }
}

/**
 * A value is the target's where an answer brings it up that was not told it by its own request; the facts are the target's as well. `ours`
 * are the run's keys, whoever repeats them.
 */
function withMakers(
  values: Values,
  exchanges: readonly RecordedExchange[],
  facts: string,
  ours: readonly string[],
): Values {
  const theirs = new Set<string>()
  const add = (name: string): void => {
    if (theirs.has(name)) return
    theirs.add(name)
    const value = values[name]
    if (value !== undefined && 'claims' in value) for (const inner of placeholdersIn(value.claims)) add(inner)
  }
  for (const name of placeholdersIn(facts)) add(name)
  for (const { request, response } of exchanges) {
    const told = new Set(placeholdersIn(request.path + request.body))
    const said = response === undefined ? '' : JSON.stringify(response.headers) + response.body
    for (const name of placeholdersIn(said)) if (!told.has(name)) add(name)
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { ...value, madeByUs: ours.includes(name) || !theirs.has(name) },
    ]),
  )
}

function placeholdersIn(text: string): string[] {
  return text.match(placeholder) ?? []
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
