import { createPublicKey, verify } from 'node:crypto'
import type { Verified } from './values.ts'

const hashes: Record<string, string> = { RS256: 'RSA-SHA256', RS384: 'RSA-SHA384', RS512: 'RSA-SHA512' }

export function hashOf(algorithm: unknown): string | undefined {
  return typeof algorithm === 'string' ? hashes[algorithm] : undefined
}

export interface PublishedKey {
  kid?: string
  kty?: string
  n?: string
  e?: string
}

/** The keys of a key set; none where the text is no key set. */
export function readKeySet(body: string): PublishedKey[] {
  if (!body.includes('"kty"')) return []
  try {
    const { keys } = JSON.parse(body) as { keys?: unknown }
    return Array.isArray(keys) ? (keys as PublishedKey[]) : []
  } catch {
    return []
  }
}

/** Whether one of the keys with the token's `kid` signed it; unknown where there is none. */
export function verifyToken(token: string, header: Record<string, unknown>, keys: readonly PublishedKey[]): Verified {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const hash = hashOf(header['alg'])
  if (signature === '' || hash === undefined) return 'no'
  const named = keys.filter(({ kid, kty }) => kid === header['kid'] && kty === 'RSA')
  if (named.length === 0) return 'unknown'
  const fits = named.some((key) => isSignedBy(key, hash, `${head}.${payload}`, Buffer.from(signature, 'base64url')))
  return fits ? 'yes' : 'no'
}

function isSignedBy({ n = '', e = '' }: PublishedKey, hash: string, content: string, signature: Buffer): boolean {
  try {
    // The service publishes the modulus as plain base64 with a leading zero byte (OBS-104).
    const modulus = Buffer.from(n, 'base64')
    const bare = modulus.subarray(modulus[0] === 0 ? 1 : 0).toString('base64url')
    const key = createPublicKey({ key: { kty: 'RSA', n: bare, e }, format: 'jwk' })
    return verify(hash, Buffer.from(content), key, signature)
  } catch {
    return false
  }
}

/** As key sets publish it. */
export function publicHalf({ kid, kty, n, e }: Record<string, unknown>): Record<'kid' | 'kty' | 'n' | 'e', string> {
  return { kid: String(kid), kty: String(kty), n: String(n), e: String(e) }
}
