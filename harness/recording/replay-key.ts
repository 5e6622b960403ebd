import { type KeyObject, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { type PublishedKey, hashOf, readKeySet } from './signatures.ts'

/** The one key of a replay. It signs what the target's keys had signed, and takes their place in the target's key sets. */
export interface ReplayKey {
  /** The token whose header and claims these are. `isSound`: whether its signature fits. */
  sign(header: string, claims: string, isSound: boolean): string
  /** The key set with the replay key under each of its ids; any other text as it is. */
  publish(body: string): string
  /** As it stands in key sets in the place of the key with this id. */
  publicKey(kid: string): PublishedKey
}

export function createReplayKey(): ReplayKey {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const key = createPrivateKey(privateKey)
  const own = key.export({ format: 'jwk' }) as PublishedKey
  return {
    sign(header, claims, isSound) {
      const content = `${encode(header)}.${encode(claims)}`
      return `${content}.${signatureOf(content, header, key, isSound)}`
    },
    publicKey: (kid) => ({ ...own, kid }),
    publish(body) {
      return readKeySet(body).reduce((text, { kty, n, e }) => {
        if (kty !== 'RSA' || n === undefined || e === undefined) return text
        const published = JSON.stringify(likeWritten(own.n ?? '', n)).slice(1, -1)
        return text.replaceAll(n, published).replaceAll(`"${e}"`, `"${own.e}"`)
      }, body)
    },
  }
}

const encode = (text: string): string => Buffer.from(text).toString('base64url')

function signatureOf(content: string, header: string, key: KeyObject, isSound: boolean): string {
  const hash = hashOf((JSON.parse(header) as { alg?: unknown }).alg)
  if (hash === undefined) return isUnsigned(header) ? '' : encode('no signature that was kept')
  return sign(hash, Buffer.from(isSound ? content : `not ${content}`), key).toString('base64url')
}

function isUnsigned(header: string): boolean {
  return (JSON.parse(header) as { alg?: unknown }).alg === 'none'
}

/** In base64 with a leading zero byte, or in base64url: as the target wrote its own. */
function likeWritten(modulus: string, written: string): string {
  const hasZero = Buffer.from(written, 'base64')[0] === 0
  const bytes = Buffer.concat([Buffer.alloc(hasZero ? 1 : 0), Buffer.from(modulus, 'base64url')])
  return bytes.toString(/[+/=]/.test(written) ? 'base64' : 'base64url')
}
