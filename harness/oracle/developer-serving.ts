import { rules } from './developer-rules.ts'
import { type Joining, choices, doubts, joined, rules as linking, survivorChoice } from './linking.ts'
import { type Acceptance, type Refusal } from './outcome.ts'
import type { Rule } from './rule.ts'
import { whyNot } from './which-identity.ts'
import type { Login, Pool, World } from './world.ts'

/** A developer call as far as its pool is concerned. */
export interface Request {
  world: World
  poolId: string
  pool: Pool
  logins: readonly Login[]
  /** The identity of the developer user. */
  owner: string | undefined
  /** What is wrong with the logins themselves. */
  flaws: readonly Refusal[]
}

/** Serves the request with all parties joined, in favour of each possible survivor. `unmerged`: why it is served where only one identity takes part. */
export function serve(
  { world, poolId, logins, owner }: Request,
  joining: Joining,
  flaws: readonly Refusal[],
  unmerged: Rule,
): [Refusal[], Acceptance[]] {
  const { parties, survivors } = joining
  const refusals = [...flaws, ...doubts(world, joining)]
  const ofTwo = survivors.length > 1
  const why = parties.length < 2 ? unmerged : ofTwo ? rules.byDeveloperCall : linking.guestIntoOwner
  const acceptances = survivors.map((survivor): Acceptance => ({
    kind: 'accepted',
    identity: survivor,
    rule: why,
    identityRule: (got) => whyNot(world, poolId, logins, got, ofTwo ? linking.survivorIsOneOfTwo : why),
    ...survivorChoice(joining, survivor, parties[0] === owner ? choices.userSurvives : choices.namedSurvives),
    effect: (before) => joined(before, joining, survivor),
  }))
  return [refusals, acceptances]
}
