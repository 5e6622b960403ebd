import { randomBytes } from 'node:crypto'
import type { Issuer } from '../../fixtures/issuers/index.ts'
import {
  type Answer,
  type Exchange,
  type Operation,
  type RawClient,
  Trace,
  createRawClient,
  jsonRequest,
  queryRequest,
  rateLimitOf,
  readAnswer,
  saysNotImplemented,
} from '../client/index.ts'
import {
  type Capabilities,
  type FlawedToken,
  type LoginSource,
  type Session,
  type TargetAccess,
  createOidcProvider,
  developerProviderName,
} from '../world/index.ts'
import { type CallOperation, type Json, type Offered, offerLogin, probePool, text } from './offer-login.ts'
import { TargetError } from './target-error.ts'

/** What the probe found out about a target. */
export interface Probed {
  capabilities: Capabilities
  logins: LoginSource
  /** Which flawed login tokens the target refuses; empty where it takes no login of ours. */
  verifies: Partial<Record<FlawedToken, boolean>>
  requests: number
  /** Each request and what came back. */
  exchanges: readonly Exchange[]
}

export interface ProbeRequest {
  access: TargetAccess
  /** Address of our issuer. */
  issuerUrl: string
  /** Tried in this order; at least one. */
  sources: readonly LoginSource[]
  /** Where creations are written down, and what marks them. */
  owner: Pick<Session, 'journal' | 'tag'>
  requestTimeoutMs: number
  /** Operations that the target is said to have. */
  declared: readonly string[]
  /** Whether OIDC providers and roles may be created. */
  useIam: boolean
}

const noHeaders: Record<string, string> = {}
/** Audience of the tokens of our issuer. */
export const loginAudience = 'conformance-client'
const names: Record<LoginSource['source'], string> = {
  issuer: 'our issuer',
  'user-pools': 'its user pools',
  given: 'those that were given',
  none: 'any provider',
}

/** Logins of our own issuer. */
export function issuerLogins({ url, privateJwk }: Pick<Issuer, 'url' | 'privateJwk'>): LoginSource {
  return { source: 'issuer', url, privateJwk, audience: loginAudience }
}

/** Calls that need no signature; the probe makes them as a client without credentials would. */
const unsigned = new Set<Operation>(['GetId', 'GetCredentialsForIdentity', 'GetOpenIdToken', 'UnlinkIdentity'])

/**
 * Makes one sound call of every operation, and offers logins of these sources until one is taken (at least one source).
 * Throws `TargetError` where nothing that speaks the protocol answers.
 */
export async function probeTarget(request: ProbeRequest): Promise<Probed> {
  const { access, requestTimeoutMs } = request
  const raw = createRawClient(access.endpoints, access.keys, requestTimeoutMs, rateLimitOf(access.endpoints))
  try {
    return await probe(request, raw)
  } finally {
    await raw.close()
  }
}

async function probe(request: ProbeRequest, client: RawClient): Promise<Probed> {
  const { access, issuerUrl, sources, owner, requestTimeoutMs, declared, useIam } = request
  const trace = new Trace()
  const raw = askingTwice(client)
  const found: Capabilities['operations'] = {}
  const settle = (operation: Operation, answer: Answer<Json>): Answer<Json> => {
    if (answer.kind === 'accepted') found[operation] = 'implemented'
    else if (found[operation] === undefined && saysNotImplemented(answer)) found[operation] = 'not-implemented'
    return answer
  }
  const call: CallOperation = async (operation, input) =>
    settle(operation, readAnswer(await raw.send(jsonRequest(operation, input, !unsigned.has(operation)), trace)))
  const sts = async (
    operation: Operation,
    parameters: Record<string, string>,
    signed: boolean,
  ): Promise<Answer<Json>> =>
    settle(operation, readAnswer(await raw.send(queryRequest('sts', operation, parameters, signed), trace)))

  const first = await client.send(jsonRequest('ListIdentityPools', { MaxResults: 1 }, true), trace)
  assertSpeaksTheProtocol(settle('ListIdentityPools', readAnswer(first)), access)

  const caller = await sts('GetCallerIdentity', {}, true)
  const accountId = /<Account>(\d{12})<\/Account>/.exec(caller.exchange.response?.body ?? '')?.[1] ?? '000000000000'
  const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${issuerUrl.replace(/^https?:\/\//, '')}/a`
  // IAM is known by whether it takes our issuer. AWS takes one over https only; its IAM is there all the same.
  const isUsable = useIam && (access.kind !== 'aws' || issuerUrl.startsWith('https:'))
  const provider = { issuer: `${issuerUrl}/a`, arn: providerArn }
  const knowsProvider = isUsable && (await createOidcProvider(raw, owner, provider, loginAudience, trace)) === 'known'
  const iam = knowsProvider || (useIam && access.kind === 'aws')

  const runId = `probe-${randomBytes(4).toString('hex')}`
  const settings = { access, raw, call, owner, useIam: isUsable, runId, accountId, requestTimeoutMs, trace }
  const offers: Offered[] = []
  for (const source of sources) {
    const offered = await offerLogin(source, settings)
    offers.unshift(offered)
    if (offered.trouble === '') break
  }
  const [offered, ...refused] = offers
  if (offered === undefined) throw new Error('a probe without a source of logins')
  await Promise.all(refused.map(({ pool }) => call('DeleteIdentityPool', { IdentityPoolId: pool })))
  const pool = offered.pool || `${access.endpoints.region}:00000000-0000-4000-8000-000000000000`
  const subject = `probe-${Date.now()}`
  const [guest, developer] = await Promise.all([
    call('GetId', { IdentityPoolId: pool }),
    call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: pool,
      Logins: { [developerProviderName]: `${subject}-1` },
    }),
    call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: pool,
      Logins: { [developerProviderName]: `${subject}-2` },
    }),
  ])

  const guestId = text(guest, 'IdentityId') ?? pool
  const developerId = text(developer, 'IdentityId') ?? pool
  const arn = `arn:aws:cognito-identity:${access.endpoints.region}:${accountId}:identitypool/${pool}`
  const role = `arn:aws:iam::${accountId}:role/conformance-probe`
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool, Roles: { authenticated: role, unauthenticated: role } })
  const map = { IdentityPoolId: pool, IdentityProviderName: providerArn }
  const [token] = await Promise.all([
    call('GetOpenIdToken', { IdentityId: guestId }),
    call('GetCredentialsForIdentity', { IdentityId: guestId }),
    call('DescribeIdentityPool', { IdentityPoolId: pool }),
    call('GetIdentityPoolRoles', { IdentityPoolId: pool }),
    call('DescribeIdentity', { IdentityId: guestId }),
    call('ListIdentities', { IdentityPoolId: pool, MaxResults: 1 }),
    call('LookupDeveloperIdentity', { IdentityPoolId: pool, DeveloperUserIdentifier: `${subject}-1` }),
    call('TagResource', { ResourceArn: arn, Tags: { probe: 'yes' } }),
    call('ListTagsForResource', { ResourceArn: arn }),
    call('UntagResource', { ResourceArn: arn, TagKeys: ['probe'] }),
    // One after the other, so that the answers are the same in each run.
    call('SetPrincipalTagAttributeMap', { ...map, UseDefaults: true }).then(() =>
      call('GetPrincipalTagAttributeMap', map),
    ),
  ])
  const [merged] = await Promise.all([
    call('MergeDeveloperIdentities', {
      IdentityPoolId: pool,
      DeveloperProviderName: developerProviderName,
      SourceUserIdentifier: `${subject}-1`,
      DestinationUserIdentifier: `${subject}-2`,
    }),
    sts(
      'AssumeRoleWithWebIdentity',
      { RoleArn: role, RoleSessionName: 'probe', WebIdentityToken: text(token, 'Token') ?? 'none' },
      false,
    ),
    call('UnlinkIdentity', {
      IdentityId: offered.identity || pool,
      Logins: offered.logins,
      LoginsToRemove: Object.keys(offered.logins),
    }),
    call('UpdateIdentityPool', { IdentityPoolId: pool, ...probePool, IdentityPoolName: runId }),
  ])
  await call('UnlinkDeveloperIdentity', {
    IdentityPoolId: pool,
    IdentityId: text(merged, 'IdentityId') ?? developerId,
    DeveloperProviderName: developerProviderName,
    DeveloperUserIdentifier: `${subject}-1`,
  })
  await call('DeleteIdentities', { IdentityIdsToDelete: [guestId] })
  await call('DeleteIdentityPool', { IdentityPoolId: pool })

  const requestsPerSecond = rateOf(trace.exchanges)
  const trouble = offers.map(
    ({ source, trouble: why }) => `the target takes no login of ${names[source.source]}: ${why}`,
  )
  return {
    capabilities: {
      operations: found,
      iam,
      accountId,
      declared,
      requestsPerSecond,
      ...(access.kind !== 'aws' && (await servesManyAtOnce(client, requestsPerSecond, trace))
        ? { servesManyAtOnce: true }
        : {}),
      ...meaninglessness(guest, offered.identity),
    },
    logins: offered.trouble === '' ? offered.source : { source: 'none', reason: trouble.toReversed().join('; ') },
    verifies: offered.verifies,
    requests: trace.exchanges.length,
    exchanges: trace.exchanges,
  }
}

/** Asks once more where no answer came: what one lost answer hides would be taken for a lack of the target, for the whole run. */
function askingTwice(raw: RawClient): RawClient {
  return {
    ...raw,
    async send(request, trace) {
      const exchange = await raw.send(request, trace)
      return readAnswer(exchange).kind === 'silent' ? raw.send(request, trace) : exchange
    },
  }
}

/** Of the faster requests, as others wait for those that are made at the same time; clocks count whole milliseconds. */
function rateOf(exchanges: readonly Exchange[]): number {
  const durations = exchanges.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b)
  return 1000 / Math.max(1, durations[Math.floor(durations.length / 4)] ?? 1000)
}

/** Answers sooner than this many milliseconds are no reason to ask for more of them at once. */
const swift = 20
const many = 16

async function servesManyAtOnce(raw: RawClient, requestsPerSecond: number, trace: Trace): Promise<boolean> {
  const usual = 1000 / requestsPerSecond
  if (usual < swift) return false
  const startedAt = performance.now()
  const ask = (): Promise<unknown> => raw.send(jsonRequest('ListIdentityPools', { MaxResults: 1 }, true), trace)
  await Promise.all(Array.from({ length: many }, ask))
  return performance.now() - startedAt < 2 * usual
}

/** Where all are one, every check of sameness would pass by accident. */
function meaninglessness(guest: Answer<Json>, user: string): Pick<Capabilities, 'meaningless'> {
  if (user === '' || text(guest, 'IdentityId') !== user) return {}
  return {
    meaningless: 'the target gives a guest and a user the same identity, so that nothing it does right means anything',
  }
}

function assertSpeaksTheProtocol(answer: Answer<Json>, access: TargetAccess): void {
  const where = access.endpoints.cognito
  if (answer.kind === 'silent') throw new TargetError('unreachable', `${where} cannot be reached: ${answer.reason}`)
  const isJson = answer.kind === 'refused' || (answer.kind === 'accepted' && 'IdentityPools' in answer.output)
  if (isJson || saysNotImplemented(answer)) return
  const { status, headers } = answer.exchange.response ?? { status: 0, headers: noHeaders }
  const type = headers['content-type'] ?? 'no content type'
  throw new TargetError(
    'unreachable',
    `${where} does not answer like an Amazon Cognito identity endpoint: HTTP ${status}, ${type}, to ListIdentityPools`,
  )
}
