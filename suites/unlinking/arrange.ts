import type { scenario } from '../../harness/check/index.ts'

type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
type Login = Parameters<Scene['pool']['getId']>[0] & object
type DeveloperUser = ReturnType<Scene['developer']['user']>

/** The input of UnlinkDeveloperIdentity. */
export const inputOf = (pool: Scene['pool'], identity: string, user: DeveloperUser) => ({
  IdentityPoolId: pool.id,
  IdentityId: identity,
  DeveloperProviderName: user.key,
  DeveloperUserIdentifier: user.identifier,
})

/** The sound call: another identity loses its only login by UnlinkIdentity. */
export async function unlinkOther(pool: Scene['pool'], user: Login): Promise<void> {
  await pool.unlinkIdentity(await pool.getId(user), [user], [user.key])
}

/** The sound call: another identity loses its only login by UnlinkDeveloperIdentity. */
export async function unlinkOtherDeveloper({ pool, developer }: Pick<Scene, 'pool' | 'developer'>): Promise<void> {
  const user = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([user])
  await pool.unlinkDeveloperIdentity(identity, user)
}
