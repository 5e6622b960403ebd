import { type JWTPayload, decodeJwt } from 'jose'
import { given, judge } from '../../harness/check/index.ts'

/** When the token starts and ends, seconds since the epoch; where it is no JWT the check is untestable. */
export async function timesOf(token: string): Promise<{ iat: number; exp: number }> {
  const claims = claimsOf(token)
  await given((async () => judge(claims !== undefined, 'a JWT', 'something else', 'Token'))())
  return { iat: claims?.iat ?? NaN, exp: claims?.exp ?? NaN }
}

/** Seconds from `iat` to `exp`. */
export async function lifetimeOf(token: string): Promise<number> {
  const { iat, exp } = await timesOf(token)
  return exp - iat
}

function claimsOf(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}
