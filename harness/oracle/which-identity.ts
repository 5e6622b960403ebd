import { type Rule, rule } from './rule.ts'
import { type Login, type World, locate } from './world.ts'

export const rules = {
  poolsApart: rule('identities/pools-apart', 'A login has another identity in each pool.', 'GETID-01', 'GETID-05'),
  deleted: rule(
    'identities/delete',
    'DeleteIdentities deletes: the identity is unknown afterwards.',
    'IDN-07',
    'IDN-09',
    'ACC-05',
  ),
  unlinkedIsNew: rule(
    'unlinking/unlinked-is-new',
    'An unlinked login counts as new: it proves the identity no more, and GetId gives it another one.',
    'UNL-02',
    'U9',
  ),
  developerIsNew: rule(
    'unlinking/developer-is-new',
    'An unlinked developer user counts as new: the developer call gives another identity.',
    'UDI-02',
  ),
  otherUser: rule(
    'identities/other-user-other-identity',
    'Different users of a provider get different identities.',
    'GETID-05',
    'TOK-15',
  ),
  otherDeveloperUser: rule('developer/other-user', 'Different developer users have different identities.', 'DEV-02'),
}

/** The sentence that comes closest to why an answer must not show the identity `got`, which holds none of these logins; `otherwise` where none is closer. */
export function whyNot(world: World, poolId: string, logins: readonly Login[], got: string, otherwise: Rule): Rule {
  const found = locate(world, got)
  if (found === undefined) return otherwise
  const { identity, pool } = found
  if (identity.pool !== poolId) return rules.poolsApart
  if (identity.state === 'deleted') return rules.deleted
  const removed = logins.find(({ key }) => pool.unlinked.get(key) === got)
  if (removed !== undefined) return removed.isDeveloper ? rules.developerIsNew : rules.unlinkedIsNew
  const other = identity.logins.find((held) => logins.some(({ provider }) => held.provider === provider))
  if (other !== undefined) return other.isDeveloper ? rules.otherDeveloperUser : rules.otherUser
  return otherwise
}
