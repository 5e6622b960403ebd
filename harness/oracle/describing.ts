import type { OracleCall } from './call.ts'
import { type Outcome, accept, codes, mayRefuse, refuse } from './outcome.ts'
import { goneWithItsPool } from './pools.ts'
import { choice, rule } from './rule.ts'
import { type Identity, type Pool, type World, locate, providersOf } from './world.ts'

export const rules = {
  describe: rule(
    'identities/describe',
    'DescribeIdentity answers the identity id, the names of the providers of its logins, and two dates.',
    'IDN-01',
    'IDN-02',
  ),
  guest: rule('identities/describe-guest', 'DescribeIdentity of a guest shows no login.', 'OBS-083', 'OBS-010'),
  unknown: rule(
    'identities/describe-unknown',
    'DescribeIdentity of an identity that does not exist is refused with ResourceNotFoundException.',
    'IDN-03',
  ),
}

export const choices = {
  describesDisabled: choice('Q-04', 'this target describes a disabled identity'),
  refusesDisabled: choice('Q-04', 'this target refuses to describe a disabled identity'),
}

export function describeIdentity(
  world: World,
  call: Extract<OracleCall, { operation: 'DescribeIdentity' }>,
): readonly Outcome[] {
  const found = locate(world, call.identity)
  if (found === undefined || found.identity.state === 'deleted') return [refuse(rules.unknown, codes.notFound)]
  const { identity, pool } = found
  if (pool.state === 'deleted') return [goneWithItsPool()]
  if (identity.state === 'merged' || identity.state === 'emptied')
    return [mayRefuse(choices.refusesDisabled), accept({ choice: choices.describesDisabled })]
  const why = identity.state === 'guest' ? rules.guest : rules.describe
  return [
    accept({
      rule: why,
      shows: () => loginsInWords(identity),
      broken: (answer) => {
        if (answer.identity !== undefined && answer.identity !== call.identity) return rules.describe
        return showsLogins(pool, identity, answer.logins ?? []) ? undefined : why
      },
    }),
  ]
}

export const loginsInWords = (identity: Identity): string =>
  identity.logins.length === 0 ? 'no Logins' : `Logins ${[...providersOf(identity)].join(', ')}`

/** Whether the names are those of the identity's logins. A login whose provider the pool no longer trusts may be shown or not. */
export function showsLogins(pool: Pool, identity: Identity, names: readonly string[]): boolean {
  return (
    names.every((name) => identity.logins.some(({ provider }) => provider === name)) &&
    identity.logins.every(
      ({ provider, isDeveloper }) =>
        names.includes(provider) || (!isDeveloper && !pool.settings.providers.includes(provider)),
    )
  )
}
