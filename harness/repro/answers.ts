// What a repro reads out of an answer and how it judges it. Stands in repros as it is, so it imports nothing.

/** One answer of a service; names of headers in lower case. Status 0: there was none. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
  /** When it came, in milliseconds; absent: just now. */
  at?: number
}

/** What the judged answer has to be. `where` as `read` takes it. */
export type Demand =
  | { is: 'accepted' }
  /** No code at all: any refusal (HTTP 4xx). */
  | { is: 'refused'; codes: string[] }
  | { is: 'equal' | 'different'; where: string; value: unknown }
  | { is: 'one-of' | 'none-of' | 'same-set' | 'containing'; where: string; values: unknown[] }
  /** The same as in another place of the answer. */
  | { is: 'repeats'; where: string; other: string }
  | { is: 'like'; where: string; pattern: string; flags: string }
  | { is: 'between'; where: string; low: number; high: number }
  /** Another answer than the one that failed, of which this is the face. */
  | { is: 'other'; face: string }
  /** Something that a person has to compare. */
  | { is: 'compared' }

/**
 * What stands in an answer: `status`, `code`, `message`, `body`, `statuses` (of several answers on one connection), `header:NAME`,
 * `claim:MEMBER:NAME` and `jose:MEMBER:NAME` (payload and header of a token), `claim:MEMBER:NAME#PART`, `claim:MEMBER:exp-iat` (the difference
 * of two claims), `until:PLACE` and `since:PLACE` (whole seconds from when the answer came to a time in it, or from that time), else a path
 * of members (`Identities.0.IdentityId`, of all: `Identities.*.IdentityId`), in XML the name of an element.
 */
export function read(answer: Answer, where: string): unknown {
  const [kind = '', member = ''] = where.split(':')
  const name = where.slice(kind.length + member.length + 2)
  if (where === 'status') return answer.status
  if (where === 'body') return answer.body
  if (where === 'statuses')
    return [...answer.body.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status))
  if (kind === 'header') return answer.headers[member]
  if (where === 'code') {
    const code = memberOf(answer, 'Code') ?? memberOf(answer, '__type') ?? memberOf(answer, 'code')
    const said = code ?? answer.headers['x-amzn-errortype']
    return typeof said === 'string' ? said.replace(/^.*#/, '').replace(/:.*$/, '') : undefined
  }
  if (kind === 'until' || kind === 'since') return secondsTo(read(answer, where.slice(6)), answer.at, kind)
  if (where === 'message') return memberOf(answer, 'message') ?? memberOf(answer, 'Message')
  if (kind === 'claim' || kind === 'jose')
    return claimOf(partOf(memberOf(answer, member), kind === 'jose' ? 0 : 1), name)
  return memberOf(answer, where)
}

function claimOf(claims: Record<string, unknown> | undefined, name: string): unknown {
  const [, later = '', earlier = ''] = /^(\w+)-(\w+)$/.exec(name) ?? []
  const [end, start] = [claims?.[later], claims?.[earlier]]
  return typeof end === 'number' && typeof start === 'number' ? end - start : valueAt(claims, name.split('#'))
}

/** `time`: seconds since the epoch, or a date as a text. */
function secondsTo(time: unknown, at = Date.now(), direction = 'until'): number | undefined {
  const seconds = typeof time === 'string' ? Date.parse(time) / 1000 : Number(time)
  const left = Math.round(seconds - at / 1000)
  return Number.isNaN(left) ? undefined : direction === 'until' ? left : -left
}

/** The answer to the next page, its lists behind those of the pages before. */
export function joined(before: Answer, next: Answer): Answer {
  if (next.status >= 300) return next
  try {
    const [earlier, page] = [JSON.parse(before.body), JSON.parse(next.body)] as [Record<string, unknown>, object]
    const lists = Object.entries(earlier).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][]
    const whole = new Map<string, unknown>(Object.entries(page))
    for (const [name, list] of lists) whole.set(name, list.concat(whole.get(name) ?? []))
    return { ...next, body: JSON.stringify(Object.fromEntries(whole)) }
  } catch {
    return next
  }
}

const entities: Record<string, string> = { apos: "'", quot: '"', lt: '<', gt: '>', amp: '&', '#39': "'", '#34': '"' }

function memberOf(answer: Answer, path: string): unknown {
  const { body } = answer
  if (body.startsWith('<')) {
    const element = path.split('.').at(-1) ?? ''
    const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1]
    return found?.replaceAll(/&(apos|quot|lt|gt|amp|#\d+);/g, (whole, name: string) => entities[name] ?? whole)
  }
  try {
    return valueAt(JSON.parse(body), path.split('.'))
  } catch {
    return undefined
  }
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (typeof value !== 'object' || value === null) return undefined
  if (name === '*') return Array.isArray(value) ? value.map((one) => valueAt(one, rest)) : undefined
  return Object.hasOwn(value, name) ? valueAt((value as Record<string, unknown>)[name], rest) : undefined
}

function partOf(token: unknown, index: number): Record<string, unknown> | undefined {
  try {
    const bytes = Uint8Array.from(
      atob(String(token).split('.')[index]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
      (one) => one.codePointAt(0) ?? 0,
    )
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** In a few words. */
export function describe(answer: Answer): string {
  if (answer.status === 0) return `no answer: ${answer.body}`
  const [code, message] = [read(answer, 'code'), read(answer, 'message')]
  if (answer.status < 300) return `accepted (HTTP ${answer.status})`
  return `${code === undefined ? 'an error without a code' : text(code)}${message === undefined ? '' : ` "${text(message)}"`} (HTTP ${answer.status})`
}

/** An answer without what differs from run to run, lists in any order but those of rules; `known` values are shown by name. */
export function faceOf(answer: Answer, known: readonly (readonly [value: string, name: string])[]): string {
  const telling = /^(content-type|x-amzn-errortype|access-control-[a-z-]+)$/
  const headers = Object.entries(answer.headers).filter(([name]) => telling.test(name))
  const lines = [String(answer.status), ...headers.map(([name, value]) => `${name}: ${value}`).toSorted()]
  const timeless = (raw: string): string =>
    known
      .filter(([value]) => value !== '')
      .reduce((shown, [value, name]) => shown.replaceAll(value, `<${name}>`), raw)
      .replaceAll(/\beyJ[\w.-]+/g, '<token>')
      .replaceAll(/([\w-]{1,32}):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '$1:<id>')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
      .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<time>')
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, '<time>')
      .replaceAll(/\d{5,}(\.\d+)?(E\d+)?/gi, '<n>')
      .replaceAll(/(?<=["'>])[\w+/=-]{16,}(?=["'<])(?!":)/g, '<value>')
  const faceOfValue = (value: unknown, name = ''): string => {
    if (Array.isArray(value)) {
      const faces = value.map((one) => faceOfValue(one))
      return `[${(name === 'Rules' ? faces : faces.toSorted()).join(',')}]`
    }
    if (typeof value !== 'object' || value === null) return timeless(JSON.stringify(value))
    return `{${Object.entries(value)
      .map(([member, one]) => `${JSON.stringify(member)}:${faceOfValue(one, member)}`)
      .join(',')}}`
  }
  try {
    // The text itself where it is not as JSON.stringify writes it: that may be the point.
    const value: unknown = JSON.parse(answer.body)
    lines.push(JSON.stringify(value) === answer.body ? faceOfValue(value) : timeless(answer.body))
  } catch {
    lines.push(timeless(answer.body))
  }
  const face = lines.join('\n')
  return face.length <= faceLimit ? face : `${face.slice(0, faceLimit)}… ${digestOf(face)}`
}

/** Characters; what stands behind them still tells two faces apart. */
const faceLimit = 1980

function digestOf(text: string): string {
  let sum = 7
  for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) >>> 0
  return sum.toString(16)
}

/** A member that is null is one that is not there. */
const text = (value: unknown): string => {
  const known = value ?? 'none'
  return typeof known === 'string' ? known : JSON.stringify(known)
}
/** Members of an object have no order. */
export const comparable = (value: unknown): string => text(inOrder(value))
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(members.map(([name, inner]) => [name, inOrder(inner)]))
}
export const sorted = (values: unknown): string =>
  text(Array.isArray(values) ? values.map(comparable).toSorted() : values)

/** For the screen: what opens a door is left out. */
function withoutSecrets(body: string): string {
  return body
    .replaceAll(/\beyJ[\w.-]+/g, '<token>')
    .replaceAll(/(?<=(SecretKey|SecretAccessKey|SessionToken)(":\s*"|>))[^"<]+/g, '<redacted>')
}

/** Whether the answer still deviates, undefined where only a person can tell, and what it says at the place in question. */
export function judge(
  answer: Answer,
  demand: Demand,
  known: readonly (readonly [string, string])[] = [],
): { deviates: boolean | undefined; got: string } {
  if (demand.is === 'accepted') {
    const isObject = !answer.body.startsWith('<html') && answer.status >= 200
    return { deviates: answer.status >= 300 || !isObject, got: describe(answer) }
  }
  if (demand.is === 'refused') {
    const isRefusal = answer.status >= 400 && answer.status < 500
    const isListed = demand.codes.length === 0 || demand.codes.includes(String(read(answer, 'code')))
    return { deviates: !isRefusal || !isListed, got: describe(answer) }
  }
  if (demand.is === 'compared')
    return { deviates: undefined, got: `${describe(answer)} ${withoutSecrets(answer.body)}` }
  if (demand.is === 'other') return { deviates: faceOf(answer, known) === demand.face, got: describe(answer) }
  const found = read(answer, demand.where)
  const isMet = demand.is === 'repeats' ? text(found) === text(read(answer, demand.other)) : fits(found, demand)
  return { deviates: !isMet, got: text(found) }
}

function fits(
  found: unknown,
  demand: Exclude<Demand, { is: 'accepted' | 'refused' | 'repeats' | 'other' | 'compared' }>,
): boolean {
  switch (demand.is) {
    case 'equal':
      // An empty list or map may as well be left out.
      if (found === undefined && /^(\[\]|\{\})$/.test(text(demand.value))) return true
      return comparable(found) === comparable(demand.value)
    case 'different':
      return comparable(found) !== comparable(demand.value)
    case 'one-of':
      return demand.values.map(comparable).includes(comparable(found))
    case 'none-of':
      // What is accepted has no code.
      if (found === undefined) return demand.where === 'code'
      return !demand.values.map(comparable).includes(comparable(found))
    case 'containing':
      return Array.isArray(found) && demand.values.every((one) => found.map(comparable).includes(comparable(one)))
    case 'same-set':
      return sorted(found ?? []) === sorted(demand.values)
    case 'like':
      return found !== undefined && found !== null && new RegExp(demand.pattern, demand.flags).test(text(found))
    case 'between':
      return Number(found) >= demand.low && Number(found) <= demand.high
  }
}
