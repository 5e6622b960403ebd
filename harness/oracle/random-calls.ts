import type { OracleAnswer, OracleCall, OracleLogin, PoolSettings } from './call.ts'

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** What random calls are about: ids that answers showed, and names. */
export interface Cast {
  pools: string[]
  identities: string[]
  /** Keys of public providers; each has the same users. */
  providers: readonly string[]
  developer: string
  users: readonly string[]
  /** The logins with which an identity was last answered. */
  held: Map<string, readonly OracleLogin[]>
}

/** Takes in what an answer showed. */
export function remember(cast: Cast, call: OracleCall, answer: OracleAnswer): void {
  if (answer.kind !== 'accepted') return
  if (answer.pool !== undefined) cast.pools.push(answer.pool)
  const shown = [answer.identity, ...(answer.identities ?? []).map(({ identity }) => identity)]
  for (const id of shown) if (id !== undefined && !cast.identities.includes(id)) cast.identities.push(id)
  if (answer.identity === undefined || !('logins' in call) || call.operation === 'UnlinkIdentity') return
  const logins = call.logins.filter(({ kind }) => kind === 'public')
  if (logins.length > 0) cast.held.set(answer.identity, logins)
}

/** An identity that never was. */
export const nobodysId = 'us-east-1:00000000-0000-4000-8000-000000000000'

export function randomSettings(random: () => number, { providers, developer }: Cast): PoolSettings {
  const classicFlow = random()
  return {
    guests: random() < 0.75,
    ...(classicFlow < 0.6 ? {} : { classicFlow: classicFlow < 0.8 }),
    providers: random() < 0.8 ? providers : providers.slice(0, 1),
    ...(random() < 0.85 ? { developer } : {}),
  }
}

/** One call, with a liking for collisions: few users, known identities, and sometimes what cannot be right. */
export function randomCall(random: () => number, cast: Cast): OracleCall {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const chance = (probability: number): boolean => random() < probability
  const pool = (chance(0.7) ? cast.pools[0] : pick(cast.pools)) ?? ''
  const anIdentity = (): string => (chance(0.02) ? nobodysId : (pick(cast.identities) ?? nobodysId))
  const aUser = (): string => pick(cast.users) ?? ''
  const publicLogins = (least: number): OracleLogin[] => {
    const wanted = cast.providers.filter(() => chance(0.45))
    const providers = wanted.length < least ? cast.providers.slice(0, least) : wanted
    return providers.map((provider) => ({
      kind: 'public',
      provider,
      user: aUser(),
      ...(chance(0.03) ? { isFlawed: true } : {}),
    }))
  }
  const developerLogin = (): OracleLogin => ({ kind: 'developer', provider: cast.developer, user: aUser() })
  /** Mostly logins that were good for the identity, with another beside them now and then. */
  const loginsFor = (identity: string): OracleLogin[] => {
    const known = chance(0.75) ? (cast.held.get(identity) ?? []) : []
    const more = known.length === 0 || chance(0.3) ? publicLogins(1) : []
    return [...known, ...more.filter(({ provider }) => known.every((one) => one.provider !== provider))]
  }
  const loginsOrNone = (identity: string): OracleLogin[] => {
    if (chance(0.15)) return []
    return chance(0.03) ? [developerLogin()] : loginsFor(identity)
  }
  const withIdentity = (make: (identity: string) => OracleCall) => (): OracleCall => make(anIdentity())

  const ways: [number, () => OracleCall][] = [
    [4, () => ({ operation: 'GetId', pool, logins: [] })],
    [14, () => ({ operation: 'GetId', pool, logins: publicLogins(1) })],
    [16, withIdentity((identity) => ({ operation: 'GetOpenIdToken', identity, logins: loginsOrNone(identity) }))],
    [
      12,
      withIdentity((identity) => ({
        operation: 'GetCredentialsForIdentity',
        identity,
        logins: loginsOrNone(identity),
      })),
    ],
    [
      14,
      () => ({
        operation: 'GetOpenIdTokenForDeveloperIdentity',
        pool,
        ...(chance(0.4) ? { identity: anIdentity() } : {}),
        logins: [...(chance(0.96) ? [developerLogin()] : []), ...(chance(0.5) ? publicLogins(0) : [])],
      }),
    ],
    [
      8,
      () => ({
        operation: 'MergeDeveloperIdentities',
        pool,
        provider: chance(0.97) ? cast.developer : 'login.other.example',
        source: aUser(),
        destination: aUser(),
      }),
    ],
    [
      5,
      () => ({
        operation: 'LookupDeveloperIdentity',
        pool,
        ...(chance(0.5) ? { identity: anIdentity() } : {}),
        ...(chance(0.6) ? { user: aUser() } : {}),
      }),
    ],
    [
      6,
      () => ({
        operation: 'UnlinkDeveloperIdentity',
        pool,
        identity: anIdentity(),
        provider: chance(0.97) ? cast.developer : 'login.other.example',
        user: aUser(),
      }),
    ],
    [
      10,
      withIdentity((identity) => {
        const logins = loginsFor(identity)
        const remove = logins.map(({ provider }) => provider).filter(() => chance(0.8))
        return {
          operation: 'UnlinkIdentity',
          identity,
          logins,
          remove: remove.length === 0 ? cast.providers.slice(0, 1) : remove,
        }
      }),
    ],
    [6, () => ({ operation: 'DescribeIdentity', identity: anIdentity() })],
    [3, () => ({ operation: 'ListIdentities', pool, ...(chance(0.5) ? { hideDisabled: chance(0.7) } : {}) })],
    [
      3,
      () => ({
        operation: 'DeleteIdentities',
        identities: chance(0.8) ? [anIdentity()] : [anIdentity(), anIdentity()],
      }),
    ],
    [1.5, () => ({ operation: 'UpdateIdentityPool', pool, settings: randomSettings(random, cast) })],
    [
      1,
      () => ({
        operation: 'SetIdentityPoolRoles',
        pool,
        roles: (['authenticated', 'unauthenticated'] as const).filter(() => chance(0.85)),
      }),
    ],
    [0.2, () => ({ operation: 'DeleteIdentityPool', pool })],
  ]
  let at = random() * ways.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, make] of ways) {
    at -= weight
    if (at < 0) return make()
  }
  return { operation: 'GetId', pool, logins: [] }
}
