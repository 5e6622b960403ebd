/** What a placeholder stands for, without the value itself. */
export type Value =
  /** A JWT that can be made again. Header and claims are JSON texts with placeholders. */
  | {
      header: string
      claims: string
      verified: Verified
      /** Whether it was past its `exp` when it was sent. */
      expired: boolean
      madeByUs: boolean
    }
  /** Anything else; letters and digits are `*`, `^` where there are no small letters, and `#` where there are no letters. */
  | { form: string; madeByUs: boolean }

/** Whether the signature fits a key that the run knew: our issuer's or one of the target's key sets. */
export type Verified = 'yes' | 'no' | 'unknown'

/** By placeholder: `<identity:1>`. */
export type Values = Record<string, Value>

export const kinds = [
  'identity',
  'pool',
  'uuid',
  'account',
  'token',
  'key-id',
  'secret',
  'session-token',
  'login',
  'header',
] as const
export type Kind = (typeof kinds)[number]

/** In capital letters where the value is: `<IDENTITY:1>`; `<account:1/7>` for the first seven characters of it. */
export const placeholder = new RegExp(`<(?:${kinds.join('|')}):\\d+(?:/\\d+)?>`, 'gi')

export const jwt = /\beyJ[\w-]*(?:\.[\w-]*){2,4}/g
const hex = '[0-9a-fA-F]'
/** A check may make an id longer: then its beginning is one. */
export const uuid = new RegExp(`${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`, 'g')
