import type { OracleCall } from './call.ts'
import { unlink } from './change.ts'
import { type Acceptance, type Outcome, codes, mayRefuse, refuse } from './outcome.ts'
import { unknownPool } from './pools.ts'
import { choice, rule } from './rule.ts'
import { rules as unlinking } from './unlinking.ts'
import { type World, developerLogin, ownerOf, survivorOf } from './world.ts'

export const rules = {
  removed: rule(
    'unlinking/developer-removed',
    'UnlinkDeveloperIdentity removes the developer user identifier; the other logins stay.',
    'UDI-01',
    'UDI-02',
  ),
  otherName: rule(
    'unlinking/other-developer-provider',
    'UnlinkDeveloperIdentity with the name of another developer provider is refused with InvalidParameterException or NotAuthorizedException.',
    'DEV-07',
    'Q-06',
    'UDI-01',
  ),
  ofAnother: rule(
    'unlinking/developer-user-of-another',
    'UnlinkDeveloperIdentity of a developer user who belongs to another identity is refused with ResourceConflictException or ResourceNotFoundException.',
    'UDI-04',
  ),
}

export const choices = {
  refusesUnknown: choice('U8', 'this target refuses to unlink a developer user whom nobody knows'),
  acceptsUnknown: choice('U8', 'this target accepts to unlink a developer user whom nobody knows'),
  refusesDisabled: choice('U8', 'this target refuses to unlink a developer user from a disabled identity'),
  acceptsDisabled: choice(
    'U8',
    'this target accepts to unlink a developer user from a disabled identity and changes nothing',
  ),
  unlinksSurvivor: choice(
    'U8',
    'this target unlinks a developer user from the survivor where a merged identity is named',
  ),
}

export function unlinkDeveloperIdentity(
  world: World,
  call: Extract<OracleCall, { operation: 'UnlinkDeveloperIdentity' }>,
): readonly Outcome[] {
  const pool = world.pools.get(call.pool)
  if (pool?.state !== 'live') return [unknownPool(pool)]
  const identity = world.identities.get(call.identity)
  // Where the pool has no developer provider at all, nothing is known of the code.
  const nameCodes = pool.settings.developer === undefined ? [] : [codes.invalid, codes.notAuthorized]
  const refusals = call.provider === pool.settings.developer ? [] : [refuse(rules.otherName, ...nameCodes)]
  if (identity === undefined || identity.state === 'deleted')
    return [...refusals, refuse(unlinking.unknownIdentity, codes.notFound)]
  if (refusals.length > 0) return refusals
  const login = developerLogin(call.provider, call.user)
  const owner = ownerOf(world, pool, login)
  if (owner === undefined)
    return [mayRefuse(choices.refusesUnknown), { kind: 'accepted', choice: choices.acceptsUnknown }]
  const removal: Acceptance = { kind: 'accepted', effect: (before) => unlink(before, owner, [login]) }
  if (owner === call.identity) return [{ ...removal, rule: rules.removed }]
  if (survivorOf(world, call.identity) === owner)
    return [
      mayRefuse(choices.refusesDisabled),
      { kind: 'accepted', choice: choices.acceptsDisabled },
      { ...removal, choice: choices.unlinksSurvivor },
    ]
  // An identity of another pool is unknown to this one as well, or its id is invalid here.
  return identity.pool === call.pool
    ? [refuse(rules.ofAnother, codes.conflict, codes.notFound)]
    : [refuse(rules.ofAnother, codes.conflict, codes.notFound, codes.invalid, codes.notAuthorized)]
}
