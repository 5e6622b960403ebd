import type { Call, Scene } from '../../harness/world/index.ts'

export type { Scene }

/** The first page of a paged operation, of which there is a second, and how to ask for it. */
export interface Paged {
  token: string | undefined
  /** The page of this token, in the pool of the first page or in the other one. */
  ask: (token: string | undefined, pool?: Pick<Scene['pool'], 'id'>) => Call<unknown>
}

const size = { MaxResults: 1 }

/** Two guests, one on each page. */
export async function pagedIdentities({ pool, call }: Scene): Promise<Paged> {
  await Promise.all([pool.getId(), pool.getId()])
  const first = await call('ListIdentities', { IdentityPoolId: pool.id, ...size })
  return {
    token: first.NextToken,
    ask: (NextToken, { id } = pool) => call('ListIdentities', { IdentityPoolId: id, ...size, NextToken }),
  }
}

/** Two pools and more. */
export async function pagedPools({ call }: Scene): Promise<Paged> {
  const first = await call('ListIdentityPools', size)
  return { token: first.NextToken, ask: (NextToken) => call('ListIdentityPools', { ...size, NextToken }) }
}

/** Two developer users of one identity. */
export async function pagedUsers({ pool, developer, call }: Scene): Promise<Paged> {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil], { identity })
  const input = { IdentityId: identity, ...size }
  const first = await call('LookupDeveloperIdentity', { IdentityPoolId: pool.id, ...input })
  return {
    token: first.NextToken,
    ask: (NextToken, { id } = pool) => call('LookupDeveloperIdentity', { IdentityPoolId: id, ...input, NextToken }),
  }
}
