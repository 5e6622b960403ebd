import { given, holds, judge, sameSet, type scenario, trusting } from '../../harness/check/index.ts'

type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
type Login = Parameters<Scene['pool']['getId']>[0] & object
type PublicProvider = Scene['providers'][0]
type Pool = Scene['pool']

/** The key under which a token that identity pools issued is offered. */
export const cognitoKey = 'cognito-identity.amazonaws.com'

/** Any token under any key. */
export function loginOf(key: string, token: string): Login {
  return { key, label: `a login under ${key}`, value: () => Promise.resolve(token) }
}

/** Leaves the scene's own pool with these public providers and no other. */
export async function trustOnly({ pool, call }: Scene, ...providers: PublicProvider[]): Promise<void> {
  const wanted = trusting(providers)
  const updated = await call('UpdateIdentityPool', {
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: true,
    ...wanted,
  })
  await given(
    (async () => {
      const { OpenIdConnectProviderARNs: oidc = [], CognitoIdentityProviders: userPools = [] } = wanted
      sameSet(updated.OpenIdConnectProviderARNs ?? [], oidc, 'UpdateIdentityPool, OpenIdConnectProviderARNs')
      const names = (list: typeof userPools) => list.map(({ ProviderName = '' }) => ProviderName)
      const at = 'UpdateIdentityPool, CognitoIdentityProviders'
      sameSet(names(updated.CognitoIdentityProviders ?? []), names(userPools), at)
    })(),
  )
}

/** Shows that GetOpenIdToken links a new login at all, so that linking nothing means something. */
export async function linkingWorks(pool: Pool, known: Login, newcomer: Login): Promise<void> {
  const identity = await pool.getId(known)
  await pool.getOpenIdToken(identity, known, newcomer)
  await given(holds(pool, identity, newcomer))
}

/** Ids of the identities that the pool lists, where it lists the known one at all. */
export async function listed(pool: Pool, known: string): Promise<string[]> {
  const ids = (await pool.listIdentities()).map((item) => item.identity)
  await given((async () => judge(ids.includes(known), known, ids.join(', '), 'ListIdentities answer, all pages'))())
  return ids
}
