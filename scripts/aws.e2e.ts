import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Interference, type StandIn, startStandIn } from '../fixtures/aws/stand-in.ts'
import { type IamMode, iamPolicy } from '../harness/cli/iam-policy.ts'
import { type Results, readResults } from '../harness/report/index.ts'

const main = path.join(import.meta.dirname, '../dist/harness/cli/main.js')
const region = 'eu-west-1'
const keyId = 'AKIDCONFORMANCE1'
const secret = 'a-secret-of-the-test'

let folder = ''
let aws: StandIn
let interfere: Interference

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'aws-'))
  interfere = () => undefined
  aws = await startStandIn(
    region,
    { accessKeys: { [keyId]: { secretAccessKey: secret } }, accountId: '111122223333' },
    (request, response) => interfere(request, response),
  )
  writeFileSync(path.join(folder, 'ca.pem'), aws.ca)
})
afterEach(async () => {
  await aws.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The command line as a user runs it, with AWS behind a proxy. */
function start(...args: string[]): ChildProcess {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    HTTPS_PROXY: aws.proxyUrl,
    NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
    AWS_ACCESS_KEY_ID: keyId,
    AWS_SECRET_ACCESS_KEY: secret,
  }
  return spawn(process.execPath, [main, ...args], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(...args)
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  return { code, stdout, stderr }
}

const judge = (...args: string[]): ReturnType<typeof run> =>
  run('run', 'aws', '--yes', '--region', region, '--logins', 'none', '--out', 'out', ...args)
const results = (): Promise<Results> => readResults(readFileSync(path.join(folder, 'out/results.json'), 'utf8'))
const journals = (): string[] => {
  try {
    return readdirSync(path.join(folder, '.local/state/cognito-identity-conformance/journals'))
  } catch {
    return []
  }
}

/** Resources that the test puts there and nobody may touch. */
async function putForeign(): Promise<() => object> {
  const { state } = aws.reference
  const pools = ['somebody else', 'conformance 0 1']
  for (const name of pools)
    await call('CreateIdentityPool', { IdentityPoolName: name, AllowUnauthenticatedIdentities: true })
  const before = [...state.pools.keys()]
  for (const id of before) await call('GetId', { IdentityPoolId: id })
  const identities = [...state.identities.keys()]
  return () => ({
    pools: before.filter((id) => !state.pools.has(id)),
    identities: identities.filter((id) => !state.identities.has(id)),
    left: [...state.pools.keys()].filter((id) => !before.includes(id)),
    roles: [...state.roles.keys()],
  })
}
const untouched = { pools: [], identities: [], left: [], roles: [] }

/** Need no signature; checks of the wire send one all the same. */
const openOperations = [
  'GetId',
  'GetOpenIdToken',
  'GetCredentialsForIdentity',
  'UnlinkIdentity',
  'AssumeRoleWithWebIdentity',
]

/** Operations that need a permission and that the printed policy does not allow; what is asked of STS needs none. */
function notInPolicy(mode: IamMode): string[] {
  const allowed = new Set(iamPolicy(mode).Statement.flatMap(({ Action }) => Action.map((name) => name.split(':')[1])))
  const signed = aws.requests.filter(({ isSigned, host }) => isSigned && !host.startsWith('sts.'))
  const asked = new Set(signed.map(({ operation }) => operation))
  return [...asked].filter((operation) => !allowed.has(operation) && !openOperations.includes(operation))
}

/** As the owner of the account, past the proxy. */
async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const { createRawClient, jsonRequest, readAnswer, Trace } = await import('../harness/client/index.ts')
  const endpoints = { region, cognito: aws.reference.url }
  const client = createRawClient(endpoints, { accessKeyId: keyId, secretAccessKey: secret }, 5000)
  const answer = readAnswer(await client.send(jsonRequest(operation, input, true), new Trace()))
  await client.close()
  if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer.output
}

describe('a run against AWS', () => {
  test('asks the right hosts, signed for the right Region and service, and no others; leaves nothing', async () => {
    const state = await putForeign()
    const { code, stderr } = await judge(
      '--create-roles',
      '--only',
      'credentials',
      'basic-flow',
      'developer/known-user',
    )
    expect(stderr).not.toContain('error')
    expect(code).toBe(0)
    expect((await results()).summary.byLevel.MUST.judged).toBeGreaterThan(5)
    const scopes = new Set(aws.requests.filter((one) => one.isSigned).map((one) => `${one.host} ${one.scope}`))
    expect([...scopes].toSorted()).toEqual([
      `cognito-identity.${region}.amazonaws.com ${region}/cognito-identity`,
      'iam.amazonaws.com us-east-1/iam',
      `sts.${region}.amazonaws.com ${region}/sts`,
    ])
    const unsigned = new Set(aws.requests.filter((one) => !one.isSigned).map((one) => one.operation))
    expect([...unsigned].filter((operation) => !openOperations.includes(operation))).toEqual([])
    expect(aws.refusedHosts).toEqual([])
    expect(notInPolicy('create-roles')).toEqual([])
    expect(state()).toEqual(untouched)
    expect(journals()).toEqual([])
  }, 60_000)

  test('needs somebody who agrees, and credentials', async () => {
    const unasked = await run('run', 'aws', '--region', region)
    expect([unasked.code, unasked.stderr]).toEqual([4, expect.stringContaining('needs --yes')])
    const nowhere = await judge('--region', 'nowhere')
    expect([nowhere.code, nowhere.stderr]).toEqual([4, expect.stringContaining('not an AWS Region: nowhere')])
    expect(aws.requests).toEqual([])
  }, 60_000)

  test('slows down when it is throttled, and asks once more', async () => {
    let count = 0
    interfere = ({ operation }, response) => {
      if (operation !== 'GetId' || (count += 1) % 3 !== 0) return undefined
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify({ __type: 'TooManyRequestsException', message: 'Rate exceeded' }))
      return 'answered'
    }
    const { code } = await judge('--only', 'identities/guest-is-new')
    const { checks } = await results()
    expect(checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'harness-error')).toEqual([])
    expect([0, 3]).toContain(code)
    expect(aws.reference.state.pools.size).toBe(0)
  }, 60_000)

  test('says what a denied operation leaves open, and still cleans up', async () => {
    const state = await putForeign()
    interfere = ({ operation }, response) => {
      if (operation !== 'ListIdentities') return undefined
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(
        JSON.stringify({
          __type: 'AccessDeniedException',
          Message: 'not authorized to perform: cognito-identity:ListIdentities',
        }),
      )
      return 'answered'
    }
    await judge('--only', 'identities/list', 'identities/guest-is-new')
    const { checks } = await results()
    expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
    expect(checks.some(({ verdict }) => verdict === 'pass')).toBe(true)
    expect(state()).toEqual(untouched)
  }, 60_000)
})

describe('sweep', () => {
  test('removes what runs that were killed left behind, at whatever point, and nothing else', async () => {
    const state = await putForeign()
    for (let point = 0; point < 20; point += 1) {
      const before = aws.requests.length
      const child = start(
        'run',
        'aws',
        '--yes',
        '--region',
        region,
        '--logins',
        'none',
        '--create-roles',
        '--out',
        'out',
        '--only',
        'credentials',
        'developer',
      )
      const ended = new Promise((resolve) => {
        child.once('exit', resolve)
      })
      // At a request and not at a time: the points are spread over set-up, checks and clean-up on any machine.
      while (aws.requests.length - before < 3 + point * 9 && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      child.kill('SIGKILL')
      await ended
    }
    expect(journals().length).toBeGreaterThan(10)
    const dry = await run('sweep', '--dry-run')
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('would remove')])
    expect(Object.keys(state())).toHaveLength(4)
    const { code, stdout } = await run('sweep')
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing is left behind')])
    expect(state()).toEqual(untouched)
    expect(aws.reference.state.oidcProviders.size).toBe(0)
    expect(journals()).toEqual([])
  }, 240_000)

  test('finds tagged resources whose journal is lost, when they are old enough', async () => {
    const state = await putForeign()
    const tags = (time: string): object => ({ 'cognito-identity-conformance': `abc ${time}` })
    const shared = { AllowUnauthenticatedIdentities: true }
    await call('CreateIdentityPool', {
      IdentityPoolName: 'old',
      IdentityPoolTags: tags('2026-01-01T00:00:00.000Z'),
      ...shared,
    })
    await call('CreateIdentityPool', {
      IdentityPoolName: 'new',
      IdentityPoolTags: tags(new Date().toISOString()),
      ...shared,
    })
    const { code } = await run('sweep', '--tagged', '--region', region)
    expect(code).toBe(0)
    expect([...aws.reference.state.pools.values()].map((pool) => pool.configuration.IdentityPoolName)).toEqual([
      'somebody else',
      'conformance 0 1',
      'new',
    ])
    expect(state()).toMatchObject({ pools: [], identities: [] })
  }, 60_000)
})

describe('a live pool', () => {
  const livePool = async (): Promise<string> => {
    const { IdentityPoolId } = await call('CreateIdentityPool', {
      IdentityPoolName: 'live',
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.live.example',
    })
    await call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId,
      Logins: { 'login.live.example': 'a real user' },
    })
    await call('GetId', { IdentityPoolId })
    return String(IdentityPoolId)
  }
  const forbidden = [
    'CreateIdentityPool',
    'UpdateIdentityPool',
    'DeleteIdentityPool',
    'ListIdentities',
    'ListIdentityPools',
    'SetIdentityPoolRoles',
    'TagResource',
    'CreateRole',
  ]

  test('is judged as it stands, and is afterwards as it was', async () => {
    const pool = await livePool()
    const before = [...aws.reference.state.identities.keys()]
    const { code, stderr } = await judge('--pool-id', pool, '--guests')
    expect(stderr).not.toContain('error:')
    const { checks, summary, run: facts } = await results()
    expect(checks.filter(({ verdict }) => ['fail', 'harness-error'].includes(verdict))).toEqual([])
    expect(code).toBe(0)
    expect(summary.byLevel.MUST.judged).toBeGreaterThan(30)
    expect(facts['residue']).toEqual([])
    expect([...aws.reference.state.identities.keys()]).toEqual(before)
    const asked = new Set(aws.requests.map(({ operation }) => operation))
    expect(forbidden.filter((operation) => asked.has(operation))).toEqual([])
    expect(notInPolicy('live-pool')).toEqual([])
  }, 120_000)

  test('gets no guests unless they are asked for, and nothing at all with --read-only', async () => {
    const pool = await livePool()
    await judge('--pool-id', pool, '--only', 'identities')
    expect((await results()).checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
    const before = aws.requests.length
    const { code } = await judge('--pool-id', pool, '--read-only')
    const asked = new Set(aws.requests.slice(before).map(({ operation }) => operation))
    expect([...asked].toSorted()).toEqual(['DescribeIdentityPool', 'GetCallerIdentity', 'GetIdentityPoolRoles'])
    expect(code).toBe(0)
    expect((await results()).summary.byLevel.MUST.judged).toBeGreaterThan(3)
    expect(aws.reference.state.identities.size).toBe(2)
  }, 60_000)

  test('is clean again after sweep when a run was killed', async () => {
    const pool = await livePool()
    const before = [...aws.reference.state.identities.keys()]
    for (let point = 0; point < 5; point += 1) {
      const start0 = aws.requests.length
      const child = start(
        'run',
        'aws',
        '--yes',
        '--region',
        region,
        '--logins',
        'none',
        '--out',
        'out',
        '--pool-id',
        pool,
      )
      const ended = new Promise((resolve) => {
        child.once('exit', resolve)
      })
      while (aws.requests.length - start0 < 10 + point * 30 && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      child.kill('SIGKILL')
      await ended
    }
    expect(aws.reference.state.identities.size).toBeGreaterThan(before.length)
    const { code, stdout } = await run('sweep')
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing is left behind')])
    expect([...aws.reference.state.identities.keys()]).toEqual(before)
  }, 120_000)

  test('that does not exist is said in one line', async () => {
    const { code, stderr } = await judge('--pool-id', `${region}:00000000-0000-4000-8000-000000000000`)
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining('cannot be judged: DescribeIdentityPool: ResourceNotFoundException'),
    ])
  }, 60_000)
})
