import type { OracleAnswer, OracleCall, OracleLogin, PoolSettings } from '../oracle/index.ts'
import type { Answer } from '../client/index.ts'
import { type Scene, trusting } from '../world/index.ts'
import type { Cast, Providers } from './cast.ts'
import type { Act, LoginName, PoolShape, Reference } from './history.ts'

type Json = Record<string, unknown>

/** A call as the oracle sees it, and its input as it goes out. */
export interface Translated {
  call: OracleCall
  input: Json
}

/** What the calls of one history so far have answered. */
export interface Known {
  cast: Cast
  /** Real ids by the number of the step that answered them. */
  ids: Map<number, string>
  pools: Map<number, string>
}

/** What of a target a translation depends on. */
export interface Surroundings {
  providers: Providers
  developer: Scene['developer']
  region: string
  roles: { authenticated: string; unauthenticated: string }
  /** Members that every CreateIdentityPool and UpdateIdentityPool carries. */
  tags: Json
}

/** Throws for a reference that stands for nothing: the call cannot be made. */
export class Unresolved extends Error {}

const nobody = '00000000-0000-4000-8000-000000000000'

/** Rejects with `Unresolved`, or with `Unjudged` where there is no such token. */
export async function translate(act: Act, known: Known, around: Surroundings): Promise<Translated> {
  const { cast } = known
  const pool = (reference: number): string => resolved(known.pools.get(reference))
  const identity = (reference: Reference): string =>
    reference === 'nobody' ? `${around.region}:${nobody}` : resolved(known.ids.get(reference))
  const developerName = (isOther?: true): string => `${around.developer.key}${isOther ? '.other' : ''}`

  switch (act.call) {
    case 'CreateIdentityPool': {
      const settings = settingsOf(act.shape, around)
      return { call: { operation: act.call, settings }, input: poolInput(act.shape, around) }
    }
    case 'UpdateIdentityPool': {
      const call = { operation: act.call, pool: pool(act.pool), settings: settingsOf(act.shape, around) }
      return { call, input: { IdentityPoolId: call.pool, ...poolInput(act.shape, around) } }
    }
    case 'SetIdentityPoolRoles': {
      const call = { operation: act.call, pool: pool(act.pool), roles: act.roles }
      const Roles = Object.fromEntries(act.roles.map((state) => [state, around.roles[state]]))
      return { call, input: { IdentityPoolId: call.pool, Roles } }
    }
    case 'DeleteIdentityPool': {
      const call = { operation: act.call, pool: pool(act.pool) }
      return { call, input: { IdentityPoolId: call.pool } }
    }
    case 'GetId': {
      const { logins, Logins } = await readLogins(act.logins, cast)
      const call = { operation: act.call, pool: pool(act.pool), logins }
      return { call, input: { IdentityPoolId: call.pool, ...Logins } }
    }
    case 'GetOpenIdToken':
    case 'GetCredentialsForIdentity': {
      const { logins, Logins } = await readLogins(act.logins, cast)
      const call = { operation: act.call, identity: identity(act.identity), logins }
      return { call, input: { IdentityId: call.identity, ...Logins } }
    }
    case 'GetOpenIdTokenForDeveloperIdentity': {
      const { logins, Logins } = await readLogins(act.logins, cast)
      const named = act.identity === undefined ? undefined : identity(act.identity)
      const call = {
        operation: act.call,
        pool: pool(act.pool),
        logins,
        ...(named === undefined ? {} : { identity: named }),
      }
      return {
        call,
        input: { IdentityPoolId: call.pool, ...Logins, ...(named === undefined ? {} : { IdentityId: named }) },
      }
    }
    case 'MergeDeveloperIdentities': {
      const source = cast.identifierOf(act.source)
      const destination = cast.identifierOf(act.destination)
      const provider = developerName(act.otherName)
      const call = { operation: act.call, pool: pool(act.pool), provider, source, destination }
      const users = { SourceUserIdentifier: source, DestinationUserIdentifier: destination }
      return { call, input: { IdentityPoolId: call.pool, DeveloperProviderName: provider, ...users } }
    }
    case 'LookupDeveloperIdentity': {
      const named = act.identity === undefined ? undefined : identity(act.identity)
      const user = act.user === undefined ? undefined : cast.identifierOf(act.user)
      const call = {
        operation: act.call,
        pool: pool(act.pool),
        ...(named === undefined ? {} : { identity: named }),
        ...(user === undefined ? {} : { user }),
      }
      const by = {
        ...(named === undefined ? {} : { IdentityId: named }),
        ...(user === undefined ? {} : { DeveloperUserIdentifier: user }),
      }
      return { call, input: { IdentityPoolId: call.pool, ...by, MaxResults: act.pageSize ?? 60 } }
    }
    case 'UnlinkDeveloperIdentity': {
      const user = cast.identifierOf(act.user)
      const named = identity(act.identity)
      const provider = developerName(act.otherName)
      const call = { operation: act.call, pool: pool(act.pool), identity: named, provider, user }
      const input = { IdentityPoolId: call.pool, IdentityId: named, DeveloperProviderName: provider }
      return { call, input: { ...input, DeveloperUserIdentifier: user } }
    }
    case 'UnlinkIdentity': {
      const { logins, Logins = { Logins: {} } } = await readLogins(act.logins, cast)
      const remove = act.remove.map((provider) => cast.keyOf(provider))
      const call = { operation: act.call, identity: identity(act.identity), logins, remove }
      return { call, input: { IdentityId: call.identity, ...Logins, LoginsToRemove: remove } }
    }
    case 'DescribeIdentity': {
      const call = { operation: act.call, identity: identity(act.identity) }
      return { call, input: { IdentityId: call.identity } }
    }
    case 'ListIdentities': {
      const hide = act.hideDisabled === undefined ? {} : { hideDisabled: act.hideDisabled }
      const call = { operation: act.call, pool: pool(act.pool), ...hide }
      const HideDisabled = act.hideDisabled === undefined ? {} : { HideDisabled: act.hideDisabled }
      return { call, input: { IdentityPoolId: call.pool, MaxResults: act.pageSize ?? 60, ...HideDisabled } }
    }
    case 'DeleteIdentities': {
      const call = { operation: act.call, identities: [...new Set(act.identities.map(identity))] }
      return { call, input: { IdentityIdsToDelete: call.identities } }
    }
  }
}

function resolved(id: string | undefined): string {
  if (id === undefined) throw new Unresolved('a reference that stands for nothing')
  return id
}

function settingsOf(shape: PoolShape, { providers, developer }: Surroundings): PoolSettings {
  return {
    guests: shape.guests,
    ...(shape.classicFlow === undefined ? {} : { classicFlow: shape.classicFlow }),
    providers: shape.providers.flatMap((name) => providers[name]?.key ?? []),
    ...(shape.developer ? { developer: developer.key } : {}),
  }
}

function poolInput(shape: PoolShape, { providers, developer, tags }: Surroundings): Json {
  return {
    IdentityPoolName: 'conformance law',
    AllowUnauthenticatedIdentities: shape.guests,
    ...(shape.classicFlow === undefined ? {} : { AllowClassicFlow: shape.classicFlow }),
    ...trusting(shape.providers.flatMap((name) => providers[name] ?? [])),
    ...(shape.developer ? { DeveloperProviderName: developer.key } : {}),
    ...tags,
  }
}

async function readLogins(
  names: readonly LoginName[],
  cast: Cast,
): Promise<{ logins: OracleLogin[]; Logins?: { Logins: Record<string, string> } }> {
  const entries = await Promise.all(
    names.map(async (name) => ({
      login: await oracleLogin(name, cast),
      entry: [cast.keyOf(name.provider), await cast.valueOf(name)] as const,
    })),
  )
  const logins = entries.map(({ login }) => login)
  return {
    logins,
    ...(logins.length === 0 ? {} : { Logins: { Logins: Object.fromEntries(entries.map(({ entry }) => entry)) } }),
  }
}

async function oracleLogin(name: LoginName, cast: Cast): Promise<OracleLogin> {
  const provider = cast.keyOf(name.provider)
  const user = await cast.subjectOf(name)
  if (name.provider === 'dev') return { kind: 'developer', provider, user }
  const isFlawed = name.token !== undefined && name.token !== 'again'
  return { kind: 'public', provider, user, ...(isFlawed ? { isFlawed } : {}) }
}

/** What an answer says about state; `undefined` where it is none of the protocol. */
export function toOracleAnswer(call: OracleCall, answer: Answer<Json>): OracleAnswer | undefined {
  if (answer.kind === 'silent') return { kind: 'silent' }
  if (answer.kind === 'broken') return undefined
  if (answer.kind === 'refused') return answer.status >= 500 ? undefined : { kind: 'refused', code: answer.code }
  const { output } = answer
  const identity = text(output['IdentityId'])
  switch (call.operation) {
    case 'CreateIdentityPool': {
      const pool = text(output['IdentityPoolId'])
      return { kind: 'accepted', ...(pool === undefined ? {} : { pool }) }
    }
    case 'DescribeIdentity':
      return { kind: 'accepted', ...(identity === undefined ? {} : { identity }), logins: texts(output['Logins']) }
    case 'LookupDeveloperIdentity': {
      const identifiers = texts(output['DeveloperUserIdentifierList'])
      return { kind: 'accepted', ...(identity === undefined ? {} : { identity }), identifiers }
    }
    case 'ListIdentities': {
      const identities = items(output['Identities']).map((item) => ({
        identity: text(item['IdentityId']) ?? '',
        logins: texts(item['Logins']),
      }))
      return { kind: 'accepted', identities }
    }
    case 'DeleteIdentities': {
      const unprocessed = items(output['UnprocessedIdentityIds']).map((item) => text(item['IdentityId']) ?? '')
      return { kind: 'accepted', unprocessed }
    }
    default:
      return { kind: 'accepted', ...(identity === undefined ? {} : { identity }) }
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function items(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : []
}
