import type { Exchange } from '../client/index.ts'
import { type Answer, type Demand, comparable, faceOf, judge, read, sorted } from './answers.ts'
import type { Expectation } from './expectation.ts'
import { literal, mapStrings } from './template.ts'
import type { Values } from './values.ts'

/** A failure as a check reports it, with what it demanded where that can be said plainly. */
export interface JudgedFailure {
  expected: string
  got: string
  /** `GetId answer, IdentityId`; of several answers, of which the last was judged: `ListIdentities answers`. */
  at: string
  /** The same without the case of a property. */
  place?: string
  expectation?: Expectation | undefined
}

export function answerOf({ response, error, startedAt, durationMs }: Exchange): Answer {
  return { ...(response ?? { status: 0, headers: {}, body: error ?? '' }), at: startedAt + durationMs }
}

/** `ListIdentities answers`: of several calls. */
const calls = /^([A-Z]\w+) answer(s)?/

/** Which of the exchanges was judged. */
export function judgedAmong(exchanges: readonly Exchange[], failure: JudgedFailure): number {
  const { expectation, at, place = at } = failure
  const named = expectation !== undefined && 'exchange' in expectation ? expectation.exchange : undefined
  const index = named === undefined ? -1 : exchanges.indexOf(named)
  if (index >= 0) return index
  const [, operation, plural] = calls.exec(place) ?? []
  const fits = (exchange: Exchange): boolean => operation === undefined || exchange.operation === operation
  // What several answers say together may by chance be what an earlier one says alone.
  if (expectation !== undefined && 'got' in expectation && plural === undefined) {
    const located = exchanges.findLastIndex(
      (one) => fits(one) && locate(answerOf(one), expectation.got, place) !== undefined,
    )
    if (located >= 0) return located
  }
  const last = exchanges.findLastIndex(fits)
  return last < 0 ? exchanges.length - 1 : last
}

/** The demand on the judged answer, in templates. Where none tells the failure again: that the answer be another one. */
export function demandOf(
  exchange: Exchange,
  step: number,
  failure: JudgedFailure,
  values: Values,
): { demand: Demand; known?: string[] } {
  const answer = answerOf(exchange)
  const plain = plainDemand(answer, failure)
  if (plain !== undefined && judge(answer, plain).deviates === true) {
    // The value that must not come may have come from the last answer before, too.
    const isForbidden = plain.is === 'different' || plain.is === 'none-of'
    const demand = withTemplates(plain, (text) =>
      isForbidden ? values.template(text, exchange.startedAt) : values.demanded(text, exchange.startedAt, step),
    )
    if (!isVolatile(demand)) return { demand }
  }
  const isOfSeveral = /\banswers\b/.test(failure.at)
  if (isOfSeveral || isMeasured(failure)) return { demand: { is: 'compared' } }
  const renamed = { ...answer, body: values.rename(answer.body) }
  const known = ['run', ...values.occurringIn(renamed.body, step)]
  const pairs = known.map((name) => [values.valueOf(name), name] as const)
  return { demand: { is: 'other', face: literal(faceOf(renamed, pairs)) }, known }
}

function plainDemand(answer: Answer, { expectation, at, place = at }: JudgedFailure): Demand | undefined {
  if (expectation === undefined) return undefined
  if (expectation.is === 'accepted') return { is: 'accepted' }
  if (expectation.is === 'refused') return { is: 'refused', codes: [...expectation.codes] }
  const where = locate(answer, expectation.got, place)
  if (where === undefined) return undefined
  switch (expectation.is) {
    case 'equal':
    case 'different':
      if (expectation.is === 'equal' && Array.isArray(expectation.value)) {
        // The service gives its lists in any order.
        const isOrdered = !where.includes('*') && same(read(answer, where), expectation.got)
        if (!isOrdered) return { is: 'same-set', where, values: expectation.value }
      }
      // A header that has to repeat the message, which another target may word otherwise.
      if (where.startsWith('header:') && expectation.value === read(answer, 'message'))
        return { is: 'repeats', where, other: 'message' }
      // What is not there is null, as JSON has no other word for it.
      return { is: expectation.is, where, value: expectation.value ?? null }
    case 'one-of':
    case 'none-of':
    case 'same-set':
    case 'containing':
      return { is: expectation.is, where, values: [...expectation.values] }
    case 'like':
      return { is: 'like', where, pattern: expectation.pattern.source, flags: expectation.pattern.flags }
    case 'between': {
      const { low, high } = expectation
      return { is: 'between', where, low, high }
    }
  }
}

/** Only values are texts of the run; a pattern is our own, but for ids that it may name. */
function withTemplates(demand: Demand, template: (text: string) => string): Demand {
  if (demand.is === 'equal' || demand.is === 'different')
    return { ...demand, value: mapStrings(demand.value, template) }
  if ('values' in demand) {
    return { ...demand, values: demand.values.map((value) => mapStrings(value, template)) }
  }
  return demand.is === 'like' ? { ...demand, pattern: template(demand.pattern) } : demand
}

/** Times, lifetimes and what is in a token: all of that differs from run to run, so that the face of an answer does not show it. */
function isMeasured({ expectation, at }: JudgedFailure): boolean {
  if (/\btoken\b/i.test(at)) return true
  if (expectation === undefined || !('got' in expectation) || typeof expectation.got !== 'number') return false
  return expectation.got > 100_000 || /second|lifetime|date|time|\b(exp|iat)\b/i.test(at)
}

/** Whether the demand names what only this run had: an id that no step answers, a time. */
function isVolatile(demand: Demand): boolean {
  const text = JSON.stringify(demand)
  const hasForeignId = /(?!0{8}-0000)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.test(text)
  return hasForeignId || /\d{4}-\d\d-\d\dT\d\d|(?<![\d.])1[5-9]\d{8}/.test(text)
}

/** Where in the answer this value stands; short and common ones only where `at` names the place. */
function locate(answer: Answer, got: unknown, at: string): string | undefined {
  const isWanted = (where: string): boolean => same(read(answer, where), got)
  const named = placesNamed(answer, at).find(isWanted)
  if (named !== undefined) return named
  const measured = measuresNamed(answer, at).find((where) => Math.abs(Number(read(answer, where)) - Number(got)) <= 2)
  if (measured !== undefined) return measured
  // A list of ids, or whatever else is taken from each member of a list.
  if (Array.isArray(got)) {
    return listsOf(parse(answer.body), '').find((where) => sorted(read(answer, where)) === sorted(got))
  }
  if (typeof got !== 'string' || got.length < 8) return undefined
  return [...pathsOf(parse(answer.body), ''), ...Object.keys(answer.headers).map((name) => `header:${name}`)].find(
    isWanted,
  )
}

/** Places of `seconds until Credentials.Expiration`, `seconds since iat` and `exp - iat, seconds`. */
function measuresNamed(answer: Answer, at: string): string[] {
  const [, direction, time = ''] = /\bseconds (until|since) ([\w.]+)$/.exec(at) ?? []
  const [, later, earlier] = /\b(\w+) - (\w+), seconds$/.exec(at) ?? []
  const paths = pathsOf(parse(answer.body), '')
  if (later !== undefined) return tokensAmong(answer, paths).map((path) => `claim:${path}:${later}-${earlier}`)
  if (direction === undefined) return []
  const claims = tokensAmong(answer, paths).map((path) => `claim:${path}:${time}`)
  return [...paths.filter((path) => lastOf(path) === lastOf(time)), ...claims, time].map((one) => `${direction}:${one}`)
}

const lastOf = (path: string): string => path.split('.').at(-1) ?? ''

function tokensAmong(answer: Answer, paths: readonly string[]): string[] {
  return paths.filter((path) => /^eyJ[\w-]*\.[\w-]+\./.test(String(read(answer, path))))
}

function placesNamed(answer: Answer, at: string): string[] {
  const words = at.split(/[\s,]+/)
  const name = words.at(-1) ?? ''
  const body = parse(answer.body)
  const paths = pathsOf(body, '')
  const tokens = tokensAmong(answer, paths)
  return [
    ...(/\bstatus(es)?\b/i.test(at) ? ['status', 'statuses'] : []),
    ...(/error code|\bCode$/.test(at) ? ['code'] : []),
    ...(/\bmessage$/.test(at) ? ['message'] : []),
    ...(name.includes('-') || name.toLowerCase() in answer.headers ? [`header:${name.toLowerCase()}`] : []),
    ...paths.filter((path) => path === name || lastOf(path) === lastOf(name)),
    ...(/^[A-Z][\w.]*$/.test(name) ? [name] : []),
    ...tokens.flatMap((path) => [`claim:${path}:${name}`, `jose:${path}:${name}`]),
  ]
}

function pathsOf(value: unknown, path: string): string[] {
  const here = path === '' ? [] : [path]
  if (typeof value !== 'object' || value === null) return here
  // The order of a list may be another one in the next answer.
  if (Array.isArray(value) && value.length > 1) return here
  const inner = Object.entries(value).filter(([name]) => /^[\w-]+$/.test(name))
  return [...here, ...inner.flatMap(([name, one]) => pathsOf(one, path === '' ? name : `${path}.${name}`))]
}

/** Places of lists of texts, and of one member of all entries of a list. */
function listsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
    if (path !== '' && value.length > 0 && value.every((one) => typeof one === 'string')) return [path]
    const names = new Set(
      value.flatMap((one: unknown) => (typeof one === 'object' && one !== null ? Object.keys(one) : [])),
    )
    return [...names].filter((name) => /^[\w-]+$/.test(name)).map((name) => `${path}.*.${name}`)
  }
  return Object.entries(value).flatMap(([name, one]) =>
    /^[\w-]+$/.test(name) ? listsOf(one, path === '' ? name : `${path}.${name}`) : [],
  )
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const same = (a: unknown, b: unknown): boolean => Object.is(a, b) || comparable(a) === comparable(b)
