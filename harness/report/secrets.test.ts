import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckIdentity, Outcome } from '../verdict/index.ts'
import { assembleResults, formatNames, renderFormat, toCheckResult } from './index.ts'
import { createRedactor } from './redact.ts'

/** Secrets of every form in which one may come along; each holds the word by which it would be found. */
const planted = {
  jwt: `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"planted"}').toString('base64url')}.c2lnbmVkLXBsYW50ZWQ`,
  secretKey: 'planted+secret/key==',
  sessionToken: 'FwoGZXIvplanted+session//token=',
  keyId: 'ASIAPLANTEDPLANTED01',
  authorization: 'AWS4-HMAC-SHA256 Credential=planted/20260101/us-east-1/sts/aws4_request, Signature=0123planted',
  cookie: 'session=planted-cookie',
  header: 'planted-custom-header',
  opaque: `EAAplanted${'x'.repeat(120)}`,
}
const traces = [...Object.values(planted), 'planted', Buffer.from('{"sub":"planted"}').toString('base64url')]

const identity: CheckIdentity = {
  id: 'sample/rule/check',
  requirement: 'sample/rule',
  sentence: 'Water is wet.',
  level: 'MUST',
  kind: 'property',
  topic: 'sample',
  title: 'check',
}

const body = JSON.stringify({
  Logins: { 'accounts.google.com': planted.jwt, 'graph.facebook.com': planted.opaque },
  Token: planted.jwt,
  Credentials: { SecretKey: planted.secretKey, SessionToken: planted.sessionToken, AccessKeyId: planted.keyId },
})
const xml = `<Credentials><AccessKeyId>${planted.keyId}</AccessKeyId><SecretAccessKey>${planted.secretKey}</SecretAccessKey><SessionToken>${planted.sessionToken}</SessionToken></Credentials>`
const url = `http://127.0.0.1/?WebIdentityToken=${planted.jwt}&X-Amz-Security-Token=planted-token&X-Amz-Signature=planted01&X-Amz-Credential=planted%2F2026`
const headers = {
  Authorization: planted.authorization,
  'X-Amz-Security-Token': planted.sessionToken,
  Cookie: planted.cookie,
  'Set-Cookie': planted.cookie,
  'X-Team': planted.header,
}
const says = `got ${body} and ${xml} at ${url}`

const outcome: Outcome = {
  verdict: 'fail',
  durationMs: 1,
  requests: 1,
  reason: says,
  observation: says,
  failure: {
    message: says,
    expected: says,
    got: says,
    at: `GetId answer; for ${says}`,
    reproduced: 'always',
    property: { seed: 1, path: '0:1', cases: 3, counterexample: says },
    exchanges: [
      {
        service: 'cognito-identity',
        operation: 'GetId',
        startedAt: 1,
        durationMs: 1,
        error: says,
        request: { method: 'POST', url, headers, body },
        response: { status: 200, headers, body: xml },
      },
      {
        service: 'sts',
        operation: 'AssumeRoleWithWebIdentity',
        startedAt: 1,
        durationMs: 1,
        request: { method: 'POST', url, headers, body: url.slice(url.indexOf('?') + 1) },
        response: { status: 200, headers, body },
      },
    ],
  },
}

const origin = { target: 'http://x', headers: ['x-team'] }

const results = assembleResults(
  {
    suite: { name: 'suite', version: '0.0.0', revision: null, seed: 1 },
    target: {
      spec: 'http://x',
      kind: 'endpoint',
      name: 'x',
      version: null,
      digest: null,
      region: 'us-east-1',
      declared: {},
      probed: {},
    },
    run: {
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 10,
      requests: 3,
      partial: false,
      command: 'run',
      level: 'MUST',
    },
    operations: { GetId: 'implemented' },
    sightings: new Set(),
  },
  [
    toCheckResult(identity, outcome, origin),
    toCheckResult({ ...identity, id: 'sample/rule/other' }, { ...outcome, verdict: 'untestable' }, origin),
  ],
)

const found = (text: string): string[] => traces.filter((trace) => text.includes(trace))

test('secrets planted in every channel are not in the results', () => {
  expect(found(JSON.stringify(results))).toEqual([])
})

test.each(formatNames)('secrets planted in every channel are not in the format %s', async (format) => {
  const text = await renderFormat(format, { results: [results] })
  expect(text.length).toBeGreaterThan(20)
  expect(found(text)).toEqual([])
})

test('a token is found whatever stands around it, and the same one gets the same name', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '-', '_', 'Z', '7'), minLength: 4, maxLength: 40 })
  const token = fc.tuple(part, part, part).map(([a, b, c]) => `eyJ${a}.${b}.${c}`)
  // A letter before it would be a part of it.
  const around = fc.string({ unit: fc.constantFrom(' ', '"', ':', '{', '<', '\n', '=', '&', 'é', '\\"') })
  fc.assert(
    fc.property(token, around, around, (secret, before, after) => {
      const redactor = createRedactor()
      const said = redactor.text(`${before} ${secret}${after} ${secret}`)
      expect(said).not.toContain(secret)
      expect(said.match(/<token:1>/g)).toHaveLength(2)
    }),
  )
})

test('whatever value a secret member has, it is taken out of JSON', () => {
  const name = fc.constantFrom('SecretKey', 'SecretAccessKey', 'SessionToken', 'AccessKeyId')
  fc.assert(
    fc.property(name, fc.string({ minLength: 12 }), fc.boolean(), (member, value, isPretty) => {
      const document = JSON.stringify({ Credentials: { [member]: value } }, null, isPretty ? 2 : 0)
      const said = createRedactor().text(document)
      expect(said).not.toContain(JSON.stringify(value).slice(1, -1))
      expect(JSON.parse(said)).toEqual({ Credentials: { [member]: '<redacted>' } })
    }),
  )
})
