import { createIdentity, link, merge } from './change.ts'
import { type Refusal, codes, mayRefuse, refuse } from './outcome.ts'
import { type Choice, type Rule, choice, rule } from './rule.ts'
import { type Login, type Pool, type World, loginsOf, ownerOf, stateOf } from './world.ts'

export const rules = {
  oneLoginPerPublicProvider: rule(
    'linking/one-login-per-public-provider',
    'An identity holds at most one login of each public provider; a second one is refused with ResourceConflictException.',
    'LINK-03',
  ),
  sharedProvider: rule(
    'merging/shared-provider',
    'Two identities that each hold a login of the same public provider are not merged; the call is refused with ResourceConflictException.',
    'LINK-17',
    'LINK-03',
  ),
  guestIntoOwner: rule(
    'merging/guest-into-owner',
    'A guest id given with a login that belongs to another identity is merged into that identity: its id is returned.',
    'LINK-05',
    'LINK-06',
    'GOIT-05',
  ),
  twoAuthenticated: rule(
    'merging/two-authenticated',
    'Two identities with logins, merged by a call that proves both, leave one: every login of both yields the identity that was returned.',
    'LINK-05',
    'GOIT-05',
  ),
  survivorIsOneOfTwo: rule(
    'merging/survivor-is-one-of-two',
    'The identity that survives a merge is one of those that were merged.',
    'LINK-05',
  ),
}

export const choices = {
  namedSurvives: choice('Q-02', 'this target lets the identity that was named survive an implicit merge'),
  userSurvives: choice('Q-02', 'this target lets the identity of the developer user survive an implicit merge'),
  refusesSeveral: choice('Q-01', 'this target refuses to merge more than two identities at once'),
  refusesMany: choice('LIM-21', 'this target refuses an implicit merge of more than 20 logins'),
  ownerSurvives: choice('Q-02', 'this target lets the owner of the other login survive an implicit merge'),
}

/** LIM-21: both sides of a merge together. */
export const mostLogins = 20

/** What comes together when logins are given with an identity, or without one. */
export interface Joining {
  /** Identities that take part: the named one first, then the owners of the logins. */
  parties: readonly string[]
  /** Which of them may own all logins afterwards; none where there is nobody yet. */
  survivors: readonly string[]
  /** Logins that nobody holds. */
  fresh: readonly Login[]
  /** Why it must not come about. */
  conflicts: readonly Refusal[]
}

/**
 * A login that nobody holds is linked; one that another identity holds merges the two (LINK-01, LINK-05). `second` is the sentence that a second login of a
 * provider breaks.
 */
export function join(
  world: World,
  pool: Pool,
  named: string | undefined,
  logins: readonly Login[],
  second: Rule = rules.oneLoginPerPublicProvider,
): Joining {
  const parties: string[] = named === undefined ? [] : [named]
  const fresh: Login[] = []
  for (const login of logins) {
    const owner = ownerOf(world, pool, login)
    if (owner === undefined) fresh.push(login)
    else if (!parties.includes(owner)) parties.push(owner)
  }
  const authenticated = parties.filter((id) => stateOf(world, id) === 'authenticated')
  const survivors = authenticated.length > 0 ? authenticated : parties
  return { parties, survivors, fresh, conflicts: conflictsOf(world, parties, fresh, second) }
}

/** The refusals that two logins of one public provider bring about, were all of these logins held by one identity. */
export function conflictsOf(
  world: World,
  parties: readonly string[],
  fresh: readonly Login[],
  second: Rule = rules.oneLoginPerPublicProvider,
): Refusal[] {
  const held = new Set<string>()
  const broken = new Set<Rule>()
  const hold = (logins: readonly Login[], by: Rule): void => {
    for (const { provider, isDeveloper } of logins) {
      if (isDeveloper) continue
      if (held.has(provider)) broken.add(by)
      held.add(provider)
    }
  }
  for (const id of parties) hold(loginsOf(world, id), rules.sharedProvider)
  hold(fresh, second)
  return [...broken].map((by) => refuse(by, codes.conflict))
}

/** Reasons for which a joining may be refused although nothing demands it. */
export function doubts(world: World, { parties, fresh }: Joining): Refusal[] {
  if (parties.length < 2) return []
  // Evidence speaks of two identities that are merged; of three it says nothing.
  if (parties.length > 2) return [mayRefuse(choices.refusesSeveral)]
  const count = parties.reduce((sum, id) => sum + loginsOf(world, id).length, fresh.length)
  return count > mostLogins ? [mayRefuse(choices.refusesMany)] : []
}

/** The world in which `survivor` owns the logins of all parties and the fresh ones. */
export function joined(world: World, { parties, fresh }: Joining, survivor: string): World {
  const losers = parties.filter((id) => id !== survivor)
  return link(merge(world, survivor, losers), survivor, fresh)
}

/** The world in which a new identity owns the logins of all parties and the fresh ones. */
export function joinedAnew(world: World, poolId: string, { parties, fresh }: Joining, identity: string): World {
  return merge(createIdentity(world, poolId, identity, fresh), identity, parties)
}

/** Which way a target went with two identities that both have logins: evidence leaves it open. */
export function survivorChoice(
  { survivors }: Joining,
  survivor: string,
  first: Choice = choices.namedSurvives,
): { choice: Choice } | undefined {
  if (survivors.length < 2) return undefined
  return { choice: survivor === survivors[0] ? first : choices.ownerSurvives }
}
