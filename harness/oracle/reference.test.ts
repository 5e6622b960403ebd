import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Issuer, createMinter, startIssuer } from '../../fixtures/issuers/index.ts'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { type RawClient, Trace, createRawClient, jsonRequest, readAnswer } from '../client/index.ts'
import {
  type OracleAnswer,
  type OracleCall,
  type OracleLogin,
  type PoolSettings,
  type Violation,
  linearize,
  noHistory,
} from './index.ts'
import { type Cast, randomCall, remember, randomSettings, seeded } from './random-calls.ts'

const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' }
const audience = 'conformance-client'
let reference: RunningReference
let issuer: Issuer
let client: RawClient
let token: (provider: string, user: string, isFlawed: boolean) => Promise<string>

beforeAll(async () => {
  issuer = await startIssuer()
  reference = await startReference({ accessKeys: { [keys.accessKeyId]: { secretAccessKey: keys.secretAccessKey } } })
  client = createRawClient({ region: 'us-east-1', cognito: reference.url }, keys, 5000)
  const mint = createMinter(issuer.privateJwk)
  const sound = new Map<string, Promise<string>>()
  token = (provider, user, isFlawed) => {
    const make = () =>
      mint({ issuer: `http://${provider}`, audience, subject: user, kind: isFlawed ? 'expired' : 'sound' })
    const id = `${provider} ${user} ${isFlawed}`
    if (!sound.has(id)) sound.set(id, make())
    return sound.get(id) ?? make()
  }
})
afterAll(async () => {
  await client.close()
  await reference.close()
  await issuer.close()
})

const arnOf = (provider: string): string => `arn:aws:iam::000000000000:oidc-provider/${provider}`

async function inputOf(call: OracleCall): Promise<Record<string, unknown>> {
  const logins = async (list: readonly OracleLogin[]): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        list.map(async (login): Promise<[string, string]> => [
          login.provider,
          login.kind === 'developer' ? login.user : await token(login.provider, login.user, login.isFlawed === true),
        ]),
      ),
    )
  const settings = ({ guests, classicFlow, providers, developer }: PoolSettings) => ({
    IdentityPoolName: 'oracle',
    AllowUnauthenticatedIdentities: guests,
    AllowClassicFlow: classicFlow,
    OpenIdConnectProviderARNs: providers.map(arnOf),
    DeveloperProviderName: developer,
  })
  switch (call.operation) {
    case 'CreateIdentityPool':
      return settings(call.settings)
    case 'UpdateIdentityPool':
      return { IdentityPoolId: call.pool, ...settings(call.settings) }
    case 'SetIdentityPoolRoles':
      return {
        IdentityPoolId: call.pool,
        Roles: Object.fromEntries(call.roles.map((role) => [role, `arn:aws:iam::000000000000:role/${role}`])),
      }
    case 'DeleteIdentityPool':
      return { IdentityPoolId: call.pool }
    case 'GetId':
      return { IdentityPoolId: call.pool, Logins: await logins(call.logins) }
    case 'GetOpenIdToken':
    case 'GetCredentialsForIdentity':
      return { IdentityId: call.identity, Logins: await logins(call.logins) }
    case 'GetOpenIdTokenForDeveloperIdentity':
      return { IdentityPoolId: call.pool, IdentityId: call.identity, Logins: await logins(call.logins) }
    case 'MergeDeveloperIdentities':
      return {
        IdentityPoolId: call.pool,
        DeveloperProviderName: call.provider,
        SourceUserIdentifier: call.source,
        DestinationUserIdentifier: call.destination,
      }
    case 'LookupDeveloperIdentity':
      return {
        IdentityPoolId: call.pool,
        IdentityId: call.identity,
        DeveloperUserIdentifier: call.user,
        MaxResults: 60,
      }
    case 'UnlinkDeveloperIdentity':
      return {
        IdentityPoolId: call.pool,
        IdentityId: call.identity,
        DeveloperProviderName: call.provider,
        DeveloperUserIdentifier: call.user,
      }
    case 'UnlinkIdentity':
      return { IdentityId: call.identity, Logins: await logins(call.logins), LoginsToRemove: call.remove }
    case 'DescribeIdentity':
      return { IdentityId: call.identity }
    case 'ListIdentities':
      return { IdentityPoolId: call.pool, MaxResults: 60, HideDisabled: call.hideDisabled }
    case 'DeleteIdentities':
      return { IdentityIdsToDelete: call.identities }
  }
}

const unsigned = new Set(['GetId', 'GetOpenIdToken', 'GetCredentialsForIdentity', 'UnlinkIdentity'])

async function ask(call: OracleCall): Promise<OracleAnswer> {
  const input = await inputOf(call)
  let exchange = await client.send(jsonRequest(call.operation, input, !unsigned.has(call.operation)), new Trace())
  let answer = readAnswer(exchange)
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code }
  if (answer.kind !== 'accepted') return { kind: 'silent' }
  const pages = [answer.output as Output]
  while (pages.at(-1)?.NextToken !== undefined) {
    const next = { ...input, NextToken: pages.at(-1)?.NextToken }
    exchange = await client.send(jsonRequest(call.operation, next, true), new Trace())
    answer = readAnswer(exchange)
    if (answer.kind !== 'accepted') throw new Error(`${call.operation}, next page: ${answer.kind}`)
    pages.push(answer.output)
  }
  return toAnswer(call, pages)
}

interface Output {
  IdentityPoolId?: string
  IdentityId?: string
  Logins?: string[]
  Identities?: { IdentityId: string; Logins?: string[] }[]
  DeveloperUserIdentifierList?: string[]
  UnprocessedIdentityIds?: { IdentityId: string }[]
  NextToken?: string
}

function toAnswer({ operation }: OracleCall, pages: readonly Output[]): OracleAnswer {
  const [{ IdentityPoolId, IdentityId, Logins, UnprocessedIdentityIds } = {}] = pages
  return {
    kind: 'accepted',
    ...(operation === 'CreateIdentityPool' && IdentityPoolId !== undefined ? { pool: IdentityPoolId } : {}),
    ...(IdentityId === undefined ? {} : { identity: IdentityId }),
    ...(operation === 'DescribeIdentity' ? { logins: Logins ?? [] } : {}),
    ...(operation === 'ListIdentities'
      ? {
          identities: pages.flatMap(({ Identities = [] }) =>
            Identities.map((item) => ({ identity: item.IdentityId, logins: item.Logins ?? [] })),
          ),
        }
      : {}),
    ...(operation === 'LookupDeveloperIdentity'
      ? { identifiers: pages.flatMap(({ DeveloperUserIdentifierList = [] }) => DeveloperUserIdentifierList) }
      : {}),
    ...(UnprocessedIdentityIds === undefined
      ? {}
      : { unprocessed: UnprocessedIdentityIds.map((item) => item.IdentityId) }),
  }
}

/** Random calls, some of them at once; the story of the history, and the violation it ended with, if it did. */
async function play(seed: number, length: number): Promise<{ story: string[]; violation?: Violation }> {
  const random = seeded(seed)
  const host = issuer.url.replace('http://', '')
  const cast: Cast = {
    pools: [],
    identities: [],
    providers: [`${host}/a`, `${host}/b`],
    developer: 'login.developer.example',
    users: ['ann', 'bob', 'cleo', 'dora'],
    held: new Map(),
  }
  const nextCall = (index: number): OracleCall => {
    const pool = cast.pools[index - 2]
    if (index < 2) return { operation: 'CreateIdentityPool', settings: randomSettings(random, cast) }
    return pool !== undefined && random() < 0.9
      ? { operation: 'SetIdentityPoolRoles', pool, roles: ['authenticated', 'unauthenticated'] }
      : randomCall(random, cast)
  }
  let worlds = noHistory()
  const story: string[] = []
  while (story.length < length) {
    const count = story.length < 4 || random() < 0.8 ? 1 : 2 + Math.floor(random() * 3)
    const calls = Array.from({ length: count }, (_, index) => nextCall(story.length + index))
    const answered = await Promise.all(calls.map(async (call) => ({ call, answer: await ask(call) })))
    story.push(...answered.map((one) => JSON.stringify(one)))
    const result = linearize(worlds, answered)
    if (result.kind === 'violation') return { story, violation: result.violation }
    worlds = result.worlds
    for (const { call, answer } of answered) remember(cast, call, answer)
  }
  return { story }
}

test('the reference answers nothing that the oracle does not permit', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const { story, violation } = await play(seed, 50)
    expect(violation && { violation, story }).toBeUndefined()
  }
}, 120_000)
