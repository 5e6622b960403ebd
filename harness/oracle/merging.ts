import type { OracleCall } from './call.ts'
import { merge } from './change.ts'
import { conflictsOf, mostLogins } from './linking.ts'
import { type Outcome, type Refusal, codes, mayRefuse, refuse } from './outcome.ts'
import { unknownPool } from './pools.ts'
import { choice, rule } from './rule.ts'
import { type World, developerLogin, loginsOf, ownerOf } from './world.ts'

export const rules = {
  destinationSurvives: rule(
    'merging/destination-survives',
    'MergeDeveloperIdentities returns the identity of the destination user.',
    'LINK-07',
    'MERGE-01',
  ),
  sharedProvider: rule(
    'merging/explicit-shared-provider',
    'An explicit merge of users whose identities hold different logins of one public provider is refused.',
    'MERGE-03',
  ),
  sharedProviderCode: rule(
    'merging/explicit-shared-provider-code',
    'That refusal is a ResourceConflictException.',
    'MERGE-03',
    'LINK-17',
  ),
  tooManyLogins: rule(
    'merging/too-many-logins',
    'An explicit merge of more than 20 logins is refused.',
    'MERGE-04',
    'LIM-21',
  ),
  otherName: rule(
    'merging/other-provider-name',
    'A developer provider name that is not that of the pool is refused.',
    'MERGE-02',
  ),
}

export const choices = {
  refusesUnknown: choice('MERGE-06', 'this target refuses to merge a developer user whom nobody knows'),
  refusesOneIdentity: choice('MERGE-06', 'this target refuses to merge developer users of one identity'),
  acceptsOneIdentity: choice(
    'MERGE-06',
    'this target accepts to merge developer users of one identity and changes nothing',
  ),
}

export function mergeDeveloperIdentities(
  world: World,
  call: Extract<OracleCall, { operation: 'MergeDeveloperIdentities' }>,
): readonly Outcome[] {
  const pool = world.pools.get(call.pool)
  if (pool?.state !== 'live') return [unknownPool(pool)]
  if (call.provider !== pool.settings.developer) return [refuse(rules.otherName)]
  const [source, destination] = [call.source, call.destination].map((user) =>
    ownerOf(world, pool, developerLogin(call.provider, user)),
  )
  if (source === undefined || destination === undefined) return [mayRefuse(choices.refusesUnknown)]
  if (source === destination)
    return [
      mayRefuse(choices.refusesOneIdentity),
      { kind: 'accepted', identity: destination, choice: choices.acceptsOneIdentity },
    ]
  const refusals: Refusal[] = []
  if (conflictsOf(world, [source, destination], []).length > 0)
    refusals.push({ ...refuse(rules.sharedProvider, codes.conflict), codeRule: rules.sharedProviderCode })
  const count = [source, destination].reduce((sum, id) => sum + loginsOf(world, id).length, 0)
  // MERGE-04 names no code.
  if (count > mostLogins) refusals.push(refuse(rules.tooManyLogins))
  if (refusals.length > 0) return refusals
  return [
    {
      kind: 'accepted',
      identity: destination,
      rule: rules.destinationSurvives,
      effect: (before) => merge(before, destination, [source], true),
    },
  ]
}
