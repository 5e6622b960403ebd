import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Interference, type SeenRequest, type StandIn, startStandIn } from '../fixtures/aws/stand-in.ts'
import { generateIssuerKey, startIssuer } from '../fixtures/issuers/index.ts'
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

/** Points at which runs are killed: requests after their start. With SEED the same ones again. */
const killSeed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
function randomPoints(count: number, within: number): number[] {
  process.stderr.write(`kill points: SEED=${killSeed}\n`)
  let state = killSeed
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return 1 + (state % within)
  })
}

/** Starts a run and ends it once it has made so many requests: at a request and not at a time, so that it is the same on any machine. */
async function endAt(point: number, signal: NodeJS.Signals, args: string[]): Promise<number | null> {
  const before = aws.requests.length
  const child = start('run', 'aws', '--yes', '--region', region, '--out', 'out', ...args)
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code))
  })
  while (aws.requests.length - before < point && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  child.kill(signal)
  return ended
}

const judge = (...args: string[]): ReturnType<typeof run> =>
  run('run', 'aws', '--yes', '--region', region, '--logins', 'none', '--out', 'out', ...args)
/** An error as the service that was asked writes it. */
function refuse(response: ServerResponse, { host }: SeenRequest, status: number, code: string): 'answered' {
  if (/^(iam|sts)\./.test(host)) {
    const error = `<ErrorResponse><Error><Code>${code}</Code><Message>for a moment</Message></Error></ErrorResponse>`
    response.writeHead(status, { 'content-type': 'text/xml' }).end(error)
  } else {
    const error = JSON.stringify({ __type: code, message: 'for a moment' })
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(error)
  }
  return 'answered'
}

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
    interfere = (request, response) => {
      const { operation } = request
      if (operation !== 'GetId' || (count += 1) % 3 !== 0) return undefined
      return refuse(response, request, 400, 'TooManyRequestsException')
    }
    const { code } = await judge('--only', 'identities/guest-is-new')
    const { checks } = await results()
    expect(checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'harness-error')).toEqual([])
    expect([0, 3]).toContain(code)
    expect(aws.reference.state.pools.size).toBe(0)
  }, 60_000)

  test.each([
    ['throttling', 'TooManyRequestsException', 400],
    ['a burst of server errors', 'InternalErrorException', 500],
    ['an outage', 'ServiceUnavailable', 503],
    ['dropped connections', '', 0],
  ])(
    'comes through %s with nothing left behind and nothing on our account',
    async (_, code, status) => {
      const state = await putForeign()
      let count = 0
      interfere = (request, response) => {
        count += 1
        // Bursts of five, from the first check to the last removal.
        if (count < 60 || count % 40 > 5) return undefined
        if (status !== 0) return refuse(response, request, status, code)
        response.destroy()
        return 'answered'
      }
      await judge('--create-roles', '--only', 'credentials', 'developer/known-user', 'identities/guest-is-new')
      const { checks, run: facts } = await results()
      expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
      expect(checks.some(({ verdict }) => verdict === 'pass')).toBe(true)
      if (status < 500) expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([])
      expect(facts.residue).toEqual([])
      expect(state()).toEqual(untouched)
    },
    120_000,
  )

  test('runs what was throttled once more at the end', async () => {
    let isOver = false
    interfere = (request, response) => {
      const { operation } = request
      if (operation === 'LookupDeveloperIdentity') isOver = true
      if (operation !== 'GetOpenIdTokenForDeveloperIdentity' || aws.requests.length < 60 || isOver) return undefined
      isOver = true
      return refuse(response, request, 400, 'TooManyRequestsException')
    }
    const { code } = await judge('--only', 'developer/known-user', '--concurrency', '1')
    expect(isOver).toBe(true)
    const { checks } = await results()
    expect(checks.length).toBeGreaterThan(0)
    expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(code).toBe(0)
  }, 60_000)

  test('ended by SIGTERM leaves nothing, and says that it was cut off', async () => {
    const state = await putForeign()
    const code = await endAt(120, 'SIGTERM', [
      '--logins',
      'none',
      '--create-roles',
      '--only',
      'credentials',
      'developer',
    ])
    expect(code).toBe(3)
    expect((await results()).run).toMatchObject({ partial: true, residue: [] })
    expect(state()).toEqual(untouched)
    expect(journals()).toEqual([])
  }, 60_000)

  test('takes logins from user pools, which are removed again, and calls nothing that its policy does not allow', async () => {
    const state = await putForeign()
    const only = ['linking/one-login*', 'identities/same-login*']
    const { code } = await run('run', 'aws', '--yes', '--region', region, '--out', 'out', '--only', ...only)
    const { target, run: facts, checks } = await results()
    expect(target.probed['logins']).toBe('user-pools')
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(2)
    expect([code, facts.residue]).toEqual([0, []])
    expect(aws.refusedHosts).toEqual([])
    expect(notInPolicy('own-pools')).toEqual([])
    const asked = (name: string): number => aws.requests.filter(({ operation }) => operation === name).length
    expect(asked('CreateUserPool')).toBeGreaterThan(1)
    expect(asked('DeleteUserPool')).toBe(asked('CreateUserPool'))
    expect(state()).toEqual(untouched)
  }, 60_000)
})

/** What a run with roles of its own calls with a signature; the probe alone calls nearly all of it. */
const signedOperations = [...new Set(iamPolicy('create-roles').Statement.flatMap(({ Action }) => Action))]
  .filter((action) => !action.startsWith('cognito-idp:'))
  .map((action) => action.split(':')[1] ?? '')

describe('an operation that a policy denies', () => {
  test.each(signedOperations)(
    '%s: nothing is on our account, and what cannot be removed is said, and swept later',
    async (denied) => {
      const state = await putForeign()
      let count = 0
      interfere = (request, response) => {
        const { operation } = request
        if (operation !== denied) return undefined
        count += 1
        return refuse(response, request, 400, 'AccessDeniedException')
      }
      const { code, stderr } = await judge(
        '--create-roles',
        '--only',
        'identities/guest-is-new',
        'developer/known-user',
        'credentials/access*',
      )
      expect([0, 1, 3]).toContain(code)
      expect(stderr).not.toContain('internal error')
      const { checks, run: facts } = await results()
      expect(checks.filter(({ verdict }) => verdict === 'harness-error' || verdict === 'fail')).toEqual([])
      const isRemoval = /^Delete(IdentityPool|Role|OpenIDConnectProvider)$/.test(denied)
      if (!isRemoval) expect([facts.residue, state()]).toEqual([[], untouched])
      else if (count > 0) expect(facts.residue).not.toEqual([])
      interfere = () => undefined
      expect((await run('sweep')).code).toBe(0)
      expect(state()).toEqual(untouched)
      expect(journals()).toEqual([])
    },
    120_000,
  )
})

describe('sweep', () => {
  test('removes what each of 20 runs left that were killed at random points, and nothing else', async () => {
    const state = await putForeign()
    let found = 0
    for (const point of randomPoints(20, 160)) {
      await endAt(point, 'SIGKILL', ['--logins', 'none', '--create-roles', '--only', 'credentials', 'developer'])
      found += journals().length
      const dry = await run('sweep', '--dry-run')
      expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('nothing was removed')])
      const { code, stdout } = await run('sweep')
      expect([point, code, stdout]).toEqual([point, 0, expect.stringContaining('nothing is left behind')])
      expect([point, state()]).toEqual([point, untouched])
      expect(aws.reference.state.oidcProviders.size).toBe(0)
      expect(journals()).toEqual([])
    }
    expect(found).toBeGreaterThan(10)
  }, 600_000)

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

  test('is clean again after the sweep that follows each of 20 runs with logins, killed at random points', async () => {
    const privateJwk = await generateIssuerKey()
    const issuer = await startIssuer({ privateJwk })
    writeFileSync(path.join(folder, 'issuer-key.json'), JSON.stringify(privateJwk))
    const published = ['--issuer-url', issuer.url, '--issuer-key', 'issuer-key.json']
    const providers = ['a', 'b'].map((name) => `${issuer.url.replace('http://', '')}/${name}`)
    const { IdentityPoolId } = await call('CreateIdentityPool', {
      IdentityPoolName: 'live',
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.live.example',
      OpenIdConnectProviderARNs: providers.map((name) => `arn:aws:iam::111122223333:oidc-provider/${name}`),
    })
    const pool = String(IdentityPoolId)
    await call('GetId', { IdentityPoolId })
    const state = await putForeign()
    const before = [...aws.reference.state.identities.keys()]
    let left = 0
    try {
      for (const point of randomPoints(20, 120)) {
        await endAt(point, 'SIGKILL', [
          '--pool-id',
          pool,
          ...published,
          '--only',
          'identities',
          'linking',
          'developer',
          'merging',
        ])
        left += aws.reference.state.identities.size - before.length
        const { code, stdout } = await run('sweep', ...published)
        expect([point, code, stdout]).toEqual([point, 0, expect.stringContaining('nothing is left behind')])
        expect([point, [...aws.reference.state.identities.keys()]]).toEqual([point, before])
        expect(journals()).toEqual([])
      }
    } finally {
      await issuer.close()
    }
    expect(left).toBeGreaterThan(10)
    expect(state()).toMatchObject({ pools: [], identities: [] })
    expect(aws.requests.some(({ operation }) => forbidden.includes(operation))).toBe(false)
    expect(issuer.requests.length).toBeGreaterThan(0)
  }, 600_000)

  test('that does not exist is said in one line', async () => {
    const { code, stderr } = await judge('--pool-id', `${region}:00000000-0000-4000-8000-000000000000`)
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining('cannot be judged: DescribeIdentityPool: ResourceNotFoundException'),
    ])
  }, 60_000)
})
