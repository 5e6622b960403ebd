import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, type Server, createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { type Results, readResults } from '../report/index.ts'
import { tokensIn } from './test-cli.ts'

const main = path.join(import.meta.dirname, 'main.ts')
const secrets = {
  AWS_ACCESS_KEY_ID: 'AKIAPLANTEDKEY000001',
  AWS_SECRET_ACCESS_KEY: 'planted/Secret+Key0000000000000000000000',
  AWS_SESSION_TOKEN: 'PlantedSessionToken//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==',
}
const planted = 'planted-header-value-42'

let folder = ''
let reference: RunningReference
let echo: Server
/** Tells each caller in headers and bodies what it sent. */
let url = ''

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'record-'))
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = secrets
  reference = await startReference({ region: 'us-east-1', accessKeys: { [id]: { secretAccessKey, sessionToken } } })
  echo = createServer((asked, answer) => {
    const { method = 'POST', url: target = '/', headers } = asked
    const onward = forward(reference.url + target, { method, headers }, (answered: IncomingMessage) => {
      const said = [headers.authorization, headers['x-amz-security-token'], headers['x-team']].join(' ')
      answer.writeHead(answered.statusCode ?? 502, {
        ...answered.headers,
        'x-echo': said,
        'set-cookie': 'session=planted-cookie-of-a-load-balancer',
      })
      answered.pipe(answer)
    })
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
})
afterAll(async () => {
  echo.closeAllConnections()
  await new Promise((resolve) => echo.close(resolve))
  await reference.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number
  text: string
}

function cli(args: readonly string[], environment: Record<string, string> = {}, flags: string[] = []): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [...flags, main, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    )
  })
}
const resultsIn = (out: string): Promise<Results> =>
  readResults(readFileSync(path.join(folder, out, 'results.json'), 'utf8'))
function textOf(recording: string): string {
  return readdirSync(path.join(folder, recording))
    .map((name) => {
      const bytes = readFileSync(path.join(folder, recording, name))
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
    })
    .join('\n')
}

function editManifest(recording: string, change: (manifest: Record<string, unknown>) => void): void {
  const file = path.join(folder, recording, 'recording.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  change(manifest)
  writeFileSync(file, JSON.stringify(manifest))
}

/** Node itself then refuses every socket. */
const withoutNetwork = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*', '--allow-worker', '--allow-addons']

test('a recording is judged like the recorded run, check by check, at any concurrency, without any socket', async () => {
  const only = ['linking', 'tokens/signature-fits', 'expiry', 'wire/keep-alive', 'identities/list*']
  const recorded = await cli(['record', '--out', 'sound', '--seed', '7', '--cases', '5', '--only', ...only])
  expect(recorded.text).toMatch(/recorded \d+ exchanges in sound\/: \d+ files, \d+ KiB/)
  expect(recorded.code).toBe(0)
  for (const concurrency of ['32', '1']) {
    const out = `replayed-${concurrency}`
    const { code, text } = await cli(
      ['run', 'replay:sound', '--out', out, '--concurrency', concurrency],
      { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' },
      withoutNetwork,
    )
    expect(text).toContain('a recording of reference, made')
    expect(code).toBe(0)
    const { target, checks, suite } = await resultsIn(out)
    expect(target).toMatchObject({
      kind: 'recording',
      name: 'reference',
      recording: { kind: 'reference', ageDays: 0, isStale: false, judgedOtherwise: [] },
    })
    expect(suite.seed).toBe(7)
    expect(checks.length).toBeGreaterThan(60)
    expect(checks.filter(({ verdict }) => !['pass', 'observed', 'not-applicable'].includes(verdict))).toEqual([])
    const marked = checks.filter((check) => check.recorded === 'signature').map(({ requirement }) => requirement)
    expect(marked).toContain('tokens/signature-fits')
    expect(marked).not.toContain('linking/one-login-per-public-provider')
  }
  const control = await cli(['run', '--out', 'control', '--only', 'tokens'], {}, withoutNetwork)
  expect(control.text).toContain('ERR_ACCESS_DENIED')
}, 300_000)

test('a failure is a failure again, with what was expected and got', async () => {
  const target = 'reference+fault:tokens/broken-signature+fault:linking/guest-gets-another-id'
  const recorded = await cli(['record', target, '--out', 'faulty', '--only', 'tokens', 'linking'])
  expect(recorded.code).toBe(0)
  const { code, text } = await cli(['run', 'replay:faulty', '--out', 'judged'])
  expect(code).toBe(1)
  expect(text).toContain('again    npx cognito-identity-conformance run replay:faulty --only')
  const { checks, target: judged } = await resultsIn('judged')
  expect(judged.recording).toMatchObject({ spec: target, judgedOtherwise: [] })
  const failing = checks.filter(({ verdict }) => verdict === 'fail')
  expect(failing.map(({ requirement }) => requirement)).toEqual(
    expect.arrayContaining(['tokens/signature-fits', 'linking/guest-keeps-its-id']),
  )
  expect(failing.every(({ failure }) => failure?.reproduced === 'always')).toBe(true)
}, 120_000)

test('no secret reaches a recording: keys, tokens, headers, cookies, passwords', async () => {
  const only = ['credentials', 'identities/same-login*', 'tokens', 'sts', 'wire/presigned', 'developer/known-user']
  for (const logins of ['issuer', 'user-pools']) {
    const { code, text } = await cli(
      ['record', url, '--out', 'planted', '--logins', logins, '--header', `X-Team=${planted}`, '--only', ...only],
      secrets,
    )
    expect([code, text]).toEqual([0, expect.stringContaining('recorded')])
    const content = textOf('planted')
    expect(content.match(/GetCredentialsForIdentity/g)?.length).toBeGreaterThan(20)
    expect(content).toContain('<session-token:')
    for (const secret of [...Object.values(secrets), planted, 'planted-cookie']) {
      for (const form of [secret, encodeURIComponent(secret)]) expect(content.includes(form), form).toBe(false)
    }
    expect(tokensIn(content)).toEqual([])
    // Any issued key, signature, private half of a key, or password.
    const forms = [/\bA[KS]IA[A-Z0-9]{12,}/, /Signature=[0-9a-f]/, /"(d|p|q|dp|dq|qi)":"/, /Aa1-[0-9a-f]{4}/]
    for (const form of forms) expect(form.exec(content)?.[0]).toBeUndefined()
  }
  const { code } = await cli(['run', 'replay:planted', '--out', 'unplanted'])
  expect(code).toBe(0)
  expect((await resultsIn('unplanted')).target.recording?.judgedOtherwise).toEqual([])
}, 120_000)

describe('what cannot be replayed is refused in one line', () => {
  beforeAll(async () => {
    await cli(['record', '--out', 'small', '--seed', '7', '--only', 'identities/guest-is-new'])
  }, 60_000)
  const run = (...args: string[]): Promise<Ended> => cli(['run', '--out', 'refused', ...args])

  test('another seed, and what a recording has settled', async () => {
    const seed = await run('replay:small', '--seed', '8')
    expect([seed.code, seed.text]).toEqual([
      4,
      'error: the recording was made with seed 7, and not 8; leave --seed out\n',
    ])
    const region = await run('replay:small', '--region', 'eu-west-1')
    expect([region.code, region.text]).toEqual([
      4,
      expect.stringMatching(/^error: --region cannot be chosen for a recording.*\n$/),
    ])
    expect((await run('replay:small', '--seed', '7', '--quiet')).code).toBe(0)
  })

  test('another version of the suite', async () => {
    await cli(['record', '--out', 'other', '--only', 'identities/guest-is-new'])
    editManifest('other', (manifest) => Object.assign(manifest['suite'] as object, { version: '0.0.9' }))
    const { code, text } = await run('replay:other')
    expect([code, text]).toEqual([
      4,
      expect.stringMatching(
        /^error: the recording in other was made by version 0\.0\.9 of the suite on \d{4}-.+; record anew\n$/,
      ),
    ])
  })

  test('a folder without a recording, and one that is damaged', async () => {
    expect(await run('replay:nowhere')).toMatchObject({
      code: 4,
      text: 'error: no recording in nowhere: there is no recording.json; record writes one\n',
    })
    await cli(['record', '--out', 'damaged', '--only', 'identities/guest-is-new'])
    writeFileSync(path.join(folder, 'damaged/values.ndjson.gz'), 'not gzip')
    expect(await run('replay:damaged')).toMatchObject({
      code: 4,
      text: expect.stringMatching(/^error: the recording in damaged is damaged: .+; record anew\n$/),
    })
  })

  test('a folder of something else is not overwritten', async () => {
    const { code, text } = await cli(['record', '--out', '.', '--only', 'identities/guest-is-new'])
    expect([code, text]).toEqual([
      4,
      'error: . holds something other than a recording; choose another folder with --out\n',
    ])
  })

  test('an old recording is judged, and marked', async () => {
    editManifest('small', (manifest) => Object.assign(manifest, { recordedAt: '2026-01-01T00:00:00.000Z' }))
    const { code, text } = await run('replay:small')
    expect(code).toBe(0)
    expect(text).toMatch(/made 2026-01-01 \(\d+ days ago\); STALE: the target may have changed since/)
  })
})
