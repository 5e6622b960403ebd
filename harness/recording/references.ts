import { type Secrets, isNobodys, replaceNamed } from './secrets.ts'
import { type PublishedKey, verifyToken } from './signatures.ts'
import { type Kind, type Value, type Values, jwt, uuid } from './values.ts'

/** Turns values into placeholders, the same value into the same one. */
export interface References {
  /** `atMs`: when the text went over the wire. */
  text: (value: string, atMs: number) => string
  readonly values: Values
}

const word = /[\w+/=.~%|-]{16,}/g
const keyId = /\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{12,}/g
const accountOfArn = /\b(arn(:|%3A)aws[\w-]*\2[\w-]*\2[\w-]*\2)(\d{4,12})(?!\d)/g
const signature = /\b(Signature=)[0-9a-f]{64}/g
const credential = /\b(Credential=)[^\s,/"&]+/g
/** The other parameters of a presigned address that differ from run to run, or with the configured headers. */
const presigned = /\b(X-Amz-(?:Date|SignedHeaders)=)[^&\s"]+/g
const headerLine = /^((?:proxy-)?authorization|x-amz-security-token|(?:set-)?cookie|x-api-key): ?.*$/gim

export function createReferences(secrets: Secrets, keys: readonly PublishedKey[]): References {
  const names = new Map<string, string>()
  const counts = new Map<Kind, number>()
  const values: Values = {}

  const nameOf = (kind: Kind, found: string, describe: () => Value): string => {
    const known = names.get(found)
    if (known !== undefined) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const name = `<${isUpperUuid(found) ? kind.toUpperCase() : kind}:${count}>`
    names.set(found, name)
    values[name] = describe()
    return name
  }
  const secret = (found: string, kind: Kind): string =>
    nameOf(kind, found, () => ({ form: formOf(found, kind), madeByUs: false }))
  const token = (found: string, atMs: number): string => {
    const parts = decode(found)
    if (parts === undefined) return secret(found, 'login')
    return nameOf('token', found, () => ({
      header: text(parts.header, atMs),
      claims: text(parts.claims, atMs),
      verified: verifyToken(found, parts.parsedHeader, keys),
      expired: typeof parts.parsedClaims['exp'] === 'number' && parts.parsedClaims['exp'] * 1000 < atMs,
      madeByUs: false,
    }))
  }
  const id = (found: string): string => secret(found, secrets.ids.get(found) ?? 'uuid')

  /** A check may cut an ARN off within the account. */
  const account = (found: string): string => {
    if (isNobodys(found)) return found
    if (found.length === 12) return secret(found, 'account')
    const whole = [...secrets.anywhere].find(([known, kind]) => kind === 'account' && known.startsWith(found))?.[0]
    return whole === undefined ? found : secret(whole, 'account').replace('>', `/${found.length}>`)
  }

  const text = (value: string, atMs: number): string => {
    let safe = value
    for (const [found, kind] of secrets.anywhere) {
      if (safe.includes(found)) safe = safe.replaceAll(found, () => secret(found, kind))
    }
    safe = safe.replaceAll(jwt, (found) => token(found, atMs))
    safe = replaceNamed(safe, secret)
    return safe
      .replaceAll(headerLine, '$1: <dropped>')
      .replaceAll(signature, '$1<dropped>')
      .replaceAll(credential, '$1<dropped>')
      .replaceAll(presigned, '$1<dropped>')
      .replaceAll(word, (found) => {
        const kind = secrets.words.get(found)
        return kind === undefined ? found : secret(found, kind)
      })
      .replaceAll(keyId, (found) => secret(found, 'key-id'))
      .replaceAll(uuid, id)
      .replaceAll(accountOfArn, (_, arn: string, _colon: string, digits: string) => arn + account(digits))
  }
  return { text, values }
}

/**
 * What is left of a secret: its length, its punctuation, the first letters of a key id, which say its kind, and the first two digits of an
 * account, because a check may send no more of it.
 */
function formOf(found: string, kind: Kind): string {
  if (/^[0-9a-fA-F-]{36}$/.test(found)) return 'uuid'
  const kept = found.slice(0, kind === 'key-id' ? 4 : kind === 'account' ? 2 : 0)
  const rest = found.slice(kept.length)
  return kept + rest.replaceAll(/[A-Za-z0-9]/g, /[a-z]/.test(found) ? '*' : /[A-Z]/.test(found) ? '^' : '#')
}

function isUpperUuid(found: string): boolean {
  return /^[0-9A-F-]{36}$/.test(found) && /[A-F]/.test(found)
}

function decode(found: string) {
  const parts = found.split('.')
  if (parts.length !== 3) return undefined
  const [header = '', claims = ''] = parts.map((part) => Buffer.from(part, 'base64url').toString())
  try {
    const parsedHeader = JSON.parse(header) as Record<string, unknown>
    const parsedClaims = JSON.parse(claims) as Record<string, unknown>
    return { header, claims, parsedHeader, parsedClaims }
  } catch {
    return undefined
  }
}
