import { outcome } from '../../harness/check/index.ts'
import type { Scene } from '../../harness/world/index.ts'

/** Some calls that should be refused, as far as the target has their operations. Nobody judges them here. */
export async function provokeRefusals({ pool, developer, call }: Scene): Promise<void> {
  const update = { IdentityPoolId: pool.id, IdentityPoolName: 'another name', DeveloperProviderName: 'login.another' }
  const attempts: (() => Promise<unknown>)[] = [
    () => outcome(pool.getId(developer.user())),
    () => outcome(call('UpdateIdentityPool', { ...update, AllowUnauthenticatedIdentities: true })),
    async () => {
      const [dora, emil] = [developer.user(), developer.user()]
      const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
      await pool.getOpenIdTokenForDeveloperIdentity([emil])
      await outcome(pool.getOpenIdToken(identity))
      await outcome(pool.getOpenIdTokenForDeveloperIdentity([emil], { identity }))
      await outcome(pool.unlinkDeveloperIdentity(identity, emil))
    },
  ]
  for (const attempt of attempts) await Promise.allSettled([attempt()])
}
