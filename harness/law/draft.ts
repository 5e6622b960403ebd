import type { FlawedToken } from '../world/index.ts'
import type { Dice } from './dice.ts'
import { type Act, type LoginName, type PoolShape, type PublicName, type Step, isPublic, userNames } from './history.ts'

/** What the composer believes of an identity; nothing depends on its being right. */
export interface Sketch {
  n: number
  pool: number
  logins: LoginName[]
  isGone: boolean
}

export interface Draft {
  names: readonly PublicName[]
  steps: Step[]
  pools: { n: number; shape: PoolShape }[]
  identities: Sketch[]
  /** Logins that were unlinked, to be linked again. */
  loose: LoginName[]
}

export const same = (a: LoginName, b: LoginName): boolean => a.provider === b.provider && a.user === b.user

export function add(draft: Draft, act: Act): number {
  const n = draft.steps.length + 1
  draft.steps.push({ ...act, n })
  return n
}

/** The first pool more often than the second. */
export const poolOf = (draft: Draft, dice: Dice): Draft['pools'][number] =>
  (dice.chance(65) ? draft.pools[0] : draft.pools.at(-1)) as Draft['pools'][number]

/** One of six users, the first ones more often. */
export const userOf = (dice: Dice): string =>
  userNames[Math.min(dice.below(7), dice.below(7)) % userNames.length] ?? 'ann'

export function publicLogin(draft: Draft, dice: Dice): LoginName | undefined {
  if (draft.names.length === 0) return undefined
  if (draft.loose.length > 0 && dice.chance(30)) return dice.pick(draft.loose)
  return { provider: dice.pick(draft.names), user: userOf(dice) }
}

/** A public login that an identity is believed to have. */
export function heldLogin(draft: Draft, dice: Dice): LoginName | undefined {
  const held = draft.identities.flatMap(({ logins }) => logins.filter(isPublic))
  return held.length === 0 ? undefined : dice.pick(held)
}

export const flaws: FlawedToken[] = [
  'expired',
  'wrong-audience',
  'without-audience',
  'wrong-issuer',
  'unsigned',
  'badly-signed',
  'malformed',
]

/** Most calls get sound tokens, some of them others than those that were used before; one in twenty has a flawed one. */
export function withTokens(logins: readonly LoginName[], dice: Dice): LoginName[] {
  const flawed = dice.chance(6) ? dice.below(logins.length) : -1
  return logins.map((login, index) => {
    if (login.provider === 'dev') return login
    if (index === flawed) return { ...login, token: dice.pick(flaws) }
    return dice.chance(25) ? { ...login, token: 'again' } : login
  })
}

/** One login of each provider at most, as in a map; the first wins. */
export function asMap(logins: readonly (LoginName | undefined)[]): LoginName[] {
  const found = new Map<string, LoginName>()
  for (const login of logins) if (login !== undefined && !found.has(login.provider)) found.set(login.provider, login)
  return [...found.values()]
}

export function ownerOf(draft: Draft, pool: number, login: LoginName): Sketch | undefined {
  return draft.identities.find(
    (one) => one.pool === pool && !one.isGone && one.logins.some((held) => same(held, login)),
  )
}

/** Believes that the call went well: its logins belong to one identity from now on. */
export function believe(draft: Draft, n: number, pool: number, logins: readonly LoginName[], named?: Sketch): void {
  const plain = logins.map(({ provider, user }) => ({ provider, user }))
  const owners = plain.map((login) => ownerOf(draft, pool, login)).filter((one) => one !== undefined)
  const survivor = owners[0] ?? named ?? { n, pool, logins: [], isGone: false }
  if (!draft.identities.includes(survivor)) draft.identities.push(survivor)
  for (const other of new Set([...owners, ...(named === undefined ? [] : [named])])) {
    if (other === survivor) continue
    survivor.logins.push(...other.logins)
    other.logins = []
    other.isGone = true
  }
  survivor.logins.push(...plain.filter((login) => !survivor.logins.some((held) => same(held, login))))
}

export function identityOf(draft: Draft, dice: Dice): Sketch | undefined {
  const alive = draft.identities.filter(({ isGone }) => !isGone)
  if (alive.length > 0 && dice.chance(85)) return dice.pick(alive)
  return draft.identities.length === 0 ? undefined : dice.pick(draft.identities)
}

/** Developer users that were seen in the pool, or one that was not. */
export function developerUser(draft: Draft, dice: Dice, pool: number): string {
  const known = draft.identities
    .filter((one) => one.pool === pool)
    .flatMap(({ logins }) => logins.filter(({ provider }) => provider === 'dev'))
  return known.length > 0 && dice.chance(88) ? dice.pick(known).user : userOf(dice)
}
