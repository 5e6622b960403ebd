import { verifyToken, type PublishedKey } from './signatures.ts'
import type { RecordedExchange } from './sanitise.ts'
import type { StandIns } from './stand-ins.ts'
import { type Value, placeholder } from './values.ts'

type Asked = Pick<RecordedExchange, 'service' | 'operation'> & {
  request: { method: string; path: string; body: string }
  /** Milliseconds since the epoch, in the recording's time. */
  atMs: number
}

/**
 * Whether a request is the one that was recorded. Values of the target have to be their stand-ins; what a check made up this time is bound
 * to its placeholder, if all the rest fits.
 */
export function matches(
  recorded: RecordedExchange,
  asked: Asked,
  standIns: StandIns,
  keys: readonly PublishedKey[],
): boolean {
  if (recorded.service !== asked.service || recorded.operation !== asked.operation) return false
  if (recorded.request.method !== asked.request.method) return false
  const found = new Map<string, string>()
  const fits =
    fit(recorded.request.path, asked.request.path, standIns, found) &&
    fit(recorded.request.body, asked.request.body, standIns, found) &&
    [...found].every(([name, value]) => isPossible(name, value, asked.atMs, standIns, keys))
  if (!fits) return false
  for (const [name, value] of found) standIns.bind(name, value)
  return true
}

/** Compares a text with a template; values of ours that are not bound yet are collected. */
function fit(template: string, text: string, standIns: StandIns, found: Map<string, string>): boolean {
  const pieces = split(template)
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const open = isOpen(piece, standIns) && !found.has(piece)
    const expected = open ? '' : (found.get(piece) ?? standIns.fill(piece))
    if (!open) {
      if (!text.startsWith(expected, at)) return false
      at += expected.length
      continue
    }
    const end = endOf(text, at, piece, pieces[index + 1], standIns)
    const value = text.slice(at, end)
    if (!hasForm(value, standIns.describe(piece))) return false
    if (piece !== dropped) found.set(piece, value)
    at = end
  }
  return at === text.length
}

const dropped = '<dropped>'
const pieceOf = new RegExp(`(${dropped}|${placeholder.source})`, 'gi')

function split(template: string): string[] {
  const pieces: string[] = []
  let end = 0
  for (const match of template.matchAll(pieceOf)) {
    pieces.push(template.slice(end, match.index), match[0])
    end = match.index + match[0].length
  }
  return [...pieces, template.slice(end)].filter((piece) => piece !== '')
}

function isOpen(piece: string, standIns: StandIns): boolean {
  return piece === dropped || (standIns.describe(piece)?.madeByUs === true && !standIns.isBound(piece))
}

/** Where a value ends: a uuid by its length, anything else before the text that follows it in the template. */
function endOf(text: string, start: number, piece: string, next: string | undefined, standIns: StandIns): number {
  const value = standIns.describe(piece)
  if (value !== undefined && 'form' in value && value.form === 'uuid') return start + 36
  if (next === undefined) return text.length
  const follows = text.indexOf(isOpen(next, standIns) ? '<' : standIns.fill(next), start)
  return follows === -1 ? text.length : follows
}

function hasForm(text: string, value: Value | undefined): boolean {
  if (value === undefined) return /^[^,&\s"]*$/.test(text)
  if ('claims' in value) return /^eyJ[\w-]*(?:\.[\w-]*){2}$/.test(text)
  return value.form === 'uuid' ? /^[0-9a-fA-F-]{36}$/.test(text) : /^(?:[^"\\&<]|\\.)*$/.test(text)
}

/** A token has to say the same, but for its times and its id. */
function isPossible(
  name: string,
  value: string,
  atMs: number,
  standIns: StandIns,
  keys: readonly PublishedKey[],
): boolean {
  const recorded = standIns.describe(name)
  if (recorded === undefined || !('claims' in recorded)) return true
  const [header = '', claims = ''] = value.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  const parsed = parse(claims)
  const head = parse(header)
  if (parsed === undefined || head === undefined) return false
  const expired = typeof parsed['exp'] === 'number' && parsed['exp'] * 1000 < atMs
  return (
    expired === recorded.expired &&
    verifyToken(value, head, keys) === recorded.verified &&
    fit(recorded.header, header, standIns, new Map()) &&
    fit(lasting(parse(recorded.claims)), lasting(parsed), standIns, new Map())
  )
}

function lasting(claims: Record<string, unknown> | undefined): string {
  const { iat: _, exp: _1, nbf: _2, auth_time: _3, jti: _4, ...rest } = claims ?? {}
  return JSON.stringify(rest)
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
