import { UnsecuredJWT, decodeJwt } from 'jose'
import { untestable } from '../verdict/index.ts'

/** Bad tokens that anyone can make who has a sound one, without its issuer's key. */
export const forgeries = ['malformed', 'unsigned', 'badly-signed'] as const
export type Forgery = (typeof forgeries)[number]

export function isForgery(kind: string): kind is Forgery {
  return (forgeries as readonly string[]).includes(kind)
}

/** `sound` is an ID token; what is no JWT cannot be forged upon. */
export function forge(kind: Forgery, sound: string): string {
  if (kind === 'malformed') return 'not-a-token'
  const [header, payload, signature] = sound.split('.')
  if (header === undefined || payload === undefined || signature === undefined) {
    throw untestable(`needs a JWT for a token that is ${kind}`)
  }
  if (kind === 'unsigned') return new UnsecuredJWT(decodeJwt(sound)).encode()
  // The signature of other content: one claim more than its issuer signed.
  const altered = JSON.stringify({ ...decodeJwt(sound), altered: true })
  return [header, Buffer.from(altered).toString('base64url'), signature].join('.')
}
