import { rules as access } from './access.ts'
import { ofClosedPool } from './closed-pool.ts'
import { choices, rules } from './developer-rules.ts'
import { type Request, serve } from './developer-serving.ts'
import { join } from './linking.ts'
import { type Outcome, codes, decide, mayRefuse, open, refuse } from './outcome.ts'
import { type Identity, ownerOf, survivorOf } from './world.ts'

/** The developer call that names an identity. */
export function withIdentity(request: Request, named: string): readonly Outcome[] {
  const { world, poolId, owner, flaws } = request
  const identity = world.identities.get(named)
  if (identity === undefined || identity.state === 'deleted')
    return [refuse(rules.unknownIdentity, codes.notFound), ...flaws]
  // Which code is open: the identity exists, if not in this pool.
  if (identity.pool !== poolId) return [refuse(rules.poolsApart), ...flaws]
  const isElsewhere = owner !== undefined && owner !== named
  if (identity.state === 'merged') return ofMerged(request, named)
  if (identity.state === 'guest' && isElsewhere) return ofGuest(request, named)
  const refusals = [...flaws]
  if (isElsewhere) refusals.push(refuse(rules.registeredElsewhere, codes.registered))
  if (identity.state === 'emptied') return [...refusals, refuse(access.cannotReturn, codes.notAuthorized)]
  const joining = join(world, request.pool, named, request.logins)
  refusals.push(...joining.conflicts)
  if (identity.state === 'guest') {
    const outcomes = decide(...serve(request, joining, refusals, rules.developerToGuest))
    return request.pool.settings.guests ? outcomes : ofClosedPool(outcomes)
  }
  const why = owner === named ? rules.withOwnIdentity : rules.developerToPublic
  if (isProven(request, named)) return decide(...serve(request, joining, refusals, why))
  if (isElsewhere) return [...refusals, refuse(rules.needsProof, codes.notAuthorized)]
  return withoutProof(request, identity, joining, refusals)
}

const isProven = ({ world, pool, logins }: Request, identity: string): boolean =>
  logins.some((login) => ownerOf(world, pool, login) === identity)

/** A new developer user, and an identity of which no login is given. */
function withoutProof(
  request: Request,
  { logins }: Identity,
  joining: ReturnType<typeof join>,
  refusals: ReturnType<typeof serve>[0],
): readonly Outcome[] {
  if (logins.every(({ isDeveloper }) => !isDeveloper))
    return [...refusals, refuse(rules.needsPublicLogin, codes.notAuthorized)]
  // The identity has developer users already: DEV-05 was seen with public logins only.
  const maybe = [...refusals, mayRefuse(choices.refusesSecondUser)]
  const [more, acceptances] = serve(request, joining, maybe, rules.developerToPublic)
  return decide(
    more,
    acceptances.map((one) => ({ ...one, choice: choices.linksSecondUser })),
  )
}

/** A guest, and a developer user who has an identity: open (U5, C-06). */
function ofGuest(request: Request, guest: string): readonly Outcome[] {
  const { world, pool, logins, flaws } = request
  const refusals = [...flaws, mayRefuse(choices.refusesGuest)]
  const alone = join(world, pool, undefined, logins)
  // With logins in conflict nothing definite is permitted, and whatever comes is.
  if (alone.conflicts.length > 0) return refusals
  const [, ignoring] = serve(request, alone, flaws, rules.knownUser)
  const [, merging] = serve(request, join(world, pool, guest, logins), flaws, rules.knownUser)
  return decide(refusals, [
    ...ignoring.map((one) => open(one, choices.ignoresGuest)),
    ...merging.map((one) => open(one, choices.mergesGuest)),
  ])
}

/** The id of a merged identity: open (U2). */
function ofMerged(request: Request, named: string): readonly Outcome[] {
  const { world, pool, logins, flaws } = request
  const survivor = survivorOf(world, named)
  const refusals = [...flaws, mayRefuse(choices.refusesMerged)]
  const joining = join(world, pool, survivor, logins)
  if (!isProven(request, survivor) || joining.conflicts.length > 0) return refusals
  const [more, acceptances] = serve(request, joining, refusals, rules.knownUser)
  return decide(
    more,
    acceptances.map((one) => open(one, choices.servesSurvivor)),
  )
}
