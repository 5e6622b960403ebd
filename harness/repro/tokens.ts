import { createPublicKey, verify } from 'node:crypto'
import type { TokenKind } from '../../fixtures/issuers/index.ts'
import type { ReproFacts } from './facts.ts'
import type { Token } from './program.ts'

export const jwtPattern = /\beyJ[\w-]*\.[\w-]+\.[\w-]*/g

const registered = new Set(['iss', 'aud', 'sub', 'iat', 'exp', 'jti'])

/** What a login token of our issuer is, so that its commands can make one like it; nothing for any other token. `at` in milliseconds. */
export function recognize(token: string, issuer: ReproFacts['issuer'], at: number): Token | undefined {
  const [head, payload] = token.split('.', 2).map(decode)
  const { iss, sub, aud, exp } = payload ?? {}
  if (issuer === undefined || head === undefined || payload === undefined) return undefined
  if (typeof iss !== 'string' || typeof sub !== 'string' || !iss.startsWith(`${issuer.url}/`)) return undefined
  const named = iss.slice(issuer.url.length + 1)
  const kindOf = (): TokenKind => {
    if (head['alg'] === 'none') return 'unsigned'
    if (!isSigned(token, issuer)) return 'badly-signed'
    if (named.endsWith('-of-somebody-else')) return 'wrong-issuer'
    if (aud === undefined) return 'without-audience'
    if (JSON.stringify(aud).includes('-of-another-application"')) return 'wrong-audience'
    return Number(exp) * 1000 < at ? 'expired' : 'sound'
  }
  const claims = Object.entries(payload).filter(([name]) => !registered.has(name))
  return {
    provider: named.replace(/-of-somebody-else$/, ''),
    user: sub,
    kind: kindOf(),
    ...(claims.length === 0 ? {} : { claims: Object.fromEntries(claims) }),
  }
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function isSigned(token: string, { privateJwk }: NonNullable<ReproFacts['issuer']>): boolean {
  const end = token.lastIndexOf('.')
  const { kty, n, e } = privateJwk
  const key = createPublicKey({ key: { kty, n, e } as typeof privateJwk, format: 'jwk' })
  return verify('sha256', Buffer.from(token.slice(0, end)), key, Buffer.from(token.slice(end + 1), 'base64url'))
}
