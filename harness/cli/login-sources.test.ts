import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMinter, startIssuer } from '../../fixtures/issuers/index.ts'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { type Results, readResults } from '../report/index.ts'
import { tokensIn } from './test-cli.ts'

const main = path.join(import.meta.dirname, 'main.ts')
let folder = ''
let reference: RunningReference
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'login-sources-'))
  reference = await startReference()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await reference.close()
})

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function cli(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment }
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

async function judge(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended & { results: Results }> {
  const ended = await cli(['run', ...args, '--cases', '3', '--out', 'report'], environment)
  expect(ended.stderr).not.toContain('error')
  return { ...ended, results: await readResults(readFileSync(path.join(folder, 'report', 'results.json'), 'utf8')) }
}

async function userPoolsOf({ url }: RunningReference): Promise<unknown> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const api = new CognitoIdentityProvider({ endpoint: url, region: 'us-east-1', credentials })
  return (await api.listUserPools({ MaxResults: 60 })).UserPools
}

const causes = ({ checks }: Results): string[] => [
  ...new Set(checks.flatMap(({ verdict, reason }) => (verdict === 'untestable' ? [reason ?? ''] : []))),
]

describe('user pools', () => {
  test('judge the reference as our issuer does, and leave nothing behind', async () => {
    const topics = ['linking', 'merging', 'logins', 'tokens', 'identities', 'expiry', 'credentials']
    const { results, code } = await judge([reference.url, '--logins', 'user-pools', '--only', ...topics])
    expect(code).toBe(0)
    const { verdicts } = results.summary
    expect([verdicts.fail, verdicts['harness-error'], verdicts.indeterminate]).toEqual([0, 0, 0])
    expect(
      results.checks.filter(({ level, verdict }) => level === 'MUST' && verdict === 'pass').length,
    ).toBeGreaterThan(200)
    expect(causes(results).toSorted()).toEqual([
      'a user pool adds no claims to its tokens on request',
      'needs an expired token: those of a user pool live for five minutes at least',
      'needs time: the check waits for minutes and runs only with --slow',
    ])
    const oneLogin = results.checks.filter(({ requirement }) => requirement === 'linking/one-login-per-public-provider')
    expect(oneLogin.map(({ level, verdict }) => `${level} ${verdict}`)).toContain('SHOULD pass')
    expect(results.target.probed).toMatchObject({ logins: 'user-pools', verifies: { 'wrong-issuer': true } })
    expect(results.target.probed).not.toHaveProperty('verifies.expired')
    expect(await userPoolsOf(reference)).toEqual([])
  })

  test('are made at the endpoint that is named for them', async () => {
    const elsewhere = await startReference()
    // Nobody tells the target about the keys there, so that it takes none of these logins.
    const options = ['--logins', 'user-pools', '--user-pools-endpoint', elsewhere.url]
    const { code, stderr } = await cli(['run', reference.url, ...options])
    expect(stderr).toMatch(
      /^error: the target takes no login of its user pools: NotAuthorizedException .*verify signed/m,
    )
    expect(code).toBe(4)
    expect(await userPoolsOf(elsewhere)).toEqual([])
    await elsewhere.close()
  })

  test('are what auto takes where the target does not reach our issuer', async () => {
    const unreachable = ['--issuer-url', 'http://issuer.invalid:0']
    const { results, code } = await judge([reference.url, ...unreachable, '--only', 'linking/guest-keeps-its-id'])
    expect(code).toBe(0)
    expect(results.target.probed).toMatchObject({ logins: 'user-pools' })
  })
})

describe('given tokens', () => {
  test('from a text, a file, the environment and a command', async () => {
    const issuer = await startIssuer()
    const mint = createMinter(issuer.privateJwk)
    const audience = 'their-app'
    const tokenOf = (name: string, subject: string, kind: 'sound' | 'expired' = 'sound'): Promise<string> =>
      mint({ issuer: `${issuer.url}/${name}`, audience, subject, kind })
    const key = (name: string): string => `${issuer.url}/${name}`.replace('http://', '')
    writeFileSync(path.join(folder, 'key.json'), JSON.stringify(issuer.privateJwk))
    writeFileSync(path.join(folder, 'bob.jwt'), `${await tokenOf('a', 'bob')}\n`)
    const command = `${process.execPath} ${main} token --issuer-key key.json --issuer-url ${issuer.url} --provider b --user ann --audience ${audience}`
    const given = {
      providers: {
        [key('a')]: {
          audience,
          users: {
            ann: {
              sound: [{ token: await tokenOf('a', 'ann') }, { token: await tokenOf('a', 'ann') }],
              expired: { token: await tokenOf('a', 'ann', 'expired') },
            },
            bob: { sound: { file: 'bob.jwt' } },
          },
        },
        [key('b')]: { audience, users: { ann: { sound: { command } }, cleo: { sound: { env: 'CLEO' } } } },
      },
    }
    const file = path.join(folder, 'given.json')
    writeFileSync(file, JSON.stringify(given))
    const only = [
      'linking/one-login-per-public-provider',
      'identities/same-login-same-identity',
      'logins/issuer*',
      'expiry',
    ]
    const options = [reference.url, '--logins', 'given=given.json', '--only', ...only]
    const token = await tokenOf('b', 'cleo')
    const { results, code, stdout } = await judge(options, { CLEO: token })
    await issuer.close()
    expect(causes(results).toSorted()).toEqual([
      'given tokens carry no more claims on request',
      'needs 3 providers, and tokens of 2 are given',
      'needs 3 users of a provider, and tokens of 2 are given',
      'needs time: the check waits for minutes and runs only with --slow',
      'no token is given that is expired',
    ])
    const passed = (id: string) => results.checks.find((check) => check.id === id)?.verdict
    expect(passed('linking/one-login-per-public-provider/proven-by-another-provider-by-get-open-id-token')).toBe('pass')
    expect(passed('identities/same-login-same-identity/two-tokens-of-one-user')).toBe('pass')
    expect(code).toBe(0)
    const report = readFileSync(path.join(folder, 'report', 'results.json'), 'utf8')
    expect(tokensIn(token)).toHaveLength(2)
    expect(tokensIn(stdout + report)).toEqual([])
  })

  test.each([
    ['no YAML', 'providers: { a: "eyJ-secret', /given.yaml is no YAML or JSON \(line 1, column \d+\)/],
    [
      'a token that is none',
      'providers: { a: { audience: x, users: { ann: { sound: eyJ-secret } } } }',
      /given.yaml: sound tokens are/,
    ],
    [
      'no user',
      'providers: { a: { audience: x, users: {} } }',
      /given.yaml: a provider needs a user at providers.a.users/,
    ],
    ['no provider', 'providers: {}', /a provider is needed/],
  ])('a file with %s: one line, without what stands there', async (_what, text, message) => {
    writeFileSync(path.join(folder, 'given.yaml'), text)
    const { code, stderr } = await cli(['run', '--logins', 'given=given.yaml'])
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('secret')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(4)
  })

  test('a token that cannot be had is the cause, without what the command said', async () => {
    const command = 'echo secret >&2; exit 3'
    const given = { providers: { 'issuer.example': { audience: 'x', users: { ann: { sound: { command } } } } } }
    writeFileSync(path.join(folder, 'failing.json'), JSON.stringify(given))
    const { code, stderr } = await cli(['run', '--logins', 'given=failing.json'])
    expect(stderr).toContain(
      'error: the target takes no login of those that were given: the command for the token of ann',
    )
    expect(stderr).not.toContain('secret')
    expect(code).toBe(4)
  })
})
