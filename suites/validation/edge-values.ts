import { type Constraint, type Shape, untriable } from '../../fixtures/service-model/index.ts'
import { unknownId } from './sound-requests.ts'

/** Two values beside each other: the edge itself, and one well inside that is otherwise of its kind. */
export interface Edge {
  /** In words, for the check's title. */
  title: string
  change: (sound: unknown) => unknown
  inside: (sound: unknown) => unknown
}

export interface Edges {
  allowed: Edge[]
  refused: Edge[]
}

const same = (sound: unknown): unknown => sound

/** What to try on both sides of a constraint; a side is empty where `untriable` says why. */
export function edgesOf({ path, kind }: Constraint, shape: Shape): Edges {
  if (kind === 'required') {
    return {
      allowed: [{ title: 'given', change: same, inside: same }],
      refused: [{ title: 'left out', change: () => undefined, inside: same }],
    }
  }
  if (kind === 'enum') return enumEdges(shape.enum ?? [])
  if (kind === 'pattern') return patternEdges(shape.pattern ?? '')
  const bound = (kind === 'min' ? shape.min : shape.max) ?? 0
  return boundEdges(bound, kind, path, shape)
}

function boundEdges(bound: number, kind: 'min' | 'max', path: string, shape: Shape): Edges {
  const inward = kind === 'min' ? 1 : -1
  // A pattern can demand more characters than the lower bound.
  const last = kind === 'min' && shape.pattern === idPattern ? 3 : bound
  const sized = (size: number) => (sound: unknown) => ofSize(sound, size)
  const edge = (size: number, inside: number): Edge => ({
    title: titleOf(shape, size),
    change: sized(size),
    inside: sized(inside),
  })
  const isUntriable = untriable({ path, kind }, shape) !== undefined
  return {
    allowed: shape.pattern === rolePattern ? [] : [edge(last, last + inward)],
    refused: isUntriable ? [] : [edge(bound - inward, last)],
  }
}

const idPattern = String.raw`[\w-]+:[0-9a-f-]+`
const rolePattern = '(un)?authenticated'

/** As many characters beyond the Basic Multilingual Plane as the bound says, and one more. */
export function astralEdges(max: number): Edges {
  const text = (size: number) => () => '𝒳'.repeat(size)
  return {
    allowed: [{ title: `${max} astral characters`, change: text(max), inside: text(1) }],
    refused: [{ title: `${max + 1} astral characters`, change: text(max + 1), inside: text(1) }],
  }
}

function enumEdges(values: readonly string[]): Edges {
  const [first = '', second = ''] = values
  return {
    allowed: values.map((value) => ({
      title: value,
      change: () => value,
      inside: () => (value === first ? second : first),
    })),
    refused: [{ title: `${first} in lower case`, change: () => first.toLowerCase(), inside: () => first }],
  }
}

const punctuationOf = (allowed: string): string => `aZ0_${allowed}`

/** By pattern: a text with every kind of character that it allows, and a character that it does not. */
const patterns: Record<string, { member: string; foreign: string }> = {
  [String.raw`[\w\s+=,.@-]+`]: { member: punctuationOf(' +=,.@-'), foreign: '!' },
  [String.raw`[\w.;_/-]+`]: { member: punctuationOf('.;/-'), foreign: ':' },
  [String.raw`[\w._-]+`]: { member: punctuationOf('.-'), foreign: ' ' },
  [String.raw`[\w._:/-]+`]: { member: punctuationOf('.:/-'), foreign: ';' },
  [String.raw`[\w_]+`]: { member: punctuationOf(''), foreign: '-' },
  [idPattern]: { member: 'aZ0_-:0123456789abcdef-', foreign: '!' },
  [String.raw`\d+`]: { member: '0123456789', foreign: 'a' },
  [String.raw`[\S]+`]: { member: `aZ0_!"#$%&'()*+,-./:;<=>?@[]^{|}~`, foreign: ' ' },
  [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`]: { member: 'aé\u0301€+5½_!', foreign: ' ' },
  [rolePattern]: { member: 'unauthenticated', foreign: 's' },
}

function patternEdges(pattern: string): Edges {
  const known = patterns[pattern]
  if (known === undefined) throw new Error(`no member of the pattern ${pattern} is known`)
  const { member, foreign } = known
  const plainest = pattern === idPattern ? 'a:0' : pattern === rolePattern ? 'authenticated' : member.slice(0, 2)
  const name = foreign === ' ' ? 'a space' : foreign
  return {
    allowed: [{ title: 'every kind of character', change: () => member, inside: () => plainest }],
    refused: [
      { title: `${named(name)} behind a sound text`, change: (sound) => `${sound as string}${foreign}`, inside: same },
      { title: `${named(name)} before a sound text`, change: (sound) => `${foreign}${sound as string}`, inside: same },
    ],
  }
}

/** Titles become ids, which have no punctuation. */
function named(foreign: string): string {
  const names: Record<string, string> = {
    '!': 'an exclamation mark',
    ':': 'a colon',
    ';': 'a semicolon',
    '-': 'a hyphen',
  }
  return names[foreign] ?? foreign
}

function titleOf(shape: Shape, size: number): string {
  if (shape.type === 'string') return `${size} characters`
  if (shape.type === 'list') return `${size} elements`
  return shape.type === 'map' ? `${size} entries` : `value ${size}`
}

/** A value of the same kind in this size: a number, a text that keeps its beginning, a list, or a map. */
function ofSize(sound: unknown, size: number): unknown {
  if (typeof sound === 'number') return size
  if (typeof sound === 'string') return textOf(sound, size)
  if (Array.isArray(sound)) return Array.from({ length: size }, (_, index) => numbered(sound[0], index))
  const [first] = Object.entries(sound as Record<string, unknown>)
  if (first === undefined) throw new Error('a sound map has an entry')
  const [key, value] = first
  return Object.fromEntries(
    Array.from({ length: size }, (_, index) => [
      index === 0 ? key : index === 1 && /^(un)?auth/.test(key) ? `un${key}` : `${key}.${index}`,
      value,
    ]),
  )
}

function textOf(sound: string, size: number): string {
  if (size >= sound.length) return sound.padEnd(size, '0')
  // The shortest id has a character before its colon and one behind it.
  return size > 0 && /^[\w-]+:[0-9a-f-]+$/.test(sound) ? `a:${'0'.repeat(Math.max(1, size - 2))}` : sound.slice(0, size)
}

function numbered(element: unknown, index: number): unknown {
  if (typeof element !== 'string') return element
  const id = /^([\w-]+):[0-9a-f-]+$/.exec(element)
  return id === null ? element : unknownId(id[1] ?? '', index)
}
