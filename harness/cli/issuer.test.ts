import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type Server, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readResults } from '../report/index.ts'

const main = path.join(import.meta.dirname, 'main.ts')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'issuer-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function cli(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

/** A command that runs until it is ended, and the address that it prints first. */
async function start(args: readonly string[], env = process.env): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env })
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: /https?:\/\/[\d.:]+/.exec(chunk.toString())?.[0] ?? '' }
}

async function end({ child }: { child: ChildProcess }): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}

test('init writes what is to be published, and keeps the private key apart', async () => {
  const init = ['issuer', 'init', '--url', 'https://host.example/login/', '--out', 'site']
  const { code, stdout } = await cli(...init)
  expect(code).toBe(0)
  expect(stdout).toContain('run <target> --issuer-url https://host.example/login --issuer-key issuer-key.json')
  const files = readdirSync(path.join(folder, 'site'), { recursive: true, encoding: 'utf8' })
  const text = (name: string): string => readFileSync(path.join(folder, 'site', name), 'utf8')
  expect(files.filter((name) => name.endsWith('openid-configuration'))).toHaveLength(4)
  expect(JSON.parse(text('b/.well-known/openid-configuration'))).toMatchObject({
    issuer: 'https://host.example/login/b',
    jwks_uri: 'https://host.example/login/b/keys',
  })
  const keys = text('b/keys')
  expect(Object.keys((JSON.parse(keys) as { keys: object[] }).keys[0] ?? {}).toSorted()).toEqual([
    'alg',
    'e',
    'kid',
    'kty',
    'n',
    'use',
  ])
  expect(statSync(path.join(folder, 'issuer-key.json')).mode & 0o777).toBe(0o600)

  await cli(...init)
  expect(text('b/keys'), 'a second time: the same key').toBe(keys)

  const options = ['--issuer-url', 'https://host.example/login', '--provider', 'b', '--user', 'ann']
  const [sound, expired] = await Promise.all([cli('token', ...options), cli('token', ...options, '--expired')])
  const issuer = 'https://host.example/login/b'
  const keySet = createLocalJWKSet(JSON.parse(keys) as Parameters<typeof createLocalJWKSet>[0])
  const { payload } = await jwtVerify(sound.stdout.trim(), keySet, { issuer, audience: 'conformance-client' })
  expect(payload.sub).toBe('ann')
  expect(decodeJwt(expired.stdout.trim()).exp).toBeLessThan(Date.now() / 1000 - 300)
})

test.each([
  ['an http address', ['issuer', 'init', '--url', 'http://host.example', '--out', 'x'], /needs an https address/],
  ['the key among the files', ['issuer', 'init', '--url', 'https://host.example', '--out', '.'], /must not lie in \./],
  ['no key', ['token', '--provider', 'a', '--user', 'ann', '--issuer-key', 'none'], /none cannot be read \(ENOENT\)/],
  [
    'a file that is no key',
    ['run', '--issuer-key', main, '--issuer-url', 'https://host.example'],
    /is no key of an issuer/,
  ],
  ['a key without an address', ['run', '--issuer-key', 'issuer-key.json'], /--issuer-key needs --issuer-url/],
  ['no address', ['issuer', 'init', '--out', 'x'], /required option '--url <url>' not specified/],
  ['an unknown kind', ['token', '--provider', 'a', '--user', 'ann', '--kind', 'odd'], /Allowed choices are sound/],
])('%s: one line and exit code 4', async (_what, args, message) => {
  const { code, stdout, stderr } = await cli(...args)
  expect(stderr).toMatch(message)
  expect(stdout + stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(4)
})

test('a run takes its tokens from an issuer that is served elsewhere', async () => {
  const issuer = await start(['issuer', 'serve', '--port', '0', '--issuer-key', 'served.json'])
  const { code } = await cli(
    'run',
    '--logins',
    'issuer',
    '--issuer-url',
    issuer.url,
    '--issuer-key',
    'served.json',
    '--only',
    'logins/issuer*',
  )
  await end(issuer)
  expect(code).toBe(0)
})

/** A certificate for 127.0.0.1, made for this test alone. */
function makeCertificate(): { key: Buffer; cert: Buffer; file: string } {
  const [key, file] = [path.join(folder, 'tls-key.pem'), path.join(folder, 'tls-cert.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', file]
  execFileSync('openssl', [...request, ...subject], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(file), file }
}

function serveFolder(site: string, tls: { key: Buffer; cert: Buffer }): Server {
  return createServer(tls, (request, response) => {
    const file = path.join(site, path.normalize(request.url ?? '/'))
    if (existsSync(file)) response.writeHead(200, { 'content-type': 'application/json' }).end(readFileSync(file))
    else response.writeHead(404).end()
  })
}

test.skipIf(spawnSync('openssl', ['version']).status !== 0)(
  'a static https host becomes an issuer that a target verifies',
  async () => {
    const tls = makeCertificate()
    const site = path.join(folder, 'static')
    const host = serveFolder(site, tls).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const url = `https://127.0.0.1:${(host.address() as AddressInfo).port}`
    await cli('issuer', 'init', '--url', url, '--out', 'static', '--issuer-key', 'static.json')
    const reference = await start(['serve', '--port', '0'], { ...process.env, NODE_EXTRA_CA_CERTS: tls.file })
    const issuer = ['--logins', 'issuer', '--issuer-url', url, '--issuer-key', 'static.json']
    const { code } = await cli('run', reference.url, ...issuer, '--only', 'logins/*', 'linking/*', '--out', 'report')
    await end(reference)
    host.close()
    expect(code).toBe(0)
    const { checks, target } = await readResults(readFileSync(path.join(folder, 'report', 'results.json'), 'utf8'))
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(100)
    expect(target.probed).toMatchObject({ logins: 'issuer', verifies: { 'badly-signed': true, expired: true } })
  },
)
