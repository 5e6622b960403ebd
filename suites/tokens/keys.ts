import { type JWK, compactVerify, importJWK } from 'jose'
import { given, judge, type scenario } from '../../harness/check/index.ts'
import { headerOf } from './read.ts'

type Scene = Parameters<Parameters<typeof scenario>[3]>[0]

/** A document that the target publishes beside its API; where it publishes none the check is untestable. */
export async function publishedDocument({ http }: Scene, name: 'jwks_uri' | 'openid-configuration') {
  const path = `/.well-known/${name}`
  const request = { service: 'cognito-identity', operation: name, method: 'GET', path, headers: {}, body: '' } as const
  const response = await http.send(request)
  const found = response.status === 200 ? parse(response.body) : undefined
  await given((async () => judge(found !== undefined, `a document at ${path} of the endpoint`, 'none', path))())
  return { content: found ?? {}, headers: response.headers }
}

/** The published key set; where the target publishes none the check is untestable. */
export async function publishedKeys(scene: Scene): Promise<JWK[]> {
  const { content } = await publishedDocument(scene, 'jwks_uri')
  const { keys } = content
  await given((async () => judge(Array.isArray(keys), 'a list of keys', typeof keys, '/.well-known/jwks_uri, keys'))())
  return keys as JWK[]
}

/** Judges that the key named in the header has signed the token; which of the algorithms is not judged here (C-04). */
export async function signedByPublishedKey(scene: Scene, token: string): Promise<void> {
  const [keys, header] = await Promise.all([publishedKeys(scene), headerOf(token)])
  const key = keys.find((candidate) => candidate.kid === header.kid)
  judge(
    key !== undefined,
    `the key ${header.kid}`,
    keys.map((candidate) => candidate.kid).join(', '),
    'key set, kid of the token',
  )
  const flaw = key === undefined ? 'no key' : await flawOfSignature(token, key, header.alg ?? 'none')
  judge(flaw === undefined, 'a signature of that key', flaw ?? '', 'Token, signature')
}

async function flawOfSignature(token: string, key: JWK, alg: string): Promise<string | undefined> {
  try {
    await compactVerify(token, await importJWK(inBase64url(key), alg))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The service publishes the modulus as plain base64 with a leading zero byte (OBS-104); jose takes base64url only. */
function inBase64url(key: JWK): JWK {
  if (key.kty !== 'RSA' || typeof key.n !== 'string') return key
  const modulus = Buffer.from(key.n, 'base64')
  const { alg: _, ...rest } = key
  return { ...rest, n: modulus.subarray(modulus[0] === 0 ? 1 : 0).toString('base64url') }
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
