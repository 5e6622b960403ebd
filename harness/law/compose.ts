import type { RoleState } from '../oracle/index.ts'
import { type Dice, createDice } from './dice.ts'
import {
  type Draft,
  type Sketch,
  add,
  asMap,
  believe,
  developerUser,
  flaws,
  heldLogin,
  identityOf,
  ownerOf,
  poolOf,
  publicLogin,
  same,
  userOf,
  withTokens,
} from './draft.ts'
import {
  type Act,
  type LoginName,
  type PoolShape,
  type PublicName,
  type Reference,
  type Step,
  isPublic,
} from './history.ts'

/** A history out of drawn numbers: those of the pools, then some for each further call. */
export function compose(names: readonly PublicName[], first: readonly number[], rest: readonly number[][]): Step[] {
  const draft: Draft = { names, steps: [], pools: [], identities: [], loose: [] }
  const dice = createDice(first)
  createPool(draft, dice)
  if (dice.chance(65)) add(draft, { call: 'SetIdentityPoolRoles', pool: 1, roles: roles(dice) })
  if (dice.chance(25)) createPool(draft, dice)
  const made = draft.steps.length
  for (const numbers of rest) compose1(draft, createDice(numbers))
  // Some are composed of several calls.
  return draft.steps.slice(0, made + rest.length)
}

function createPool(draft: Draft, dice: Dice): void {
  const shape: PoolShape = {
    guests: dice.chance(85),
    ...(dice.chance(75) ? {} : { classicFlow: dice.chance(60) }),
    providers: dice.chance(80) ? [...draft.names] : draft.names.slice(0, dice.below(draft.names.length + 1)),
    developer: dice.chance(85),
  }
  const n = add(draft, { call: 'CreateIdentityPool', shape })
  draft.pools.push({ n, shape })
}

function roles(dice: Dice): RoleState[] {
  return dice.chance(80) ? ['authenticated', 'unauthenticated'] : [dice.pick(['authenticated', 'unauthenticated'])]
}

type Composer = (draft: Draft, dice: Dice) => void

/** How often each kind of call comes up, in parts of their sum. */
const composers: readonly [number, Composer][] = [
  [5, guest],
  [14, signIn],
  [6, signInWithSeveral],
  [26, useIdentity],
  [14, mergeByLogins],
  [4, guestAgain],
  [8, proveBadly],
  [18, developerCall],
  [14, mergeDevelopers],
  [8, unlink],
  [4, unlinkDeveloper],
  [8, look],
  [3, remove],
  [4, changePool],
  [14, elsewhere],
]
const total = composers.reduce((sum, [weight]) => sum + weight, 0)

function compose1(draft: Draft, dice: Dice): void {
  let at = dice.below(total)
  for (const [weight, composer] of composers) {
    if (at < weight) return composer(draft, dice)
    at -= weight
  }
}

function guest(draft: Draft, dice: Dice): void {
  const pool = poolOf(draft, dice).n
  const n = add(draft, { call: 'GetId', pool, logins: [] })
  draft.identities.push({ n, pool, logins: [], isGone: false })
}

function signIn(draft: Draft, dice: Dice): void {
  // Somebody who is known shows what became of their identity.
  const login = (dice.chance(40) ? heldLogin(draft, dice) : undefined) ?? publicLogin(draft, dice)
  if (login === undefined) return guest(draft, dice)
  const pool = poolOf(draft, dice).n
  const offered = dice.chance(3) ? [{ provider: 'dev' as const, user: userOf(dice) }] : [login]
  const n = add(draft, { call: 'GetId', pool, logins: withTokens(offered, dice) })
  if (offered[0] === login) believe(draft, n, pool, offered)
}

function signInWithSeveral(draft: Draft, dice: Dice): void {
  const pool = poolOf(draft, dice).n
  const logins = asMap([publicLogin(draft, dice), publicLogin(draft, dice), publicLogin(draft, dice)])
  if (logins.length === 0) return guest(draft, dice)
  if (dice.chance(6)) {
    const beside: LoginName = { provider: 'dev', user: userOf(dice) }
    add(draft, { call: 'GetId', pool, logins: withTokens([...logins, beside], dice) })
    return
  }
  const n = add(draft, { call: 'GetId', pool, logins: withTokens(logins, dice) })
  if (new Set(logins.map((login) => ownerOf(draft, pool, login))).size < 3) believe(draft, n, pool, logins)
}

/** Names an identity, and mostly proves it. */
function useIdentity(draft: Draft, dice: Dice): void {
  const target = identityOf(draft, dice)
  if (target === undefined) return signIn(draft, dice)
  const call = dice.chance(60) ? 'GetOpenIdToken' : 'GetCredentialsForIdentity'
  const identity: Reference = dice.chance(2) ? 'nobody' : target.n
  const logins = asMap(offerFor(draft, dice, target))
  const n = add(draft, { call, identity, logins: withTokens(logins, dice) })
  const isProven = target.logins.length === 0 || logins.some((login) => target.logins.some((held) => same(held, login)))
  if (isProven && !target.isGone && logins.length > 0) believe(draft, n, target.pool, logins, target)
}

/** Two identities, neither of which has a login of the other's providers: mostly one that has taken in others takes in one more. */
function mergeByLogins(draft: Draft, dice: Dice): void {
  const held = ({ logins }: Sketch): LoginName[] => logins.filter(isPublic)
  const holders = draft.identities.filter((one) => !one.isGone && held(one).length > 0)
  const into = dice.chance(80) ? richest(holders, isPublic) : holders.length === 0 ? undefined : dice.pick(holders)
  const apart = holders.filter(
    (one) => one.pool === into?.pool && !held(one).some((login) => held(into).some((own) => isOfOne(own, login))),
  )
  if (into === undefined || apart.length === 0) return signIn(draft, dice)
  const logins = [dice.pick(held(into)), dice.pick(held(dice.pick(apart)))]
  const call = dice.chance(70) ? 'GetOpenIdToken' : 'GetCredentialsForIdentity'
  const n = add(draft, { call, identity: into.n, logins: withTokens(logins, dice) })
  believe(draft, n, into.pool, logins, into)
}

const isOfOne = (one: LoginName, other: LoginName): boolean => one.provider === other.provider

/** A flawed token: of an identity's own login, with nothing else that could prove it, or of another login that is to be linked. */
function proveBadly(draft: Draft, dice: Dice): void {
  const alive = draft.identities.filter(({ isGone }) => !isGone)
  if (alive.length === 0) return signIn(draft, dice)
  const { n: identity, pool, logins: held } = dice.pick(alive)
  const own = held.filter(isPublic)
  const other = publicLogin(draft, dice)
  if (other !== undefined && (own.length === 0 || dice.chance(40))) {
    const sound = own.filter(({ provider }) => provider !== other.provider).slice(0, 1)
    add(draft, { call: 'GetOpenIdToken', identity, logins: [...sound, { ...other, token: dice.pick(flaws) }] })
    return
  }
  if (own.length === 0) return signIn(draft, dice)
  const { provider, user } = dice.pick(own)
  const logins: LoginName[] = [{ provider, user, token: dice.pick(flaws) }]
  const acts: Act[] = [
    { call: 'GetId', pool, logins },
    { call: 'GetOpenIdToken', identity, logins },
    { call: 'GetCredentialsForIdentity', identity, logins },
    // Twice: it comes up nowhere else with a flawed token alone.
    { call: 'UnlinkIdentity', identity, logins, remove: [provider] },
    { call: 'UnlinkIdentity', identity, logins, remove: [provider] },
    {
      call: 'GetOpenIdTokenForDeveloperIdentity',
      pool,
      logins: [{ provider: 'dev', user: userOf(dice) }, ...logins],
    },
  ]
  add(draft, dice.pick(acts))
}

/** Somebody who came as a guest goes on without a login, whatever became of the guest. */
function guestAgain(draft: Draft, dice: Dice): void {
  const came = draft.steps.filter((step) => step.call === 'GetId' && step.logins.length === 0)
  const guests = draft.identities.filter((one) => came.some(({ n }) => n === one.n))
  const changed = guests.filter(({ logins, isGone }) => isGone || logins.length > 0)
  if (guests.length === 0) return guest(draft, dice)
  const { n } = dice.pick(changed.length > 0 && dice.chance(80) ? changed : guests)
  add(draft, { call: dice.chance(50) ? 'GetOpenIdToken' : 'GetCredentialsForIdentity', identity: n, logins: [] })
}

function offerFor(draft: Draft, dice: Dice, target: Sketch): (LoginName | undefined)[] {
  const held = target.logins.filter(isPublic)
  const own = held.length === 0 ? undefined : dice.pick(held)
  const other = publicLogin(draft, dice)
  const owned = draft.identities
    .filter((one) => one !== target && one.pool === target.pool && !one.isGone)
    .flatMap(({ logins }) => logins)
    .filter(isPublic)
  // Those that would fit, so that merges outnumber conflicts.
  const fitting = owned.filter(({ provider }) => !target.logins.some((login) => login.provider === provider))
  const foreign = owned.length === 0 ? other : dice.pick(fitting.length > 0 && dice.chance(85) ? fitting : owned)
  const kind = dice.below(100)
  if (kind < 10) return [own ?? other]
  if (kind < 24) return []
  if (kind < 42) return dice.chance(50) ? [own, other] : [other, own]
  if (kind < 72) return dice.chance(50) ? [own, foreign] : [foreign, own]
  if (kind < 79) return [foreign]
  if (kind < 87) return [own, other, foreign]
  if (kind < 95) return [own, other, publicLogin(draft, dice)]
  if (kind < 97) return [own, { provider: 'dev', user: userOf(dice) }]
  return [other]
}

function developerCall(draft: Draft, dice: Dice): void {
  const pool = dice.chance(92) ? poolOf(draft, dice).n : (draft.pools.at(-1)?.n ?? 1)
  const user: LoginName = { provider: 'dev', user: userOf(dice) }
  const kind = dice.below(100)
  const target =
    kind < 45
      ? undefined
      : kind < 65
        ? richest(draft.identities, ({ provider }) => provider === 'dev')
        : identityOf(draft, dice)
  const held = (target?.logins ?? []).filter(isPublic)
  const beside = dice.below(100)
  const other = publicLogin(draft, dice)
  const logins = asMap([
    ...(dice.chance(96) ? [user] : []),
    ...(beside < 50 ? [] : beside < 70 && held.length > 0 ? [dice.pick(held)] : [other]),
  ])
  if (logins.length === 0) return
  const identity: Reference | undefined = target === undefined ? undefined : dice.chance(2) ? 'nobody' : target.n
  const n = add(draft, {
    call: 'GetOpenIdTokenForDeveloperIdentity',
    pool,
    ...(identity === undefined ? {} : { identity }),
    logins: withTokens(logins, dice),
  })
  if (target === undefined || ownerOf(draft, pool, user) === undefined) believe(draft, n, pool, logins, target)
}

function register(draft: Draft, pool: number, user: string): void {
  const login: LoginName = { provider: 'dev', user }
  if (ownerOf(draft, pool, login) !== undefined) return
  const n = add(draft, { call: 'GetOpenIdTokenForDeveloperIdentity', pool, logins: [login] })
  believe(draft, n, pool, [login])
}

/** The identity with the most logins of a kind. */
function richest(identities: readonly Sketch[], isOfKind: (login: LoginName) => boolean): Sketch | undefined {
  const count = ({ logins }: Sketch): number => logins.filter((login) => isOfKind(login)).length
  return identities.toSorted((a, b) => count(b) - count(a))[0]
}

function mergeDevelopers(draft: Draft, dice: Dice): void {
  const pool = poolOf(draft, dice).n
  const holders = draft.identities.filter(
    (one) => one.pool === pool && !one.isGone && one.logins.some(({ provider }) => provider === 'dev'),
  )
  if (holders.length < 2 && dice.chance(80)) return developerCall(draft, dice)
  const source = developerUser(draft, dice, pool)
  const apart = holders.filter(({ logins }) => !logins.some((held) => same(held, { provider: 'dev', user: source })))
  const users = apart.flatMap(({ logins }) => logins.filter(({ provider }) => provider === 'dev'))
  const destination = users.length > 0 && dice.chance(85) ? dice.pick(users).user : developerUser(draft, dice, pool)
  if (dice.chance(4)) {
    add(draft, { call: 'MergeDeveloperIdentities', pool, source, destination, otherName: true })
    return
  }
  const other = draft.pools.find(({ n: one }) => one !== pool)?.n
  // Users of the same names in the other pool are others.
  if (other !== undefined && dice.chance(40)) for (const user of [source, destination]) register(draft, other, user)
  const n = add(draft, { call: 'MergeDeveloperIdentities', pool, source, destination })
  const [from, into] = [source, destination].map((user) => ownerOf(draft, pool, { provider: 'dev', user }))
  if (from === undefined || into === undefined || from === into) return
  believe(draft, n, pool, into.logins, from)
}

function unlink(draft: Draft, dice: Dice): void {
  const target = identityOf(draft, dice)
  const held = (target?.logins ?? []).filter(isPublic)
  if (target === undefined || held.length === 0) return signIn(draft, dice)
  const proof = dice.chance(85) ? dice.pick(held) : publicLogin(draft, dice)
  const named = dice.chance(90) ? dice.pick(held) : (publicLogin(draft, dice) ?? dice.pick(held))
  const removed = dice.chance(35) ? [...new Set(held.map(({ provider }) => provider))] : [named.provider]
  add(draft, {
    call: 'UnlinkIdentity',
    identity: dice.chance(4) ? 'nobody' : target.n,
    logins: withTokens(asMap([proof]), dice),
    remove: removed,
  })
  if (proof === undefined || !held.includes(proof)) return
  const isRemoved = ({ provider }: LoginName): boolean => removed.some((name) => name === provider)
  draft.loose.push(...held.filter(isRemoved))
  target.logins = target.logins.filter((login) => !isRemoved(login))
  target.isGone = target.logins.length === 0
}

function unlinkDeveloper(draft: Draft, dice: Dice): void {
  const holders = draft.identities.filter(({ logins }) => logins.some(({ provider }) => provider === 'dev'))
  if (holders.length === 0) return developerCall(draft, dice)
  const target = dice.pick(holders)
  const user = developerUser(draft, dice, target.pool)
  const other = draft.pools.find(({ n }) => n !== target.pool)
  const pool = other !== undefined && dice.chance(30) ? other.n : target.pool
  if (dice.chance(40)) {
    add(draft, { call: 'UnlinkDeveloperIdentity', pool: target.pool, identity: target.n, user, otherName: true })
    return
  }
  add(draft, {
    call: 'UnlinkDeveloperIdentity',
    pool,
    identity: dice.chance(4) ? 'nobody' : target.n,
    user,
  })
  if (pool !== target.pool) return
  target.logins = target.logins.filter((login) => !same(login, { provider: 'dev', user }))
  target.isGone = target.logins.length === 0
}

/** The users of the one pool come to the other, which must know nothing of it. */
function elsewhere(draft: Draft, dice: Dice): void {
  const called = draft.steps.flatMap((step) =>
    step.call === 'GetId' || (step.call === 'GetOpenIdTokenForDeveloperIdentity' && step.identity === undefined)
      ? [step]
      : [],
  )
  if (draft.pools.length < 2 || called.length === 0) return useIdentity(draft, dice)
  const developers = called.filter(({ call }) => call !== 'GetId')
  const { n: _, ...act } = dice.pick(developers.length > 0 && dice.chance(60) ? developers : called)
  const other = draft.pools.find(({ n }) => n !== act.pool)?.n ?? act.pool
  const n = add(draft, { ...act, pool: other })
  believe(draft, n, other, act.logins)
}

/** Looks that the audit at the end does not take, or takes too late. */
function look(draft: Draft, dice: Dice): void {
  const pool = poolOf(draft, dice).n
  const target = identityOf(draft, dice)
  const kind = dice.below(4)
  if (kind === 0)
    add(draft, { call: 'ListIdentities', pool, hideDisabled: dice.chance(50), pageSize: 1 + dice.below(3) })
  else if (kind === 1) add(draft, { call: 'LookupDeveloperIdentity', pool, user: developerUser(draft, dice, pool) })
  else if (target === undefined) guest(draft, dice)
  else if (kind === 2) add(draft, { call: 'DescribeIdentity', identity: dice.chance(8) ? 'nobody' : target.n })
  else {
    const user = dice.chance(50) ? {} : { user: developerUser(draft, dice, pool) }
    const pages = dice.chance(40) ? { pageSize: 1 + dice.below(2) } : {}
    const identity: Reference = dice.chance(8) ? 'nobody' : target.n
    add(draft, { call: 'LookupDeveloperIdentity', pool, identity, ...user, ...pages })
  }
}

function remove(draft: Draft, dice: Dice): void {
  const target = identityOf(draft, dice)
  if (target === undefined) return guest(draft, dice)
  const second = dice.chance(30) ? identityOf(draft, dice) : undefined
  const gone = second === undefined || second === target ? [target] : [target, second]
  add(draft, { call: 'DeleteIdentities', identities: dice.chance(8) ? ['nobody'] : gone.map(({ n }) => n) })
  for (const one of gone) {
    draft.loose.push(...one.logins.filter(isPublic))
    one.logins = []
    one.isGone = true
  }
}

function changePool(draft: Draft, dice: Dice): void {
  const pool = poolOf(draft, dice)
  const kind = dice.below(100)
  if (kind < 30) {
    add(draft, { call: 'SetIdentityPoolRoles', pool: pool.n, roles: roles(dice) })
  } else if (kind < 45 && draft.pools.length > 1) {
    add(draft, { call: 'DeleteIdentityPool', pool: pool.n })
  } else {
    const { classicFlow, ...rest } = pool.shape
    const changes: Partial<PoolShape>[] = [
      { guests: !rest.guests },
      { providers: rest.providers.length > 1 ? rest.providers.slice(1) : [...draft.names] },
      { classicFlow: classicFlow !== true },
    ]
    pool.shape = { ...pool.shape, ...dice.pick(changes) }
    add(draft, { call: 'UpdateIdentityPool', pool: pool.n, shape: pool.shape })
  }
}
