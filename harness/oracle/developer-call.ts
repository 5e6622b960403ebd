import type { OracleCall } from './call.ts'
import { withIdentity } from './developer-identity.ts'
import { choices, rules } from './developer-rules.ts'
import { type Request, serve } from './developer-serving.ts'
import { join, joinedAnew } from './linking.ts'
import { verificationOf, verify } from './login-verification.ts'
import { type Acceptance, type Outcome, codes, decide, mayRefuse, refuse } from './outcome.ts'
import { unknownPool } from './pools.ts'
import type { Rule } from './rule.ts'
import { whyNot } from './which-identity.ts'
import { type World, isOfDeleted, ownerOf, toLogin } from './world.ts'

export function developerCall(
  world: World,
  call: Extract<OracleCall, { operation: 'GetOpenIdTokenForDeveloperIdentity' }>,
): readonly Outcome[] {
  const pool = world.pools.get(call.pool)
  if (pool?.state !== 'live') return [unknownPool(pool)]
  const flaws = verify(pool, call.logins, verificationOf.GetOpenIdTokenForDeveloperIdentity)
  const users = call.logins.filter(({ kind }) => kind === 'developer')
  if (users.length === 0) flaws.push(refuse(rules.keyNeeded, codes.invalid, codes.notAuthorized))
  if (users.some(({ provider }) => provider !== pool.settings.developer))
    flaws.push(refuse(rules.otherName, codes.invalid, codes.notAuthorized))
  const logins = call.logins.map(toLogin)
  if (logins.some((login) => isOfDeleted(world, pool, login))) flaws.push(mayRefuse(choices.refusesDeleted))
  const user = logins.find(({ isDeveloper }) => isDeveloper)
  const request = { world, poolId: call.pool, pool, logins, owner: user && ownerOf(world, pool, user), flaws }
  return call.identity === undefined ? withoutIdentity(request) : withIdentity(request, call.identity)
}

function withoutIdentity(request: Request): readonly Outcome[] {
  const { world, poolId, pool, logins, owner, flaws } = request
  const joining = join(world, pool, owner, logins)
  const refusals = [...flaws, ...joining.conflicts]
  if (owner !== undefined) {
    const why = joining.fresh.length > 0 ? rules.publicToDeveloper : rules.knownUser
    return decide(...serve(request, joining, refusals, why))
  }
  const anew: Acceptance = {
    kind: 'accepted',
    isNew: true,
    effect: (before, identity) => joinedAnew(before, poolId, joining, identity),
  }
  if (joining.parties.length === 0) {
    const identityRule = (got: string): Rule => whyNot(world, poolId, logins, got, rules.newIdentity)
    return decide(refusals, [{ ...anew, rule: rules.newUser, identityRule }])
  }
  // A new user beside a public login that somebody holds: the documents tell of a merge (LINK-14), not of which identity is left.
  const [more, known] = serve(request, joining, refusals, rules.publicToDeveloper)
  return decide(more, [
    ...known.map((one) => ({ ...one, choice: choices.ownerKeeps })),
    { ...anew, choice: choices.newAbsorbs },
  ])
}
