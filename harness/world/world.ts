import type { CreateIdentityPoolCommandInput } from '@aws-sdk/client-cognito-identity'
import {
  type Exchange,
  type Input,
  type Operation,
  type Output,
  type SdkClient,
  both,
  Trace,
  createRawClient,
  createSdkClient,
  currentScope,
  inScope,
  openGate,
  rateLimitOf,
} from '../client/index.ts'
import type { Tape } from '../recording/index.ts'
import type { ReproFacts } from '../repro/index.ts'
import { Failure, notImplemented, untestable } from '../verdict/index.ts'
import { Audit } from './audit.ts'
import { Call } from './call.ts'
import type { DeveloperProvider, PublicProvider } from './login.ts'
import { createLoginMaker } from './login-maker.ts'
import { createIdentityPoolMaker } from './identity-pool.ts'
import type { Condition, RoleOptions } from './iam.ts'
import { recordCreation } from './journal.ts'
import { type Needs, shapeOf } from './needs.ts'
import { type MakeCall, type Pool, createPool } from './pool.ts'
import { createLiveGate } from './live-gate.ts'
import { livePoolSeed } from './live-pool.ts'
import { type PoolSeed, createPoolMaker } from './pool-maker.ts'
import { createOwnPools } from './own-pools.ts'
import { madeOnce } from './made-once.ts'
import { createRoleMaker } from './role-maker.ts'
import type { Session } from './session.ts'
import { type Http, createHttp } from './http.ts'
import { type UserPoolMaker, createUserPoolMaker } from './user-pool.ts'
import { type OwnedUserPool, createOwnedUserPool } from './user-pool-logins.ts'
import { type Time, passingRecording, realTime, recordedTime, startPrivateReference } from './time.ts'

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
  /** Creates one more pool, to judge how that goes; what is not given is the least that the API asks for. */
  createPool: (input?: Partial<CreateIdentityPoolCommandInput>) => Call<Output<'CreateIdentityPool'>>
  /** A user pool of the target, whatever the logins are; untestable where the target has none. For checks with a pool of their own. */
  userPool: () => Promise<OwnedUserPool>
  time: Time
  http: Http
  /** Ends the check as untestable where the target has no IAM, so that roles are only named and not made. */
  needsIam: () => void
  /** The ARN of a new role with this condition in its trust policy; untestable where the target has no IAM. */
  makeRole: (condition: Condition, options?: RoleOptions) => Promise<string>
  /** Account that the target says it is. */
  accountId: string
  region: string
}

/** The target as the checks see it: shared pools by shape, fresh users, and a journal of what was created. */
export interface World {
  /** `audited`: the check whose refused calls are looked at. */
  scene(needs: Needs, trace: Trace, audited?: string): Promise<Scene>
  /** Removes the pools that only the check of this trace used, where an account may hold few at once. */
  leave(trace: Trace): Promise<void>
  /** What was seen of refused calls. */
  readonly audit: Audit
  /** Why a pass would mean nothing. */
  readonly meaningless: string | undefined
  /** Exchanges that set the world up and belong to no check. */
  readonly setup: Trace
  /** The calls that made identities, for whatever check: some share one. */
  readonly identities: readonly Exchange[]
  /** What repros need to know of the run. */
  readonly facts: ReproFacts
  close(): Promise<void>
}

export function createWorld(
  session: Session,
  tape: Tape = noTape,
  time: Time = timeOf(session, tape),
  setup: Trace = new Trace(),
  sharedAudit?: Audit,
): World {
  const { endpoints, keys } = session.target
  const { livePool } = session
  const rates = rateLimitOf(endpoints)
  const gate = both(livePool === undefined ? rates : both(createLiveGate(livePool, session.journal), rates), tape.gate)
  const sdk = createSdkClient(endpoints, keys, session.options.requestTimeoutMs, gate)
  const raw = createRawClient(endpoints, keys, session.options.requestTimeoutMs, gate)
  const audit = sharedAudit ?? new Audit(session.options)
  const { accountId, developerProvider } = session.capabilities
  const { requestTimeoutMs } = session.options
  const logins = createLoginMaker(
    { ...session, accountId, requestTimeoutMs, ...(developerProvider === undefined ? {} : { developerProvider }) },
    setup,
    () => time.now(),
    tape.gate,
  )
  const roles = createRoleMaker(session, raw, setup)
  const identityPools = createIdentityPoolMaker(session)
  const ownedUserPool = createOwnedUserPoolOnce(session, setup, tape)
  const makePool: (needs: Needs) => Promise<PoolSeed> =
    livePool === undefined
      ? createPoolMaker(session, identityPools, callMaker(session, sdk, setup), raw, logins, roles, setup)
      : (needs) => livePoolSeed(livePool, needs, logins)
  const shared = madeOnce<PoolSeed>()
  const privateWorlds: Promise<World>[] = []

  const seedFor = (needs: Needs, slot: string): Promise<PoolSeed> => {
    // Given users are few: they are fresh in a pool of one's own.
    if (needs.own === true || session.logins.source === 'given') {
      return inScope(`${currentScope().name} pool ${slot}`, () => makePool(needs))
    }
    return shared(`pool ${shapeOf(needs)}${slot}`, () => makePool(needs))
  }

  const needsIam = (): void => {
    if (!session.capabilities.iam) throw untestable('the target has no IAM that makes roles')
  }

  const ownPools = createOwnPools(session, raw, setup)
  const identities: Exchange[] = []
  const scene = async (needs: Needs, trace: Trace, audited?: string): Promise<Scene> => {
    const [seed, otherSeed] = await Promise.all([
      seedFor(needs, ''),
      needs.pools === 2 ? seedFor(needs, 'other') : undefined,
    ])
    if (needs.own === true) {
      for (const { id, name } of [seed, ...(otherSeed === undefined ? [] : [otherSeed])]) ownPools.note(trace, id, name)
    }
    const place = {
      poolId: seed.id,
      isOwn: needs.own === true && livePool === undefined,
      developerProvider: seed.developer.key,
    }
    const watched = audit.around({ sdk, raw }, place, audited)
    const call = callMaker(session, watched.sdk, trace, identities)
    const pool = createPool(seed, call)
    return {
      pool,
      otherPool: otherSeed === undefined ? pool : createPool(otherSeed, call),
      providers: seed.providers as Scene['providers'],
      developer: seed.developer,
      call,
      createPool: (input = {}) => identityPools.create(call, input, (id, name) => ownPools.note(trace, id, name)),
      userPool: () => ownedUserPool.get(),
      time,
      http: createHttp(
        watched.raw,
        trace,
        (operation) => assertImplemented(session, operation),
        (id) => {
          recordCreation(session.journal, { kind: 'identity-pool', name: id, id })
          ownPools.note(trace, id, id)
        },
      ),
      needsIam,
      makeRole(condition, options) {
        needsIam()
        return roles.make('custom', condition, options)
      },
      accountId: session.capabilities.accountId,
      region: endpoints.region,
    }
  }

  return {
    setup,
    identities,
    facts: reproFacts(session),
    meaningless: session.capabilities.meaningless,
    audit,
    async scene(needs, trace, audited) {
      if (needs.seconds === undefined || session.target.kind !== 'reference' || time.isFree) {
        if (needs.seconds !== undefined) time.assertAffordable(needs.seconds)
        return scene(needs, trace, audited)
      }
      // Each check that lets time pass has the clock for itself.
      const scope = currentScope()
      scope.prefix = `${scope.name} `
      const started = tape.now === undefined ? startPrivateReference(session) : passingRecording(session, tape.now)
      const world = started.then(({ session: own, time: ownTime, close }) => {
        const inner = createWorld(own, tape, ownTime, setup, audit)
        return { ...inner, close: () => inner.close().then(close) }
      })
      privateWorlds.push(world)
      return (await world).scene(needs, trace, audited)
    },
    leave: (trace) => ownPools.remove(trace),
    async close() {
      await Promise.all(privateWorlds.map(async (world) => (await world).close()))
      await Promise.all([raw.close(), sdk.close(), logins.close(), ownedUserPool.close()])
    },
  }
}

/** Nothing is kept, and nothing was. */
const noTape: Tape = { gate: openGate }

function timeOf({ options }: Session, { now }: Tape): Time {
  return now === undefined ? realTime(options.slow) : recordedTime(options.slow, now)
}

function reproFacts({ runId, target, logins }: Session): ReproFacts {
  return {
    runId,
    endpoints: target.endpoints,
    keys: target.keys,
    ...(logins.source === 'issuer' ? { issuer: logins } : {}),
    ...(logins.source === 'given' ? { givenProviders: logins.providers.map(({ key }) => key) } : {}),
  }
}

/** One user pool for all checks, made when the first asks for it. */
function createOwnedUserPoolOnce(
  { target, journal, runId, options, logins }: Session,
  setup: Trace,
  { gate }: Tape,
): { get: () => Promise<OwnedUserPool>; close: () => Promise<void> } {
  let maker: UserPoolMaker | undefined
  const once = madeOnce<OwnedUserPool>()
  return {
    get() {
      if (logins.source === 'none') throw untestable(`no public provider: ${logins.reason}`)
      maker ??= createUserPoolMaker(target, journal, runId, options.requestTimeoutMs, setup, gate)
      const made = maker
      return once('owned user pool', () => createOwnedUserPool(made, target.endpoints.region, runId))
    },
    close: async () => maker?.close(),
  }
}

function assertImplemented({ capabilities }: Session, operation: Operation): void {
  if (capabilities.operations[operation] !== 'not-implemented') return
  if (!capabilities.declared.includes(operation)) throw notImplemented(operation)
  throw new Failure('an operation that the target declares', 'it is not implemented', operation)
}

function callMaker(session: Session, sdk: SdkClient, trace: Trace, identities: Exchange[] = []): MakeCall {
  return <Name extends Operation>(
    operation: Name,
    input: Input<Name> | Promise<Input<Name>>,
    credentials?: Parameters<MakeCall>[2],
  ) => {
    const keys = credentials === undefined ? undefined : { ...credentials, secretAccessKey: credentials.secretKey }
    const send = async () => {
      assertImplemented(session, operation)
      const answer = await sdk.call(operation, await input, trace, keys)
      if (operation === 'GetId' && answer.kind === 'accepted') identities.push(answer.exchange)
      return answer
    }
    return new Call(operation, send())
  }
}
