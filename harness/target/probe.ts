import { type Issuer, type TokenKind, createMinter } from '../../fixtures/issuers/index.ts'
import {
  type Answer,
  type Exchange,
  type Operation,
  type RawClient,
  Trace,
  createRawClient,
  describeAnswer,
  jsonRequest,
  queryRequest,
  readAnswer,
  saysNotImplemented,
} from '../client/index.ts'
import {
  type Capabilities,
  type LoginSource,
  type TargetAccess,
  createOidcProvider,
  developerProviderName,
  recordCreation,
} from '../world/index.ts'
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

type FlawedToken = Exclude<TokenKind, 'sound'>
type Json = Record<string, unknown>

const noHeaders: Record<string, string> = {}
const audience = 'conformance-client'
const flaws: FlawedToken[] = ['malformed', 'unsigned', 'badly-signed', 'wrong-issuer', 'wrong-audience', 'expired']

/** Calls that need no signature; the probe makes them as a client without credentials would. */
const unsigned = new Set<Operation>(['GetId', 'GetCredentialsForIdentity', 'GetOpenIdToken', 'UnlinkIdentity'])

/**
 * Makes one sound call of every operation and offers one sound and several flawed logins.
 * Throws `TargetError` where nothing that speaks the protocol answers.
 */
export async function probeTarget(
  access: TargetAccess,
  issuer: Issuer,
  journal: string,
  requestTimeoutMs: number,
  declared: readonly string[] = [],
): Promise<Probed> {
  const raw = createRawClient(access.endpoints, access.keys, requestTimeoutMs)
  try {
    return await probe(access, raw, issuer, journal, declared)
  } finally {
    await raw.close()
  }
}

async function probe(
  access: TargetAccess,
  raw: RawClient,
  issuer: Issuer,
  journal: string,
  declared: readonly string[],
): Promise<Probed> {
  const trace = new Trace()
  const found: Capabilities['operations'] = {}
  const settle = (operation: Operation, answer: Answer<Json>): Answer<Json> => {
    if (answer.kind === 'accepted') found[operation] = 'implemented'
    else if (found[operation] === undefined && saysNotImplemented(answer)) found[operation] = 'not-implemented'
    return answer
  }
  const call = async (operation: Operation, input: Json): Promise<Answer<Json>> =>
    settle(operation, readAnswer(await raw.send(jsonRequest(operation, input, !unsigned.has(operation)), trace)))
  const sts = async (
    operation: Operation,
    parameters: Record<string, string>,
    signed: boolean,
  ): Promise<Answer<Json>> =>
    settle(operation, readAnswer(await raw.send(queryRequest('sts', operation, parameters, signed), trace)))

  assertSpeaksTheProtocol(await call('ListIdentityPools', { MaxResults: 1 }), access)

  const provider = { issuer: `${issuer.url}/a`, key: `${issuer.url}/a`.replace(/^https?:\/\//, '') }
  const [caller, iam] = await Promise.all([
    sts('GetCallerIdentity', {}, true),
    createOidcProvider(raw, provider, audience, trace),
  ])
  const accountId = /<Account>(\d{12})<\/Account>/.exec(caller.exchange.response?.body ?? '')?.[1] ?? '000000000000'
  const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${provider.key}`
  if (iam) recordCreation(journal, { kind: 'oidc-provider', arn: providerArn })

  const created = await call('CreateIdentityPool', {
    IdentityPoolName: 'conformance probe',
    AllowUnauthenticatedIdentities: true,
    DeveloperProviderName: developerProviderName,
    OpenIdConnectProviderARNs: [providerArn],
  })
  const pool = text(created, 'IdentityPoolId') ?? `${access.endpoints.region}:00000000-0000-4000-8000-000000000000`
  if (created.kind === 'accepted') recordCreation(journal, { kind: 'identity-pool', id: pool })

  const mint = createMinter(issuer.privateJwk)
  const subject = `probe-${Date.now()}`
  const tokenOf = (kind: TokenKind): Promise<string> => mint({ issuer: provider.issuer, audience, subject, kind })
  const sound = { [provider.key]: await tokenOf('sound') }
  const [guest, login, developer] = await Promise.all([
    call('GetId', { IdentityPoolId: pool }),
    call('GetId', { IdentityPoolId: pool, Logins: sound }),
    call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: pool,
      Logins: { [developerProviderName]: `${subject}-1` },
    }),
    call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId: pool,
      Logins: { [developerProviderName]: `${subject}-2` },
    }),
  ])
  const verifies: Probed['verifies'] = {}
  if (login.kind === 'accepted') {
    await Promise.all(
      flaws.map(async (flaw) => {
        const answer = await call('GetId', { IdentityPoolId: pool, Logins: { [provider.key]: await tokenOf(flaw) } })
        verifies[flaw] = answer.kind !== 'accepted'
      }),
    )
  }

  const guestId = text(guest, 'IdentityId') ?? pool
  const loginId = text(login, 'IdentityId') ?? pool
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
  await Promise.all([
    sts(
      'AssumeRoleWithWebIdentity',
      { RoleArn: role, RoleSessionName: 'probe', WebIdentityToken: text(token, 'Token') ?? 'none' },
      false,
    ),
    call('UnlinkIdentity', { IdentityId: loginId, Logins: sound, LoginsToRemove: [provider.key] }),
    call('MergeDeveloperIdentities', {
      IdentityPoolId: pool,
      DeveloperProviderName: developerProviderName,
      SourceUserIdentifier: `${subject}-1`,
      DestinationUserIdentifier: `${subject}-2`,
    }),
    call('UpdateIdentityPool', {
      IdentityPoolId: pool,
      IdentityPoolName: 'conformance probe',
      AllowUnauthenticatedIdentities: true,
    }),
  ])
  await call('UnlinkDeveloperIdentity', {
    IdentityPoolId: pool,
    IdentityId: developerId,
    DeveloperProviderName: developerProviderName,
    DeveloperUserIdentifier: `${subject}-1`,
  })
  await call('DeleteIdentities', { IdentityIdsToDelete: [guestId] })
  await call('DeleteIdentityPool', { IdentityPoolId: pool })

  const logins: LoginSource =
    login.kind === 'accepted'
      ? { source: 'issuer', url: issuer.url, privateJwk: issuer.privateJwk, audience }
      : { source: 'none', reason: `the target takes no login of our issuer: ${describeAnswer(login)}` }
  return {
    capabilities: { operations: found, iam, accountId, declared },
    logins,
    verifies,
    requests: trace.exchanges.length,
    exchanges: trace.exchanges,
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

function text(answer: Answer<Json>, member: string): string | undefined {
  const value = answer.kind === 'accepted' ? answer.output[member] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}
