import type { OracleCall } from './call.ts'
import { setPool } from './change.ts'
import { type Acceptance, type Outcome, type Refusal, codes, mayRefuse, refuse } from './outcome.ts'
import { choice, rule } from './rule.ts'
import { type Pool, type World, newPool } from './world.ts'

export const rules = {
  unknown: rule(
    'pools/unknown-pool',
    'An operation on a pool that does not exist is refused with ResourceNotFoundException.',
    'POOL-15',
    'OBS-035',
  ),
  deleted: rule('pools/delete', 'A pool that was deleted is found no more, and the others are.', 'POOL-18'),
  identitiesDeleted: rule(
    'pools/delete-identities',
    'The identities of a deleted pool are gone: nobody can sign in to them.',
    'POOL-18',
  ),
}

export const choices = {
  refuses: choice('Q-05', 'this target refuses to change the developer provider name of a pool'),
  ignores: choice('Q-05', 'this target accepts another developer provider name for a pool and keeps the old one'),
  keepsClassicFlow: choice('C-09', 'this target keeps AllowClassicFlow where UpdateIdentityPool leaves it out'),
  unsetsClassicFlow: choice('C-09', 'this target unsets AllowClassicFlow where UpdateIdentityPool leaves it out'),
}

/** Why a pool that is not live serves nobody. */
export function unknownPool(pool: Pool | undefined): Refusal {
  return refuse(pool === undefined ? rules.unknown : rules.deleted, codes.notFound)
}

/** Why an identity whose pool was deleted is refused; with which code is open. */
export const goneWithItsPool = (): Refusal => refuse(rules.identitiesDeleted)

type PoolCall = Extract<
  OracleCall,
  { operation: 'CreateIdentityPool' | 'UpdateIdentityPool' | 'SetIdentityPoolRoles' | 'DeleteIdentityPool' }
>

/** Calls that change a pool. No sentence demands that they are accepted: quotas and roles may speak against it. */
export function changePool(world: World, call: PoolCall): readonly Outcome[] {
  const refused: Refusal = { kind: 'refused' }
  if (call.operation === 'CreateIdentityPool') {
    const effect: Acceptance['effect'] = (before, _, { pool }) =>
      pool === undefined ? before : setPool(before, pool, newPool(call.settings))
    return [refused, { kind: 'accepted', effect }]
  }
  const pool = world.pools.get(call.pool)
  if (pool === undefined || pool.state === 'deleted') return [unknownPool(pool)]
  const becomes = (changed: Pool): Acceptance => ({
    kind: 'accepted',
    effect: (before) => setPool(before, call.pool, changed),
  })
  if (call.operation === 'SetIdentityPoolRoles') return [refused, becomes({ ...pool, roles: call.roles })]
  if (call.operation === 'DeleteIdentityPool') return [refused, becomes({ ...pool, state: 'deleted' })]
  return update(pool, call.settings, becomes)
}

function update(pool: Pool, settings: Pool['settings'], becomes: (changed: Pool) => Acceptance): readonly Outcome[] {
  const { developer, classicFlow } = pool.settings
  const isRenamed = developer !== undefined && settings.developer !== undefined && settings.developer !== developer
  // POOL-11, POOL-12: the whole pool is replaced, but for the developer provider name.
  const replaced = { ...settings, ...(developer === undefined ? {} : { developer }) }
  const refused: Refusal = isRenamed ? mayRefuse(choices.refuses) : { kind: 'refused' }
  const ignored = isRenamed ? { choice: choices.ignores } : {}
  if (classicFlow !== false || settings.classicFlow !== undefined)
    return [refused, { ...becomes({ ...pool, settings: replaced }), ...ignored }]
  return [
    refused,
    { ...becomes({ ...pool, settings: replaced }), choice: choices.unsetsClassicFlow },
    { ...becomes({ ...pool, settings: { ...replaced, classicFlow } }), choice: choices.keepsClassicFlow },
  ]
}
