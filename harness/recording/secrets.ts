import type { Exchange } from '../client/index.ts'
import type { KnownSecrets } from './sanitise.ts'
import { type Kind, uuid } from './values.ts'

/** Values that are taken out wherever they stand. */
export interface Secrets {
  /** Looked for as whole words. */
  words: ReadonlyMap<string, Kind>
  /** Few, looked for anywhere. */
  anywhere: ReadonlyMap<string, Kind>
  /** Of these uuids it is known what they name. */
  ids: ReadonlyMap<string, Kind>
}

const jsonMember =
  /"(SecretKey|SecretAccessKey|SessionToken|AccessKeyId|Token|IdToken|AccessToken|RefreshToken|Password|PASSWORD|TemporaryPassword|ClientSecret|SECRET_HASH|Session)"(\s*:\s*)"((?:[^"\\]|\\.)+)"/g
const anId = new RegExp(`^(?:[\\w-]+:)?${uuid.source}$`)
const xmlElement = /<(SecretAccessKey|SessionToken|AccessKeyId|Token)>([^<]+)</g
const parameter = /\b(WebIdentityToken|X-Amz-Security-Token|X-Amz-Signature|X-Amz-Credential)=([^&\s"]+)/gi

/**
 * Replaces what stands where secrets stand, by its name: in JSON, XML, and parameters of a form or an address. An id in such a place is none
 * (one emulator answers it as its token), and a placeholder no longer.
 */
export function replaceNamed(text: string, replaceSecret: (value: string, kind: Kind) => string): string {
  const replace = (value: string, kind: Kind): string =>
    value.includes('<') || anId.test(value) ? value : replaceSecret(value, kind)
  return text
    .replaceAll(
      jsonMember,
      (_, name: string, colon: string, value: string) => `"${name}"${colon}"${replace(value, kindOf(name))}"`,
    )
    .replaceAll(xmlElement, (_, name: string, value: string) => `<${name}>${replace(value, kindOf(name))}<`)
    .replaceAll(parameter, (_, name: string, value: string) => `${name}=${replace(value, kindOf(name))}`)
}

function kindOf(name: string): Kind {
  if (name === 'AccessKeyId') return 'key-id'
  if (name === 'SessionToken' || name === 'X-Amz-Security-Token') return 'session-token'
  if (name.endsWith('Token')) return 'login'
  return 'secret'
}

/** A shorter value is as likely a word of the language as a secret: it is taken out only where secrets stand. */
const wordLength = 16
const opaqueLength = 100

/** What of these exchanges is secret, by the place where it stands; and what the run knows. */
export function findSecrets(exchanges: readonly Exchange[], known: KnownSecrets): Secrets {
  const words = new Map<string, Kind>()
  const anywhere = new Map<string, Kind>()
  const ids = new Map<string, Kind>()
  const addAnywhere = (value: string, kind: Kind): void => {
    for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) anywhere.set(form, kind)
  }
  const [keyId = '', ...secrets] = known.keys
  if (keyId.length >= wordLength) addAnywhere(keyId, 'key-id')
  // Emulators are often given "test", which is a word of many texts.
  for (const value of secrets) if (value.length >= wordLength) addAnywhere(value, 'secret')
  for (const value of known.headers) if (!isWord(value)) addAnywhere(value, 'header')
  if (!isNobodys(known.accountId)) addAnywhere(known.accountId, 'account')

  for (const { request, response } of exchanges) {
    for (const value of secretsOfHeaders({ ...request.headers, ...response?.headers })) words.set(value, 'header')
    for (const body of [request.body, response?.body ?? '']) {
      replaceNamed(body, (value, kind) => {
        if (value.length >= wordLength) words.set(value, kind)
        return value
      })
      for (const [, name, id = ''] of body.matchAll(namedId))
        ids.set(id, name === 'IdentityPoolId' ? 'pool' : 'identity')
      for (const [found] of body.matchAll(regionalId)) {
        const id = found.slice(-36)
        if (!ids.has(id)) ids.set(id, 'identity')
      }
    }
    for (const value of opaqueLogins(request.body, known)) addAnywhere(value, 'login')
  }
  return { words, anywhere, ids }
}

/** Accounts that documents and emulators use. */
export function isNobodys(account: string): boolean {
  return /^(0*|123456789012|111122223333)$/.test(account)
}

/** Taken out everywhere it would spoil other texts, and it is no secret. */
const isWord = (value: string): boolean => value.length < 6 || /^[A-Za-z-]+$/.test(value)

/** Cookies and the like, and signatures. */
function secretsOfHeaders(headers: Record<string, string>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (/^authorization$/i.test(name)) return [...value.matchAll(/Signature=(\w{16,})/g)].map(([, found = '']) => found)
    return secretHeader.test(name) ? (value.match(/[^;=\s]{16,}/g) ?? []) : []
  })
}

export const secretHeader = /^(set-cookie|cookie|authorization|proxy-authorization|x-amz-security-token|x-api-key)$/i

const namedId = new RegExp(`"(IdentityPoolId|IdentityId)"\\s*:\\s*"[\\w-]+:(${uuid.source})"`, 'g')
const regionalId = new RegExp(`[a-z]{2}(?:-[a-z]+)+-\\d(?::|%3A)${uuid.source}`, 'gi')

/** Login tokens of other forms than a JWT; short values that nobody gave are names, or what checks made up. */
function opaqueLogins(body: string, { givenProviders, runId }: KnownSecrets): string[] {
  if (!body.includes('"Logins"')) return []
  try {
    const { Logins } = JSON.parse(body) as { Logins?: unknown }
    if (typeof Logins !== 'object' || Logins === null) return []
    return Object.entries(Logins).flatMap(([provider, value]: [string, unknown]) => {
      if (typeof value !== 'string' || value.startsWith('eyJ') || value.includes(runId)) return []
      return value.length >= opaqueLength || givenProviders.includes(provider) ? [value] : []
    })
  } catch {
    return []
  }
}
