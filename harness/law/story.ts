import type { OracleAnswer } from '../oracle/index.ts'
import type { Cast } from './cast.ts'
import {
  type Act,
  type LoginName,
  type PoolShape,
  type Reference,
  type Step,
  developerUsersOf,
  loginsOf,
  publicNames,
} from './history.ts'
import type { Performed } from './stage.ts'

/** What was called and what came. */
export interface Line {
  n: number
  act: Act
  performed: Performed
}

/** Short names for ids, in the order in which they came up: P1 for the first pool, I1 for the first identity; and those of users. */
export interface Names {
  identity(id: string): string
  user: (identifier: string) => string
  /** A text with names in place of ids. */
  text: (value: string) => string
}

/** One sentence for each call, numbered: `2 ann signs in to P1 with provider A (GetId) → I1`. */
export function tell(steps: readonly Step[], lines: readonly Line[], names: Names): string[] {
  let number = 0
  return steps.flatMap((step) => {
    const inside = step.call === 'together' ? step.steps : [step]
    const made = inside.flatMap((act) => lines.find((line) => line.n === act.n) ?? [])
    if (made.length === 0) return []
    number += 1
    if (step.call !== 'together') return made.map((line) => `${number} ${sentence(line, lines, names)}`)
    return made.map(
      (line, index) => `${number}${String.fromCodePoint(97 + index)} at once: ${sentence(line, lines, names)}`,
    )
  })
}

export function createNames(lines: readonly Line[], cast: Cast): Names {
  const names = new Map<string, string>()
  for (const provider of [...publicNames, 'dev' as const]) {
    const key = cast.keyOf(provider)
    if (key !== '') names.set(key, provider === 'dev' ? 'developer provider' : providerName(provider))
  }
  for (const user of new Set(lines.flatMap(({ act }) => developersIn(act)))) names.set(cast.identifierOf(user), user)
  let [pools, identities] = [0, 0]
  const identity = (id: string): string => {
    const name = names.get(id) ?? `I${(identities += 1)}`
    names.set(id, name)
    return name
  }
  for (const { performed } of lines) {
    const { answer } = performed
    if (answer?.kind !== 'accepted') continue
    if (answer.pool !== undefined) names.set(answer.pool, `P${(pools += 1)}`)
    if (answer.identity !== undefined) identity(answer.identity)
    for (const one of answer.identities ?? []) identity(one.identity)
  }
  return {
    identity,
    user: (identifier) => names.get(identifier) ?? 'another user',
    // One may begin like another.
    text: (value) =>
      [...names]
        .toSorted(([a], [b]) => b.length - a.length)
        .reduce((text, [id, name]) => text.replaceAll(id, name), value),
  }
}

/** Developer users whom the call names, in whatever way. */
export function developersIn(act: Act): string[] {
  const offered = loginsOf(act).filter(({ provider }) => provider === 'dev')
  return [...developerUsersOf(act), ...offered.map(({ user }) => user)]
}

function sentence({ act, performed }: Line, lines: readonly Line[], names: Names): string {
  return `${act.call === 'GetId' ? signIn(act, lines) : deed(act, lines, names)} → ${outcome(performed, names)}`
}

function signIn(act: Extract<Act, { call: 'GetId' }>, lines: readonly Line[]): string {
  const pool = poolName(act.pool, lines)
  if (act.logins.length === 0) return `a guest comes to ${pool} (GetId)`
  const [first, ...others] = act.logins
  const sameUser =
    others.every(({ user }) => user === first?.user) && act.logins.every(({ token }) => token === undefined)
  if (sameUser && first !== undefined && first.provider !== 'dev') {
    const providers = listed(act.logins.map(({ provider }) => provider.toUpperCase()))
    return `${first.user} signs in to ${pool} with provider${others.length === 0 ? '' : 's'} ${providers} (GetId)`
  }
  return `GetId in ${pool} with ${logins(act.logins)}`
}

function deed(act: Exclude<Act, { call: 'GetId' }>, lines: readonly Line[], names: Names): string {
  const pool = 'pool' in act ? poolName(act.pool, lines) : ''
  const who = (reference: Reference): string => identityName(reference, lines, names)
  switch (act.call) {
    case 'CreateIdentityPool':
      return `create a pool that ${shape(act.shape)}`
    case 'UpdateIdentityPool':
      return `change ${pool}: it now ${shape(act.shape)}`
    case 'SetIdentityPoolRoles':
      return act.roles.length === 0
        ? `take the roles of ${pool} away (SetIdentityPoolRoles)`
        : `give ${pool} a role for ${listed(act.roles)} identities (SetIdentityPoolRoles)`
    case 'DeleteIdentityPool':
      return `delete ${pool} (DeleteIdentityPool)`
    case 'GetOpenIdToken':
    case 'GetCredentialsForIdentity':
      return `${act.call} for ${who(act.identity)} with ${logins(act.logins)}`
    case 'GetOpenIdTokenForDeveloperIdentity': {
      const named = act.identity === undefined ? '' : ` for ${who(act.identity)}`
      return `developer call (${act.call}) in ${pool}${named} with ${logins(act.logins)}`
    }
    case 'MergeDeveloperIdentities':
      return `MergeDeveloperIdentities in ${pool}: developer user ${act.source} into ${act.destination}${underOtherName(act)}`
    case 'LookupDeveloperIdentity': {
      const user = act.user === undefined ? [] : [`developer user ${act.user}`]
      const identity = act.identity === undefined ? [] : [who(act.identity)]
      return `LookupDeveloperIdentity in ${pool} of ${listed([...identity, ...user])}`
    }
    case 'UnlinkDeveloperIdentity':
      return `UnlinkDeveloperIdentity in ${pool}: developer user ${act.user} of ${who(act.identity)}${underOtherName(act)}`
    case 'UnlinkIdentity': {
      const providers = act.remove.length === 0 ? 'nothing' : listed(act.remove.map(providerName))
      return `UnlinkIdentity of ${who(act.identity)}: remove ${providers}, shown by ${logins(act.logins)}`
    }
    case 'DescribeIdentity':
      return `DescribeIdentity of ${who(act.identity)}`
    case 'ListIdentities': {
      const hides = act.hideDisabled === undefined ? '' : `, HideDisabled ${act.hideDisabled}`
      const pages = act.pageSize === undefined ? '' : `, pages of ${act.pageSize}`
      return `ListIdentities of ${pool}${hides}${pages}`
    }
    case 'DeleteIdentities':
      return `DeleteIdentities: ${listed(act.identities.map(who))}`
  }
}

const underOtherName = ({ otherName }: { otherName?: true }): string =>
  otherName === true ? ', under the name of another developer provider' : ''

function shape({ guests, classicFlow, providers, developer }: PoolShape): string {
  const trusts = providers.length === 0 ? 'trusts no public provider' : `trusts ${listed(providers.map(providerName))}`
  return [
    `allows ${guests ? '' : 'no '}guests`,
    trusts,
    ...(developer ? ['has a developer provider'] : []),
    ...(classicFlow === undefined ? [] : [`${classicFlow ? 'allows' : 'forbids'} the basic flow`]),
  ].join(', ')
}

function providerName(provider: LoginName['provider']): string {
  return provider === 'dev' ? 'the developer provider' : `provider ${provider.toUpperCase()}`
}

function logins(all: readonly LoginName[]): string {
  return all.length === 0 ? 'no login' : listed(all.map(login))
}

function login({ provider, user, token }: LoginName): string {
  if (provider === 'dev') return `developer user ${user}`
  const which = token === undefined ? '' : token === 'again' ? ' (another token)' : ` (${token} token)`
  return `${user} of provider ${provider.toUpperCase()}${which}`
}

/** Pools by the order in which the history made them. */
function poolName(reference: number, lines: readonly Line[]): string {
  const created = lines.filter(({ act }) => act.call === 'CreateIdentityPool').map(({ n }) => n)
  return created.length < 2 ? 'the pool' : `pool ${created.indexOf(reference) + 1}`
}

function identityName(reference: Reference, lines: readonly Line[], names: Names): string {
  if (reference === 'nobody') return 'an unknown id'
  const answer = lines.find(({ n }) => n === reference)?.performed.answer
  const id = answer?.kind === 'accepted' ? answer.identity : undefined
  return id === undefined ? 'an unknown id' : names.identity(id)
}

function outcome({ answer, got }: Performed, names: Names): string {
  if (answer === undefined) {
    return got.kind === 'refused' ? `${got.code} (HTTP ${got.status})` : got.kind === 'broken' ? got.reason : 'nothing'
  }
  if (answer.kind === 'silent') return 'no answer'
  return answer.kind === 'refused' ? answer.code : accepted(answer, names)
}

function accepted(answer: Extract<OracleAnswer, { kind: 'accepted' }>, names: Names): string {
  const { identity, logins: held, identities, identifiers, unprocessed } = answer
  if (identities !== undefined) {
    return identities.length === 0 ? 'nobody' : listed(identities.map((one) => names.identity(one.identity)))
  }
  const parts = [
    ...(identity === undefined ? [] : [names.identity(identity)]),
    ...(held === undefined ? [] : [held.length === 0 ? 'without logins' : `${held.length} logins`]),
    ...(identifiers === undefined ? [] : [`${identifiers.length} developer users`]),
    ...(unprocessed === undefined || unprocessed.length === 0 ? [] : [`${unprocessed.length} not processed`]),
  ]
  return parts.length === 0 ? 'accepted' : parts.join(', ')
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
