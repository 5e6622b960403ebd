import {
  type Input,
  type Operation,
  type RawClient,
  type SdkClient,
  Trace,
  createRawClient,
  createSdkClient,
} from '../client/index.ts'
import { Failure, notImplemented, untestable } from '../verdict/index.ts'
import { Call } from './call.ts'
import { createOidcProvider, createRole, trustPolicy } from './iam.ts'
import { type Resource, recordCreation } from './journal.ts'
import { type DeveloperProvider, type LoginMaker, type PublicProvider, createLoginMaker } from './login.ts'
import { type Needs, shapeOf } from './needs.ts'
import { type MakeCall, type Pool, createPool } from './pool.ts'
import type { Session } from './session.ts'
import { type Time, realTime, startPrivateReference } from './time.ts'

/** What a check works with. */
export interface Scene {
  pool: Pool
  /** The second pool; same as `pool` unless the check asked for two. */
  otherPool: Pool
  /** As many as the check asked for. */
  providers: [PublicProvider, PublicProvider, PublicProvider, PublicProvider]
  developer: DeveloperProvider
  /** Any operation with any input, through the SDK. */
  call: MakeCall
  time: Time
  raw: RawClient
  trace: Trace
  /** Ends the check as untestable where the target has no IAM, so that roles are only named and not made. */
  needsIam(): void
  /** Account that the target says it is. */
  accountId: string
  region: string
}

/** The target as the checks see it: shared pools by shape, fresh users, and a journal of what was created. */
export interface World {
  scene(needs: Needs, trace: Trace): Promise<Scene>
  /** Exchanges that set the world up and belong to no check. */
  readonly setup: Trace
  close(): Promise<void>
}

export function createWorld(
  session: Session,
  time: Time = realTime(session.options.slow),
  setup: Trace = new Trace(),
): World {
  const { endpoints, keys } = session.target
  const sdk = createSdkClient(endpoints, keys, session.options.requestTimeoutMs)
  const raw = createRawClient(endpoints, keys, session.options.requestTimeoutMs)
  const logins = createLoginMaker(session.logins, session.capabilities, session.runId, () => time.now())
  const makePool = poolMaker(session, sdk, raw, logins, setup)
  const shared = new Map<string, Promise<PoolSeed>>()
  const privateWorlds: Promise<World>[] = []

  const seedFor = (needs: Needs, slot: string): Promise<PoolSeed> => {
    if (needs.own === true) return makePool(needs)
    const key = shapeOf(needs) + slot
    let seed = shared.get(key)
    if (seed === undefined) {
      seed = makePool(needs)
      shared.set(key, seed)
    }
    return seed
  }

  const scene = async (needs: Needs, trace: Trace): Promise<Scene> => {
    const call = callMaker(session, sdk, trace)
    const [seed, otherSeed] = await Promise.all([
      seedFor(needs, ''),
      needs.pools === 2 ? seedFor(needs, 'other') : undefined,
    ])
    const pool = createPool(seed, call)
    return {
      pool,
      otherPool: otherSeed === undefined ? pool : createPool(otherSeed, call),
      providers: seed.providers as Scene['providers'],
      developer: seed.developer,
      call,
      time,
      raw,
      trace,
      needsIam() {
        if (!session.capabilities.iam) throw untestable('the target has no IAM that makes roles')
      },
      accountId: session.capabilities.accountId,
      region: endpoints.region,
    }
  }

  return {
    setup,
    async scene(needs, trace) {
      if (needs.seconds === undefined || session.target.kind !== 'reference' || time.isFree) {
        if (needs.seconds !== undefined) time.assertAffordable(needs.seconds)
        return scene(needs, trace)
      }
      // Each check that lets time pass has the clock for itself.
      const world = startPrivateReference(session).then(({ session: own, time: ownTime, close }) => {
        const inner = createWorld(own, ownTime, setup)
        return { ...inner, close: () => inner.close().then(close) }
      })
      privateWorlds.push(world)
      return (await world).scene(needs, trace)
    },
    async close() {
      await Promise.all(privateWorlds.map(async (world) => (await world).close()))
      await raw.close()
    },
  }
}

function callMaker(session: Session, sdk: SdkClient, trace: Trace): MakeCall {
  return <Name extends Operation>(
    operation: Name,
    input: Input<Name> | Promise<Input<Name>>,
    credentials?: Parameters<MakeCall>[2],
  ) => {
    const keys = credentials === undefined ? undefined : { ...credentials, secretAccessKey: credentials.secretKey }
    const send = async () => {
      if (session.capabilities.operations[operation] === 'not-implemented') {
        if (session.capabilities.declared.includes(operation)) {
          throw new Failure('an operation that the target declares', 'it is not implemented', operation)
        }
        throw notImplemented(operation)
      }
      return sdk.call(operation, await input, trace, keys)
    }
    return new Call(operation, send())
  }
}

type PoolSeed = Pick<Pool, 'id' | 'name' | 'providers' | 'developer' | 'roles'>

function poolMaker(session: Session, sdk: SdkClient, raw: RawClient, logins: LoginMaker, setup: Trace) {
  const registered = new Map<string, Promise<boolean>>()
  let serial = 0
  const record = (resource: Resource): void => recordCreation(session.journal, resource)

  const register = (provider: PublicProvider): Promise<boolean> => {
    let done = registered.get(provider.arn)
    if (done === undefined) {
      const audience = session.logins.source === 'issuer' ? session.logins.audience : ''
      record({ kind: 'oidc-provider', arn: provider.arn })
      done = createOidcProvider(raw, provider, audience, setup)
      registered.set(provider.arn, done)
    }
    return done
  }

  return async (needs: Needs): Promise<PoolSeed> => {
    const call = callMaker(session, sdk, setup)
    const name = `conformance ${session.runId} ${(serial += 1)}`
    const providers = logins.publicProviders(needs.publicProviders ?? 0)
    if (session.capabilities.iam) await Promise.all(providers.map(register))
    const answer = await call('CreateIdentityPool', {
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: needs.guests ?? true,
      ...(needs.classicFlow === undefined ? {} : { AllowClassicFlow: needs.classicFlow }),
      ...(providers.length === 0 ? {} : { OpenIdConnectProviderARNs: providers.map((provider) => provider.arn) }),
      ...(needs.developer === true ? { DeveloperProviderName: logins.developerProvider.key } : {}),
      ...needs.pool,
    })
    const id = answer.IdentityPoolId ?? ''
    record({ kind: 'identity-pool', id })
    const roles = needs.roles === undefined ? {} : await makeRoles(needs.roles, id)
    if (needs.roles !== undefined) await call('SetIdentityPoolRoles', { IdentityPoolId: id, Roles: roles })
    return { id, name, providers, developer: logins.developerProvider, roles }
  }

  async function makeRoles(which: NonNullable<Needs['roles']>, poolId: string): Promise<Pool['roles']> {
    const states = which === 'both' ? (['authenticated', 'unauthenticated'] as const) : [which]
    const entries = await Promise.all(
      states.map(async (state) => {
        const name = `conformance-${session.runId}-${(serial += 1)}-${state}`
        if (session.capabilities.iam) {
          record({ kind: 'role', name })
          const arn = await createRole(raw, name, trustPolicy(poolId, state), setup)
          if (arn !== undefined) return [state, arn] as const
        }
        return [state, `arn:aws:iam::${session.capabilities.accountId}:role/${name}`] as const
      }),
    )
    return Object.fromEntries(entries)
  }
}
