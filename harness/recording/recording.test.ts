import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { compactVerify, importJWK } from 'jose'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TokenKind, createMinter, generateIssuerKey } from '../../fixtures/issuers/index.ts'
import type { Exchange } from '../client/index.ts'
import { readRecording, writeRecording } from './folder.ts'
import { matches } from './match.ts'
import { createReplayKey } from './replay-key.ts'
import { type KnownSecrets, type RecordedExchange, sanitise } from './sanitise.ts'
import { readKeySet } from './signatures.ts'
import { createStandIns } from './stand-ins.ts'
import type { Kept } from './tape.ts'

const issuerKey = await generateIssuerKey('login-key')
const serviceKey = await generateIssuerKey('service-key')
const publicKey = ({ kid = '', kty = '', n = '', e = '' }: typeof issuerKey) => ({ kid, kty, n, e })
const issuer = 'http://127.0.0.1:9/a'
const recordedAt = Date.parse('2026-03-01T12:00:00Z')
const tokenAt = (key: typeof issuerKey, now: number, kind: TokenKind, subject: string, claims = {}): Promise<string> =>
  createMinter(key, () => now)({ issuer, audience: 'application', subject, kind, claims })

const pool = 'eu-west-1:0a1b2c3d-1111-4222-8333-444455556666'
const ann = 'eu-west-1:aaaaaaaa-1111-4222-8333-444455556666'
const secrets = {
  accessKeyId: 'AKIAPLANTEDKEY000001',
  secretKey: 'planted/Secret+Key0000000000000000000000',
  session: 'PlantedSessionToken//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==',
  header: 'planted-header-value-42',
  saml: `PHNhbWxwOlJlc3BvbnNlIHBsYW50ZWQ${'QUJD'.repeat(20)}==`,
  issuedId: 'ASIAPLANTEDISSUED001',
  issuedSecret: 'issued/Secret+planted00000000000000000000',
  issuedSession: `IQoJb3JpZ2luX2VjE${'planted'.repeat(9)}==`,
  password: 'Aa1-planted-password-0',
  cookie: 'planted-cookie-of-a-load-balancer',
  signature: 'deadbeef'.repeat(8),
}
const known: KnownSecrets = {
  keys: [secrets.accessKeyId, secrets.secretKey, secrets.session],
  runId: 'run00001',
  headers: [secrets.header],
  givenProviders: ['accounts.google.com'],
  accountId: '998877665544',
  issuerKeys: [publicKey(issuerKey)],
}

function exchange(operation: string, body: string, answer: string, more: Partial<Exchange['request']> = {}): Exchange {
  return {
    service: 'cognito-identity',
    operation,
    startedAt: recordedAt,
    durationMs: 2,
    request: {
      method: 'POST',
      url: 'https://cognito-identity.eu-west-1.amazonaws.com/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        authorization: `AWS4-HMAC-SHA256 Credential=${secrets.accessKeyId}/20260301/x, Signature=${secrets.signature}`,
        'x-amz-security-token': secrets.session,
        'x-team': secrets.header,
      },
      body,
      ...more,
    },
    response: { status: 200, headers: { 'set-cookie': secrets.cookie, 'x-echo': secrets.header }, body: answer },
  }
}

let login = ''
let issued = ''
let kept: Kept[] = []
/** A target that answers everything that it was ever told. */
let echoed: Exchange
beforeAll(async () => {
  login = await tokenAt(issuerKey, recordedAt, 'sound', 'u1-run00001')
  issued = await tokenAt(serviceKey, recordedAt, 'sound', ann)
  const credentials = {
    AccessKeyId: secrets.issuedId,
    SecretKey: secrets.issuedSecret,
    SessionToken: secrets.issuedSession,
  }
  const echo = [login, issued, ...Object.values(secrets)].join(' ')
  const { signature, accessKeyId, session } = secrets
  const presigned = `https://sts.eu-west-1.amazonaws.com/?X-Amz-Credential=${accessKeyId}%2F2026&X-Amz-Date=20260301T120000Z&X-Amz-Signature=${signature}&X-Amz-Security-Token=${encodeURIComponent(session)}`
  echoed = exchange('ListIdentityPools', `POST / HTTP/1.1\r\nAuthorization: ${echo}\r\n\r\n{}`, `you said ${echo}`)
  kept = [
    exchange(
      'GetId',
      JSON.stringify({ IdentityPoolId: pool, Logins: { a: login } }),
      JSON.stringify({ IdentityId: ann }),
    ),
    exchange('GetId', JSON.stringify({ IdentityPoolId: pool, Logins: { 'accounts.google.com': secrets.saml } }), '{}'),
    exchange('GetOpenIdToken', JSON.stringify({ IdentityId: ann }), JSON.stringify({ IdentityId: ann, Token: issued })),
    exchange(
      'GetCredentialsForIdentity',
      JSON.stringify({ IdentityId: ann }),
      JSON.stringify({ Credentials: credentials }),
    ),
    exchange(
      'AssumeRoleWithWebIdentity',
      `Action=AssumeRoleWithWebIdentity&WebIdentityToken=${issued}`,
      `<SecretAccessKey>${secrets.issuedSecret}</SecretAccessKey><SessionToken>${secrets.issuedSession}</SessionToken>`,
    ),
    exchange('AdminInitiateAuth', `{"AuthParameters":{"PASSWORD":"${secrets.password}"}}`, '{}'),
    exchange('GetCallerIdentity', '', `<Arn>arn:aws:iam::${known.accountId}:user/x</Arn>`, { url: presigned }),
    exchange('jwks_uri', '', JSON.stringify({ keys: [publicKey(serviceKey)] })),
  ].map((one, sequence) => ({ scope: 'topic/requirement/check#1', sequence, exchange: one }))
})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const manifest = {
  format: 1,
  suite: { name: 'suite', version: '1', revision: null, seed: 1 },
  recordedAt: new Date(recordedAt).toISOString(),
} as const

describe('a recording', () => {
  test('holds no secret, wherever it stood', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'recording-'))
    folders.push(folder)
    const { facts, ...rest } = sanitise(
      [...kept, { scope: 'topic/requirement/check#2', sequence: 0, exchange: echoed }],
      JSON.stringify({ accountId: known.accountId }),
      known,
    )
    writeRecording(folder, { manifest, facts, ...rest })
    const text = readdirSync(folder)
      .map((name) => {
        const bytes = readFileSync(path.join(folder, name))
        return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
      })
      .join('\n')
    expect(text).toContain('GetCredentialsForIdentity')
    const planted = [
      ...Object.values(secrets),
      login,
      issued,
      known.accountId,
      ...login.split('.'),
      ...issued.split('.'),
    ]
    for (const secret of [...planted, pool.slice(-36), ann.slice(-36)]) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
        expect(text.includes(form), form).toBe(false)
      }
    }
    const read = readRecording(folder)
    expect([read.exchanges, read.values, read.facts]).toEqual([rest.exchanges, rest.values, facts])
  })

  test('keeps equalities: the same value is the same placeholder, another one is not', () => {
    const { exchanges } = sanitise(kept, '{}', known)
    const [signIn, , token, credentials] = exchanges
    expect(signIn?.request.body).toBe('{"IdentityPoolId":"eu-west-1:<pool:1>","Logins":{"a":"<token:1>"}}')
    expect(signIn?.response?.body).toBe('{"IdentityId":"eu-west-1:<identity:1>"}')
    expect(token?.response?.body).toBe('{"IdentityId":"eu-west-1:<identity:1>","Token":"<token:2>"}')
    expect(credentials?.request.body).toBe('{"IdentityId":"eu-west-1:<identity:1>"}')
  })

  test('says of a token its header, its claims, and whether the signature was verified', async () => {
    const { values } = sanitise(kept, '{}', known)
    expect(values['<token:1>']).toMatchObject({ verified: 'yes', expired: false, madeByUs: true })
    expect(values['<token:2>']).toMatchObject({ verified: 'yes', madeByUs: false })
    expect(values['<token:2>']).toHaveProperty('claims', expect.stringContaining('"sub":"eu-west-1:<identity:1>"'))
    const [first] = kept
    const bad = await tokenAt(issuerKey, recordedAt, 'badly-signed', 'x')
    const old = await tokenAt(issuerKey, recordedAt, 'expired', 'x')
    const body = JSON.stringify({ Logins: { a: bad, b: old } })
    const altered = [{ ...first, exchange: exchange('GetId', body, '{}') } as Kept]
    const described = sanitise(altered, '{}', known).values
    expect(described['<token:1>']).toMatchObject({ verified: 'no', expired: false })
    expect(described['<token:2>']).toMatchObject({ verified: 'yes', expired: true })
    expect(sanitise(altered, '{}', { ...known, issuerKeys: [] }).values['<token:2>']).toMatchObject({
      verified: 'unknown',
    })
  })
})

describe('stand-ins', () => {
  test('have the form of what was recorded, and are the same everywhere', () => {
    const { values, exchanges } = sanitise(kept, '{}', known)
    const standIns = createStandIns(values, createReplayKey())
    const filled = JSON.parse(standIns.fill(exchanges[3]?.response?.body ?? '')) as {
      Credentials: Record<string, string>
    }
    expect(filled.Credentials['AccessKeyId']).toMatch(/^ASIA[A-Z0-9]{16}$/)
    expect(filled.Credentials['SecretKey']).toHaveLength(secrets.issuedSecret.length)
    expect(standIns.of('<identity:1>')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(createStandIns(values, createReplayKey()).of('<identity:1>')).toBe(standIns.of('<identity:1>'))
  })

  test('of tokens are signed by the key that the replayed key set publishes, if the recorded ones were sound', async () => {
    const { values, exchanges } = sanitise(kept, '{}', known)
    const key = createReplayKey()
    const standIns = createStandIns(values, key)
    const [published] = readKeySet(key.publish(exchanges.at(-1)?.response?.body ?? ''))
    expect(published?.kid).toBe('service-key')
    const verifier = await importJWK({ ...published, kty: 'RSA' }, 'RS256')
    await expect(compactVerify(standIns.of('<token:2>'), verifier)).resolves.toBeDefined()
    const token = values['<token:2>']
    if (token === undefined || !('claims' in token)) throw new Error('no token was recorded')
    const forged = createStandIns({ '<token:2>': { ...token, verified: 'no' } }, key)
    await expect(compactVerify(forged.of('<token:2>'), verifier)).rejects.toThrow('signature verification failed')
  })
})

describe('a request', () => {
  const later = recordedAt + 40 * 86_400_000
  async function ask(
    login1: string,
    edit: (asked: RecordedExchange) => RecordedExchange = (same) => same,
  ): Promise<boolean> {
    const { values, exchanges } = sanitise(kept, JSON.stringify({ pool }), known)
    const standIns = createStandIns(values, createReplayKey())
    const [recorded] = exchanges
    if (recorded === undefined) throw new Error('nothing was recorded')
    const body = standIns.fill(recorded.request.body.replace('<token:1>', login1))
    const asked = edit({ ...recorded, request: { ...recorded.request, body } })
    return matches(recorded, { ...asked, atMs: later }, standIns, [publicKey(issuerKey)])
  }

  test('is the recorded one with a fresh token of the same user, and with no other', async () => {
    expect(await ask(await tokenAt(issuerKey, later, 'sound', 'u1-run00001'))).toBe(true)
    expect(await ask(await tokenAt(issuerKey, later, 'sound', 'u2-run00001'))).toBe(false)
    expect(await ask(await tokenAt(issuerKey, later, 'expired', 'u1-run00001'))).toBe(false)
    expect(await ask(await tokenAt(issuerKey, later, 'badly-signed', 'u1-run00001'))).toBe(false)
    expect(await ask(await tokenAt(issuerKey, later, 'sound', 'u1-run00001', { team: 'blue' }))).toBe(false)
  })

  test('is not the recorded one where operation, method, path, or an id of the target differs', async () => {
    const token = await tokenAt(issuerKey, later, 'sound', 'u1-run00001')
    const other = (change: Partial<RecordedExchange['request']>) => (asked: RecordedExchange) => ({
      ...asked,
      request: { ...asked.request, ...change },
    })
    expect(await ask(token, (asked) => ({ ...asked, operation: 'GetOpenIdToken' }))).toBe(false)
    expect(await ask(token, other({ method: 'PUT' }))).toBe(false)
    expect(await ask(token, other({ path: '/x' }))).toBe(false)
    const stranger = JSON.stringify({ IdentityPoolId: ann, Logins: { a: token } })
    expect(await ask(token, other({ body: stranger }))).toBe(false)
  })
})
