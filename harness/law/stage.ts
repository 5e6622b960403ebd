import type { OracleAnswer, OracleCall } from '../oracle/index.ts'
import { type Answer, type Exchange, type Operation, Trace } from '../client/index.ts'
import { Unjudged, notApplicable } from '../verdict/index.ts'
import type { Scene, Session, World } from '../world/index.ts'
import { type Naming, createCast, providersOf } from './cast.ts'
import { type Act, type PublicName, publicNames } from './history.ts'
import { type Known, type Surroundings, Unresolved, toOracleAnswer, translate } from './translate.ts'

type Json = Record<string, unknown>

/** One call that was made, with what came back. */
export interface Performed {
  call: OracleCall
  /** `undefined`: no answer of the protocol; `got` says what came. */
  answer: OracleAnswer | undefined
  got: Answer<Json>
  exchanges: Exchange[]
}

/** The target as histories see it: raw calls, and users whom it has not seen before. */
export interface Stage {
  readonly publicNames: readonly PublicName[]
  /** Whether histories may call the operation. */
  has(operation: Operation): boolean
  /** Whether the operation has never done anything but break. */
  isBroken(operation: Operation): boolean
  /** Whether what was written shows in lists at once. */
  readonly listsAtOnce: boolean
  /** A fresh account of who is known, for one history. Throws `Unjudged` where users cannot be called like that. */
  enter(naming?: Naming): Known
  /** Translates a call, so that it can be sent at once with others; nothing where it cannot be made. */
  prepare(act: Act, known: Known): Promise<(() => Promise<Performed>) | undefined>
  /** Takes away what the history made. */
  leave(known: Known): Promise<void>
  /** Requests so far. */
  requests(): number
}

const unsigned = new Set<string>(['GetId', 'GetOpenIdToken', 'GetCredentialsForIdentity', 'UnlinkIdentity'])
const mostPages = 200

/** Throws `Unjudged` where the target cannot be judged by histories. `watch` sees every exchange once. */
export async function openStage(
  world: World,
  session: Session,
  watch: (exchanges: readonly Exchange[]) => void = () => {},
): Promise<Stage> {
  if (session.livePool !== undefined) {
    throw notApplicable('the live pool must not be changed or observed as a whole')
  }
  const trace = new Trace()
  const scene = await widestScene(world, trace)
  const providers = providersOf(scene)
  const around: Surroundings = {
    providers,
    developer: scene.developer,
    region: scene.region,
    roles: await rolesOf(scene, session),
    tags: session.tag === undefined ? {} : { IdentityPoolTags: { [session.tag.key]: session.tag.value } },
  }
  let requests = 0
  const settle = (): void => {
    const seen = trace.exchanges.splice(0)
    requests += seen.length
    watch(seen)
  }
  // Users of user pools cost requests, and given ones are few: they stay the same, in pools that are new each time.
  const isCheap = session.logins.source === 'issuer' || session.logins.source === 'none'
  const lasting = isCheap ? undefined : createCast(providers, scene.developer)
  const isAws = session.target.kind === 'aws'

  const [sane, broken] = [new Set<Operation>(), new Set<Operation>()]
  const send = async ({ call, input }: { call: OracleCall; input: Json }): Promise<Performed> => {
    const { operation } = call
    const got: Answer<Json>[] = []
    let next: unknown
    do {
      const page: Json = next === undefined ? input : { ...input, NextToken: next }
      const answer = await scene.http.call(operation, page, !unsigned.has(operation)).answer
      got.push(answer)
      next = isPaged(operation) && answer.kind === 'accepted' ? (answer.output['NextToken'] ?? undefined) : undefined
    } while (next !== undefined && got.length < mostPages)
    const whole = joined(got)
    const answer = toOracleAnswer(call, whole)
    if (answer === undefined) broken.add(operation)
    else if (answer.kind !== 'silent') sane.add(operation)
    return { call, answer, got: whole, exchanges: got.map(({ exchange }) => exchange) }
  }

  // On AWS the roles would have to trust every pool that a history makes.
  const has = (operation: Operation): boolean =>
    session.capabilities.operations[operation] !== 'not-implemented' &&
    !(isAws && operation === 'GetCredentialsForIdentity')

  return {
    publicNames: publicNames.filter((name) => providers[name] !== undefined),
    has,
    isBroken: (operation) => broken.has(operation) && !sane.has(operation),
    listsAtOnce: !isAws,
    enter(naming) {
      if (lasting !== undefined && naming === 'alike')
        throw notApplicable('users have the names that their issuer gave')
      const cast = lasting ?? createCast(providers, scene.developer, naming)
      return { cast, ids: new Map(), pools: new Map() }
    },
    async prepare(act, known) {
      if (!has(act.call)) return undefined
      try {
        const translated = await translate(act, known, around)
        return () => send(translated)
      } catch (error) {
        if (error instanceof Unresolved || error instanceof Unjudged) return undefined
        throw error
      }
    },
    async leave(known) {
      for (const id of known.pools.values()) {
        await scene.http.call('DeleteIdentityPool', { IdentityPoolId: id }, true).answer
      }
      settle()
    },
    requests: () => requests + trace.exchanges.length,
  }
}

/** With as many public providers as there are, up to three. */
async function widestScene(world: World, trace: Trace): Promise<Scene> {
  for (const publicProviders of [3, 2, 1] as const) {
    try {
      return await world.scene({ publicProviders, developer: true }, trace)
    } catch (error) {
      if (!(error instanceof Unjudged) || error.verdict !== 'untestable') throw error
    }
  }
  return world.scene({ developer: true }, trace)
}

/** Roles that any pool may use where IAM makes them, else only names of roles. */
async function rolesOf(scene: Scene, session: Session): Promise<Surroundings['roles']> {
  const named = (state: string): string => `arn:aws:iam::${scene.accountId}:role/conformance-law-${state}`
  const makes = session.capabilities.iam && session.target.kind !== 'aws'
  const role = makes ? await scene.makeRole({}) : undefined
  return { authenticated: role ?? named('authenticated'), unauthenticated: role ?? named('unauthenticated') }
}

const isPaged = (operation: string): boolean =>
  operation === 'ListIdentities' || operation === 'LookupDeveloperIdentity'

/** One answer out of all pages; one that says otherwise than accepted stands for all. */
function joined(pages: readonly Answer<Json>[]): Answer<Json> {
  const [first] = pages
  const other = pages.find(({ kind }) => kind !== 'accepted')
  if (first === undefined || other !== undefined) return other ?? pages[0]!
  if (pages.length === 1 || first.kind !== 'accepted') return first
  if (pages.length >= mostPages) {
    return { kind: 'broken', reason: `more than ${mostPages} pages`, exchange: first.exchange }
  }
  const output = { ...first.output }
  for (const member of ['Identities', 'DeveloperUserIdentifierList']) {
    const all = pages.flatMap((page) => (page.kind === 'accepted' ? ((page.output[member] ?? []) as unknown[]) : []))
    if (member in output) output[member] = all
  }
  return { ...first, output }
}
