import path from 'node:path'
import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  GetIdCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { createMinter, startIssuer } from '../fixtures/issuers/index.ts'
import { installEmulators, startEmulator } from '../scripts/emulators.ts'
import { type Served, startServe } from './children.ts'
import { type Figure, figure, median } from './figures.ts'
import { type LoadResult, sendLoad, writeRequests } from './load.ts'

const roundMs = 1500
const provider = 'accounts.google.com'
const audience = 'bench-application'

/** The same load for the reference and for emulators that others wrote: requests per second, and ours against the better of theirs. */
export async function measureEmulators(folder: string, rounds: number): Promise<Figure[]> {
  await installEmulators()
  const issuer = await startIssuer()
  const mint = createMinter(issuer.privateJwk)
  const token = await mint({ issuer: `https://${provider}`, audience, subject: 'ann', kind: 'sound' })
  const reference = await startServe('--trust', `${provider}=${issuer.url}/keys`)
  const others: Served[] = [await startEmulator('moto'), await startEmulator('ministack')]
  const targets = [reference, ...others]
  const loads = await Promise.all(targets.map((target) => prepareLoads(target, token, folder)))

  const figures: Figure[] = []
  for (const load of loadNames) {
    const rates = targets.map((): number[] => [])
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, target] of targets.entries()) {
        const result = await sendLoad(target.url, loads[index]?.[load] ?? '', roundMs)
        assertAnswered(result, target.name, load)
        if (round > 0) rates[index]?.push((result.requests / result.wallMs) * 1000)
      }
    }
    const [own = [], ...theirs] = rates
    const better = theirs.toSorted((a, b) => median(b) - median(a))[0] ?? []
    figures.push(
      figure(
        `${load}: reference ÷ better emulator`,
        own.map((rate, round) => rate / (better[round] ?? Number.NaN)),
        'times',
        { atLeast: 5 },
      ),
      ...targets.map((target, index) => figure(`${load}: ${target.name}`, rates[index] ?? [], 'requests/s')),
    )
  }
  await Promise.all([...targets.map((target) => target.stop()), issuer.close()])
  return figures
}

const loadNames = ['GetId of a guest', 'GetId with a login', 'GetCredentialsForIdentity'] as const
type LoadName = (typeof loadNames)[number]

/** Refusals are quick: a rate made of them would say nothing. A few happen to an emulator under load. */
function assertAnswered({ failed, requests }: LoadResult, target: string, load: string): void {
  if (failed > requests / 100)
    throw new Error(`${target} refused ${failed} of ${requests} requests of the load ${load}`)
}

async function prepareLoads(target: Served, token: string, folder: string): Promise<Record<LoadName, string>> {
  const client = new CognitoIdentityClient({
    endpoint: target.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const pool = await client.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'bench',
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: { [provider]: audience },
    }),
  )
  const role = 'arn:aws:iam::123456789012:role/bench'
  const Roles = { authenticated: role, unauthenticated: role }
  // An emulator that has no such operation gives credentials without roles.
  await client.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: pool.IdentityPoolId, Roles })).catch(() => {})
  const guest = await client.send(new GetIdCommand({ IdentityPoolId: pool.IdentityPoolId }))
  client.destroy()

  const { IdentityPoolId } = pool
  const write = (operation: string, input: object): string => {
    const file = path.join(folder, `${target.name}-${operation}-${Object.keys(input).length}.ndjson`)
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    }
    writeRequests(file, [{ method: 'POST', path: '/', headers, body: JSON.stringify(input), status: 200 }])
    return file
  }
  return {
    'GetId of a guest': write('GetId', { IdentityPoolId }),
    'GetId with a login': write('GetId', { IdentityPoolId, Logins: { [provider]: token } }),
    GetCredentialsForIdentity: write('GetCredentialsForIdentity', { IdentityId: guest.IdentityId }),
  }
}
