import { createHash } from 'node:crypto'
import type { ReplayKey } from './replay-key.ts'
import { type Value, type Values, placeholder } from './values.ts'

/** Values in the place of those that were taken out: of the same form, and the same for the same placeholder. */
export interface StandIns {
  /** The text with a value for each placeholder. */
  fill(text: string): string
  /** The value for one placeholder. */
  of(name: string): string
  /** Binds a placeholder of ours to what a check has made up this time. */
  bind(name: string, value: string): void
  isBound(name: string): boolean
  describe(name: string): Value | undefined
}

export function createStandIns(values: Values, key: ReplayKey): StandIns {
  const known = new Map<string, string>()
  const bound = new Set<string>()
  const fill = (text: string): string => text.replaceAll(placeholder, (name) => of(name))
  const of = (name: string): string => {
    const found = known.get(name)
    if (found !== undefined) return found
    const [, whole = '', length] = /^(<[^/]+)\/(\d+)>$/.exec(name) ?? []
    const value = values[name]
    const made =
      length !== undefined ? of(`${whole}>`).slice(0, Number(length)) : value === undefined ? name : make(name, value)
    known.set(name, made)
    return made
  }
  const make = (name: string, value: Value): string =>
    'claims' in value
      ? key.sign(fill(value.header), fill(value.claims), value.verified !== 'no')
      : value.form === 'uuid'
        ? uuidOf(name)
        : textOf(name, value.form)
  return {
    fill,
    of,
    bind(name, value) {
      known.set(name, value)
      bound.add(name)
    },
    isBound: (name) => bound.has(name),
    describe: (name) => values[name],
  }
}

function uuidOf(name: string): string {
  const digits = createHash('sha256').update(name.toLowerCase()).digest('hex')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`]
  const uuid = [...parts, digits.slice(20, 32)].join('-')
  return /^<[A-Z]/.test(name) ? uuid.toUpperCase() : uuid
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const digits = '0123456789'

/** A form such as `ASIA^^^^`, filled; what is none of the three signs stays. */
function textOf(name: string, form: string): string {
  let state = createHash('sha256').update(name).digest()
  let used = 0
  const next = (alphabet: string): string => {
    if (used === state.length) {
      state = createHash('sha256').update(state).digest()
      used = 0
    }
    used += 1
    return alphabet[(state[used - 1] ?? 0) % alphabet.length] ?? ''
  }
  return form.replaceAll(/[*^#]/g, (sign) => next(sign === '*' ? letters : sign === '^' ? capitals : digits))
}
