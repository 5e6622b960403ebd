import { type Act, type Step, actsOf, isPublic, loginsOf, nextNumber } from './history.ts'
import { type Line, developersIn } from './story.ts'

/**
 * Calls that look at the whole state after a history: every identity that came up, whole lists, the users of identities and the identities of
 * users, of the developer's and then of all public logins, by GetId, which makes an identity for one that belongs to nobody.
 */
export function auditOf(played: { steps: readonly Step[]; lines: readonly Line[] }, listsAtOnce: boolean): Step[] {
  const { lines } = played
  const pools = lines.filter(({ act }) => act.call === 'CreateIdentityPool').map(({ n }) => n)
  const identities = firstOfEach(lines).map(({ n }) => n)
  const acts = actsOf(played.steps)
  const looks: Act[] = [
    ...(listsAtOnce ? pools.flatMap(lists) : []),
    ...identities.map((identity): Act => ({ call: 'DescribeIdentity', identity })),
    ...usersOfIdentities(lines),
    ...pools.flatMap((pool) => [...developerLookups(pool, acts), ...publicLookups(pool, acts)]),
  ]
  const first = nextNumber(played.steps)
  return looks.map((act, index) => ({ ...act, n: first + index }))
}

/** The first line that answered each identity. */
function firstOfEach(lines: readonly Line[]): Line[] {
  const firstOf = new Map<string, Line>()
  for (const line of lines) {
    const { answer } = line.performed
    if (answer?.kind === 'accepted' && answer.identity !== undefined && !firstOf.has(answer.identity)) {
      firstOf.set(answer.identity, line)
    }
  }
  return [...firstOf.values()]
}

/** All developer users of each identity that a call of the developer answered. */
function usersOfIdentities(lines: readonly Line[]): Act[] {
  const byDeveloper = lines.filter(
    ({ act: { call } }) => call === 'GetOpenIdTokenForDeveloperIdentity' || call === 'MergeDeveloperIdentities',
  )
  return firstOfEach(byDeveloper).flatMap(({ n, act }): Act[] =>
    'pool' in act ? [{ call: 'LookupDeveloperIdentity', pool: act.pool, identity: n }] : [],
  )
}

function lists(pool: number): Act[] {
  return [
    { call: 'ListIdentities', pool },
    { call: 'ListIdentities', pool, hideDisabled: true },
  ]
}

/** Users that were named in a pool: by the call itself, or by the identity's pool where the call names only an identity. */
function developerLookups(pool: number, acts: readonly Act[]): Act[] {
  return [...new Set(acts.flatMap(developersIn))].map((user) => ({ call: 'LookupDeveloperIdentity', pool, user }))
}

function publicLookups(pool: number, acts: readonly Act[]): Act[] {
  const logins = acts.flatMap(loginsOf).filter(isPublic)
  const different = new Map(logins.map(({ provider, user }) => [`${provider} ${user}`, { provider, user }]))
  return [...different.values()].map((login) => ({ call: 'GetId', pool, logins: [login] }))
}
