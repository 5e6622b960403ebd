import type { RawClient, Trace } from '../client/index.ts'
import { indeterminate } from '../verdict/index.ts'
import { createOidcProvider, trustCondition } from './iam.ts'
import type { IdentityPoolMaker } from './identity-pool.ts'
import { type PublicProvider, trusting } from './login.ts'
import type { LoginMaker } from './login-maker.ts'
import type { Needs } from './needs.ts'
import { madeOnce } from './made-once.ts'
import type { MakeCall, Pool } from './pool.ts'
import type { RoleMaker } from './role-maker.ts'
import type { Session } from './session.ts'

/** A pool that was made, before a check looks at it. */
export type PoolSeed = Pick<Pool, 'id' | 'name' | 'providers' | 'developer' | 'roles'>

/** Makes pools of a shape, with the providers and roles that it needs; everything is journalled. */
export function createPoolMaker(
  session: Session,
  pools: IdentityPoolMaker,
  call: MakeCall,
  raw: RawClient,
  logins: LoginMaker,
  roles: RoleMaker,
  setup: Trace,
): (needs: Needs) => Promise<PoolSeed> {
  const registered = madeOnce<void>()

  const register = async ({ issuer, trust }: PublicProvider): Promise<void> => {
    if (trust.kind !== 'oidc') return
    await registered(`provider ${trust.arn}`, async () => {
      const became = await createOidcProvider(raw, session, { issuer, arn: trust.arn }, trust.audience, setup)
      if (became === 'unanswered') throw indeterminate('CreateOpenIDConnectProvider: no answer')
    })
  }

  return async (needs: Needs): Promise<PoolSeed> => {
    const providers = await logins.publicProviders(needs.publicProviders ?? 0)
    if (session.capabilities.iam) await Promise.all(providers.map(register))
    const name = pools.nextName()
    const answer = await pools.create(call, {
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: needs.guests ?? true,
      ...(needs.classicFlow === undefined ? {} : { AllowClassicFlow: needs.classicFlow }),
      ...trusting(providers),
      ...(needs.developer === true ? { DeveloperProviderName: logins.developerProvider.key } : {}),
      ...needs.pool,
    })
    const id = answer.IdentityPoolId ?? ''
    const poolRoles = needs.roles === undefined ? {} : await makeRoles(needs.roles, id)
    if (needs.roles !== undefined) await call('SetIdentityPoolRoles', { IdentityPoolId: id, Roles: poolRoles })
    return { id, name, providers, developer: logins.developerProvider, roles: poolRoles }
  }

  async function makeRoles(which: NonNullable<Needs['roles']>, poolId: string): Promise<Pool['roles']> {
    const states = which === 'both' ? (['authenticated', 'unauthenticated'] as const) : [which]
    const entries = await Promise.all(
      states.map(async (state) => [state, await roles.make(state, trustCondition(poolId, state))] as const),
    )
    return Object.fromEntries(entries)
  }
}
