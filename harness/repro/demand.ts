import type { Exchange } from '../client/index.ts'
import { type Answer, type Demand, faceOf, judge, read } from './answers.ts'
import type { Expectation } from './expectation.ts'
import { literal, mapStrings } from './template.ts'
import type { Values } from './values.ts'

/** A failure as a check reports it, with what it demanded where that can be said plainly. */
export interface JudgedFailure {
  expected: string
  got: string
  /** `GetId answer, IdentityId`; of several answers, of which the last was judged: `ListIdentities answers`. */
  at: string
  expectation?: Expectation | undefined
}

export function answerOf({ response, error }: Exchange): Answer {
  return response ?? { status: 0, headers: {}, body: error ?? '' }
}

/** Which of the exchanges was judged. */
export function judgedAmong(exchanges: readonly Exchange[], { expectation, at }: JudgedFailure): number {
  const named = expectation !== undefined && 'exchange' in expectation ? expectation.exchange : undefined
  const index = named === undefined ? -1 : exchanges.indexOf(named)
  if (index >= 0) return index
  const [, operation, plural] = /^([A-Z]\w+) answer(s)?/.exec(at) ?? []
  const fits = (exchange: Exchange): boolean => operation === undefined || exchange.operation === operation
  // What several answers say together may by chance be what an earlier one says alone.
  if (expectation !== undefined && 'got' in expectation && plural === undefined) {
    const located = exchanges.findLastIndex(
      (one) => fits(one) && locate(answerOf(one), expectation.got, at) !== undefined,
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
    const template = (text: string): string => values.template(text, exchange.startedAt)
    const demand = withTemplates(plain, template)
    if (!isVolatile(demand)) return { demand }
  }
  if (isMeasured(failure)) return { demand: { is: 'compared' } }
  const renamed = { ...answer, body: values.rename(answer.body) }
  const known = ['run', ...values.occurringIn(renamed.body, step)]
  const pairs = known.map((name) => [values.valueOf(name), name] as const)
  return { demand: { is: 'other', face: literal(faceOf(renamed, pairs)) }, known }
}

function plainDemand(answer: Answer, { expectation, at }: JudgedFailure): Demand | undefined {
  if (expectation === undefined) return undefined
  if (expectation.is === 'accepted') return { is: 'accepted' }
  if (expectation.is === 'refused') return { is: 'refused', codes: [...expectation.codes] }
  const where = locate(answer, expectation.got, at)
  if (where === undefined) return undefined
  switch (expectation.is) {
    case 'equal':
    case 'different':
      // The service gives its lists in any order.
      if (expectation.is === 'equal' && where.includes('*') && Array.isArray(expectation.value)) {
        return { is: 'same-set', where, values: expectation.value }
      }
      // What is not there is null, as JSON has no other word for it.
      return { is: expectation.is, where, value: expectation.value ?? null }
    case 'one-of':
    case 'none-of':
    case 'same-set':
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
  if (demand.is === 'one-of' || demand.is === 'none-of' || demand.is === 'same-set') {
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
  // A list of ids, or whatever else is taken from each member of a list.
  if (Array.isArray(got)) return listsOf(parse(answer.body), '').find(isWanted)
  if (typeof got !== 'string' || got.length < 8) return undefined
  return [...pathsOf(parse(answer.body), ''), ...Object.keys(answer.headers).map((name) => `header:${name}`)].find(
    isWanted,
  )
}

function placesNamed(answer: Answer, at: string): string[] {
  const words = at.split(/[\s,]+/)
  const name = words.at(-1) ?? ''
  const body = parse(answer.body)
  const paths = pathsOf(body, '')
  const tokens = paths.filter((path) => /^eyJ[\w-]*\.[\w-]+\./.test(String(read(answer, path))))
  return [
    ...(/\bstatus(es)?\b/i.test(at) ? ['status', 'statuses'] : []),
    ...(/error code|\bCode$/.test(at) ? ['code'] : []),
    ...(/\bmessage$/.test(at) ? ['message'] : []),
    ...(name.includes('-') || name.toLowerCase() in answer.headers ? [`header:${name.toLowerCase()}`] : []),
    ...paths.filter((path) => path === name || path.split('.').at(-1) === name.split('.').at(-1)),
    ...(/^[A-Z][\w.]*$/.test(name) ? [name] : []),
    ...tokens.flatMap((path) => [`claim:${path}:${name}`, `jose:${path}:${name}`]),
  ]
}

function pathsOf(value: unknown, path: string): string[] {
  const here = path === '' ? [] : [path]
  if (typeof value !== 'object' || value === null) return here
  const inner = Object.entries(value).filter(([name]) => /^[\w-]+$/.test(name))
  return [...here, ...inner.flatMap(([name, one]) => pathsOf(one, path === '' ? name : `${path}.${name}`))]
}

/** Places of one member of all entries of a list. */
function listsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) {
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

const same = (a: unknown, b: unknown): boolean => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
