import type { OracleCall } from './call.ts'
import { createIdentity, setPool } from './change.ts'
import { loginsInWords, showsLogins } from './describing.ts'
import type { Accepted, Outcome } from './outcome.ts'
import { unknownPool } from './pools.ts'
import { type Rule, rule } from './rule.ts'
import { blur } from './vagueness.ts'
import { type Identity, type Pool, type World, isPlaceholder } from './world.ts'

export const rules = {
  list: rule(
    'identities/list',
    'ListIdentities shows every identity of the pool once, with the names of the providers of its logins.',
    'IDN-04',
  ),
  once: rule(
    'pagination/identities-partition',
    'The pages of ListIdentities, of any size, together show every identity once.',
    'IDN-04',
    'IDN-05',
  ),
  otherPool: rule(
    'identities/identity-of-another-pool',
    'ListIdentities of a pool shows no identity of another pool.',
    'IDN-04',
  ),
  nobody: rule('identities/refused-guest-is-nobody', 'A guest who is refused leaves no identity behind.', 'GETID-03'),
  deleted: rule(
    'identities/delete',
    'DeleteIdentities deletes: the identity is unknown afterwards.',
    'IDN-07',
    'IDN-09',
    'ACC-05',
  ),
  listed: rule(
    'disabled/listed',
    'ListIdentities shows disabled identities unless HideDisabled is true.',
    'LINK-13',
    'IDN-04',
  ),
  hidden: rule('disabled/hidden', 'ListIdentities with HideDisabled true shows no disabled identity.', 'LINK-13'),
  hidesOnlyDisabled: rule(
    'disabled/hides-only-disabled',
    'ListIdentities with HideDisabled true still shows every other identity.',
    'LINK-13',
  ),
  emptied: rule(
    'disabled/last-login-removed-hidden',
    'An identity whose last login was removed is disabled: ListIdentities hides it where HideDisabled is true, and only there.',
    'LINK-12',
    'LINK-13',
    'A3',
  ),
  source: rule(
    'disabled/source-of-merge',
    'The source of an explicit merge is disabled: ListIdentities hides it where HideDisabled is true, and only there.',
    'MERGE-05',
    'LINK-13',
  ),
}

type List = Extract<OracleCall, { operation: 'ListIdentities' }>
type Item = NonNullable<Accepted['identities']>[number]

export function listIdentities(world: World, call: List): readonly Outcome[] {
  const pool = world.pools.get(call.pool)
  if (pool?.state !== 'live') return [unknownPool(pool)]
  const hidden = call.hideDisabled === true
  return [
    {
      kind: 'accepted',
      rule: rules.list,
      shows: () => `Identities ${inWords(world, call.pool, hidden)}`,
      broken: ({ identities = [] }) =>
        brokenByItems(world, call.pool, pool, identities, hidden) ??
        brokenByAbsence(world, call.pool, new Set(identities.map(({ identity }) => identity)), hidden),
      effect: (before, _, { identities = [] }) => reveal(before, call.pool, pool, identities),
    },
  ]
}

const isDisabled = ({ state }: Identity): boolean => state === 'merged' || state === 'emptied'

function brokenByItems(
  world: World,
  poolId: string,
  pool: Pool,
  items: readonly Item[],
  hidden: boolean,
): Rule | undefined {
  const seen = new Set<string>()
  let guests = pool.possibleGuests
  for (const { identity: id, logins } of items) {
    if (seen.has(id)) return rules.once
    seen.add(id)
    const identity = world.identities.get(id)
    if (identity === undefined) {
      if (pool.mayHoldOthers) continue
      if (guests === 0 || logins.length > 0) return rules.nobody
      guests -= 1
    } else if (identity.pool !== poolId) return rules.otherPool
    else if (identity.state === 'deleted') return rules.deleted
    else if (isDisabled(identity)) {
      if (hidden) return disabledRule(identity, rules.hidden)
    } else if (identity.state !== 'vague' && !showsLogins(pool, identity, logins)) return rules.list
  }
  return undefined
}

function brokenByAbsence(world: World, poolId: string, shown: ReadonlySet<string>, hidden: boolean): Rule | undefined {
  for (const [id, identity] of world.identities) {
    if (identity.pool !== poolId || shown.has(id)) continue
    if (identity.state === 'deleted' || identity.state === 'vague') continue
    if (!isDisabled(identity)) return hidden ? rules.hidesOnlyDisabled : rules.list
    if (!hidden) return disabledRule(identity, rules.listed)
  }
  return undefined
}

/** That these two are disabled is a SHOULD each. */
function disabledRule({ state, isSource }: Identity, otherwise: Rule): Rule {
  if (state === 'emptied') return rules.emptied
  return isSource ? rules.source : otherwise
}

/** Guests of silent calls show up, and identities that nothing is known of. */
function reveal(world: World, poolId: string, pool: Pool, items: readonly Item[]): World {
  const unseen = items.map(({ identity }) => identity).filter((id) => !world.identities.has(id))
  if (unseen.length === 0) return world
  if (pool.mayHoldOthers) return blur(world, poolId, unseen)
  const left = setPool(world, poolId, { ...pool, possibleGuests: pool.possibleGuests - unseen.length })
  return unseen.reduce((made, id) => createIdentity(made, poolId, id, []), left)
}

function inWords(world: World, poolId: string, hidden: boolean): string {
  const shown = [...world.identities].filter(
    ([, identity]) =>
      identity.pool === poolId &&
      identity.state !== 'deleted' &&
      identity.state !== 'vague' &&
      !(hidden && isDisabled(identity)),
  )
  const words = shown.map(([id, identity]) => {
    const name = isPlaceholder(id) ? 'one never seen before' : id
    return `${name} (${isDisabled(identity) ? 'disabled' : loginsInWords(identity)})`
  })
  return words.length === 0 ? 'none' : words.join('; ')
}
