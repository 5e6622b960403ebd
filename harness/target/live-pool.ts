import type { Issuer } from '../../fixtures/issuers/index.ts'
import {
  type RawRequest,
  Trace,
  createRawClient,
  describeAnswer,
  jsonRequest,
  queryRequest,
  rateLimitOf,
  readAnswer,
} from '../client/index.ts'
import type { LivePool, TargetAccess } from '../world/index.ts'
import { type Probed, issuerLogins } from './probe.ts'
import { TargetError } from './target-error.ts'

export interface LivePoolRequest {
  access: TargetAccess
  issuer: Pick<Issuer, 'url' | 'privateJwk'>
  poolId: string
  mayMakeGuests: boolean
  isReadOnly: boolean
  requestTimeoutMs: number
}

export interface DescribedPool {
  livePool: LivePool
  probed: Probed
  /** What DescribeIdentityPool and GetIdentityPoolRoles say now, as text that can be compared. */
  describe(): Promise<string>
}

interface PoolDescription {
  IdentityPoolName?: string
  AllowUnauthenticatedIdentities?: boolean
  AllowClassicFlow?: boolean
  DeveloperProviderName?: string
  OpenIdConnectProviderARNs?: string[]
}

const providerNames = ['a', 'b', 'c', 'd']

/** Reads a pool that is in use, instead of probing. Throws `TargetError` where it cannot be read. */
export async function describeLivePool(request: LivePoolRequest): Promise<DescribedPool> {
  const { access, issuer, poolId, mayMakeGuests, isReadOnly } = request
  const trace = new Trace()
  const call = async (raw: RawRequest): Promise<string> => {
    const client = createRawClient(
      access.endpoints,
      access.keys,
      request.requestTimeoutMs,
      rateLimitOf(access.endpoints),
    )
    try {
      const answer = readAnswer(await client.send(raw, trace))
      if (answer.kind === 'accepted') return answer.exchange.response?.body ?? ''
      const blame = answer.kind === 'silent' ? 'unreachable' : 'usage'
      throw new TargetError(blame, `the pool ${poolId} cannot be judged: ${raw.operation}: ${describeAnswer(answer)}`)
    } finally {
      await client.close()
    }
  }
  const read = (operation: string): Promise<string> => call(jsonRequest(operation, { IdentityPoolId: poolId }, true))

  const [description, roles] = [await read('DescribeIdentityPool'), await read('GetIdentityPoolRoles')]
  const caller = await call(queryRequest('sts', 'GetCallerIdentity', {}, true))
  const pool = JSON.parse(description) as PoolDescription
  const trusted = new Set((pool.OpenIdConnectProviderARNs ?? []).map((arn) => arn.replace(/^.*oidc-provider\//, '')))
  const isOurs = (name: string): boolean => trusted.has(`${issuer.url}/${name}`.replace(/^https?:\/\//, ''))
  const firstUnknown = providerNames.findIndex((name) => !isOurs(name))
  const providers = providerNames.slice(0, firstUnknown === -1 ? providerNames.length : firstUnknown)
  return {
    livePool: {
      id: poolId,
      name: pool.IdentityPoolName ?? '',
      allowsGuests: pool.AllowUnauthenticatedIdentities === true,
      allowsClassicFlow: pool.AllowClassicFlow !== false,
      developerProvider: pool.DeveloperProviderName ?? null,
      providers,
      roles: (JSON.parse(roles) as { Roles?: LivePool['roles'] }).Roles ?? {},
      mayMakeGuests,
      isReadOnly,
    },
    probed: {
      capabilities: {
        operations: {},
        iam: false,
        accountId: /<Account>(\d{12})<\/Account>/.exec(caller)?.[1] ?? '000000000000',
        declared: [],
        requestsPerSecond: 1,
        ...(pool.DeveloperProviderName === undefined ? {} : { developerProvider: pool.DeveloperProviderName }),
      },
      logins:
        providers.length > 0
          ? issuerLogins(issuer)
          : { source: 'none', reason: 'the live pool trusts no provider that we can sign for' },
      verifies: {},
      requests: trace.exchanges.length,
      exchanges: trace.exchanges,
    },
    describe: async () => `${await read('DescribeIdentityPool')}\n${await read('GetIdentityPoolRoles')}`,
  }
}
