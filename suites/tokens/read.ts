import { type JWTPayload, type ProtectedHeaderParameters, decodeJwt, decodeProtectedHeader } from 'jose'
import { given, judge } from '../../harness/check/index.ts'

/** Why the text is no JWT, or nothing where it is one. */
export function flawOf(token: string): string | undefined {
  try {
    decodeJwt(token)
    decodeProtectedHeader(token)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The claims; where the token is no JWT the check is untestable. */
export async function claimsOf(token: string): Promise<JWTPayload & { amr: string[] }> {
  await givenJwt(token)
  const claims = decodeJwt(token)
  const { amr } = claims
  return { ...claims, amr: Array.isArray(amr) ? amr.map(String) : [] }
}

/** The header; where the token is no JWT the check is untestable. */
export async function headerOf(token: string): Promise<ProtectedHeaderParameters> {
  await givenJwt(token)
  return decodeProtectedHeader(token)
}

async function givenJwt(token: string): Promise<void> {
  const flaw = flawOf(token)
  await given((async () => judge(flaw === undefined, 'a JWT', flaw ?? '', 'Token'))())
}
