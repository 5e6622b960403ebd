import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type Interference, type SeenRequest, type StandIn, startStandIn } from '../../fixtures/aws/stand-in.ts'
import { jsonError } from '../../fixtures/reference/http/json-protocol.ts'
import { xmlError } from '../../fixtures/reference/http/query-protocol.ts'
import { ServiceError } from '../../fixtures/reference/service-error.ts'
import { Trace, createRawClient, jsonRequest, readAnswer } from '../../harness/client/index.ts'
import { type IamMode, iamPolicy } from '../../harness/cli/iam-policy.ts'
import { type Results, readResults } from '../../harness/report/index.ts'

const main = path.join(import.meta.dirname, '../../dist/harness/cli/main.js')
export const region = 'eu-west-1'
const keys = { accessKeyId: 'AKIDCONFORMANCE1', secretAccessKey: 'a-secret-of-the-test' }

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** An account on the stand-in for AWS, fresh for each test, and the built command line that runs against it as a user would run it. */
export interface Account {
  /** Home and working folder of the command line. */
  readonly folder: string
  readonly aws: StandIn
  /** Stands between the command line and the services; `undefined` lets a request through. */
  interfere: Interference
  run: (...args: string[]) => Promise<Ended>
  /** `run aws` without logins. */
  judge: (...args: string[]) => Promise<Ended>
  /** Ends `run aws` once it has made so many requests: at a request and not at a time, so that it is the same on any machine. */
  endAt: (point: number, signal: NodeJS.Signals, args: string[]) => Promise<number | null>
  results: () => Promise<Results>
  /** Names of the journals that are left. */
  journals: () => string[]
  /** As the owner of the account, past the proxy. */
  call: (operation: string, input: object) => Promise<Record<string, unknown>>
  /** Puts resources there that nobody may touch; answers what says of them what became of them, and what else is there. */
  putForeign: () => Promise<() => object>
  /** Operations that were called, need a permission and are not allowed by the printed policy; what is asked of STS needs none. */
  notInPolicy: (mode: IamMode) => string[]
}

/** What `putForeign` says where nothing is left and nothing foreign was touched. */
export const untouched = { pools: [], identities: [], left: [], roles: [] }

/** Need no signature; checks of the wire send one all the same. */
export const openOperations = [
  'GetId',
  'GetOpenIdToken',
  'GetCredentialsForIdentity',
  'UnlinkIdentity',
  'AssumeRoleWithWebIdentity',
]

/** For the tests of one file. */
export function useAccount(): Account {
  let folder = ''
  let aws: StandIn

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'aws-'))
    account.interfere = () => undefined
    aws = await startStandIn(
      region,
      { accessKeys: { [keys.accessKeyId]: { secretAccessKey: keys.secretAccessKey } }, accountId: '111122223333' },
      (request, response) => account.interfere(request, response),
    )
    writeFileSync(path.join(folder, 'ca.pem'), aws.ca)
  })
  afterEach(async () => {
    await aws.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = (...args: string[]): ChildProcess => {
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      HTTPS_PROXY: aws.proxyUrl,
      NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    }
    return spawn(process.execPath, [main, ...args], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  const account: Account = {
    get folder() {
      return folder
    },
    get aws() {
      return aws
    },
    interfere: () => undefined,
    async run(...args) {
      const child = start(...args)
      let [stdout, stderr] = ['', '']
      child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
      child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
      const code = await new Promise<number | null>((resolve) => {
        child.once('close', resolve)
      })
      return { code, stdout, stderr }
    },
    judge: (...args) =>
      account.run('run', 'aws', '--yes', '--region', region, '--logins', 'none', '--out', 'out', ...args),
    async endAt(point, signal, args) {
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
    },
    results: () => readResults(readFileSync(path.join(folder, 'out/results.json'), 'utf8')),
    journals() {
      try {
        return readdirSync(path.join(folder, '.local/state/cognito-identity-conformance/journals'))
      } catch {
        return []
      }
    },
    async call(operation, input) {
      const client = createRawClient({ region, cognito: aws.reference.url }, keys, 5000)
      const answer = readAnswer(await client.send(jsonRequest(operation, input, true), new Trace()))
      await client.close()
      if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer))
      return answer.output
    },
    async putForeign() {
      const { state } = aws.reference
      for (const name of ['somebody else', 'conformance 0 1'])
        await account.call('CreateIdentityPool', { IdentityPoolName: name, AllowUnauthenticatedIdentities: true })
      const before = [...state.pools.keys()]
      for (const id of before) await account.call('GetId', { IdentityPoolId: id })
      const identities = [...state.identities.keys()]
      return () => ({
        pools: before.filter((id) => !state.pools.has(id)),
        identities: identities.filter((id) => !state.identities.has(id)),
        left: [...state.pools.keys()].filter((id) => !before.includes(id)),
        roles: [...state.roles.keys()],
      })
    },
    notInPolicy(mode) {
      const actions = iamPolicy(mode).Statement.flatMap(({ Action }) => Action)
      const allowed = new Set(actions.map((name) => name.split(':')[1]))
      const signed = aws.requests.filter(({ isSigned, host }) => isSigned && !host.startsWith('sts.'))
      const asked = new Set(signed.map(({ operation }) => operation))
      return [...asked].filter((operation) => !allowed.has(operation) && !openOperations.includes(operation))
    },
  }
  return account
}

/** An error as the service that was asked writes it. */
export function refuse(
  response: ServerResponse,
  { host }: SeenRequest,
  status: number,
  code: string,
): ReturnType<Interference> {
  const error = new ServiceError(code, 'for a moment', status)
  const [service = ''] = host.split('.')
  const reply = service === 'iam' || service === 'sts' ? xmlError(service, error) : jsonError(error)
  response.writeHead(reply.status, reply.headers).end(reply.body)
  return 'answered'
}
