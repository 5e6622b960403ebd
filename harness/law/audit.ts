import { type Act, type Step, actsOf, loginsOf, nextNumber } from './history.ts'
import { type Line, developersIn } from './story.ts'

/**
 * Calls that look at the whole state after a history: every identity that came up, whole lists, the identities of all developer users and
 * then of all public logins, by GetId, which makes an identity for one that belongs to nobody.
 */
export function auditOf(played: { steps: readonly Step[]; lines: readonly Line[] }, listsAtOnce: boolean): Step[] {
  const { lines } = played
  const pools = lines.filter(({ act }) => act.call === 'CreateIdentityPool').map(({ n }) => n)
  const firstOf = new Map<string, Line>()
  for (const line of lines) {
    const { answer } = line.performed
    if (answer?.kind === 'accepted' && answer.identity !== undefined && !firstOf.has(answer.identity)) {
      firstOf.set(answer.identity, line)
    }
  }
  const identities = [...firstOf.values()].map(({ n }) => n)
  const acts = actsOf(played.steps)
  const looks: Act[] = [
    ...(listsAtOnce ? pools.flatMap(lists) : []),
    ...identities.map((identity): Act => ({ call: 'DescribeIdentity', identity })),
    ...pools.flatMap((pool) => [...developerLookups(pool, acts), ...publicLookups(pool, acts)]),
  ]
  const first = nextNumber(played.steps)
  return looks.map((act, index) => ({ ...act, n: first + index }))
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
  const logins = acts.flatMap(loginsOf).filter(({ provider }) => provider !== 'dev')
  const different = new Map(logins.map(({ provider, user }) => [`${provider} ${user}`, { provider, user }]))
  return [...different.values()].map((login) => ({ call: 'GetId', pool, logins: [login] }))
}
