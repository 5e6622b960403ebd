import {
  type Choice,
  type OracleAnswer,
  type OracleCall,
  type OracleLogin,
  type PoolSettings,
  type Violation,
  type Worlds,
  noHistory,
  step,
} from './index.ts'

/** Words for histories in tests: two pools P and Q, providers a, b and c, and a developer provider. */

export const settings: PoolSettings = { guests: true, providers: ['a', 'b', 'c'], developer: 'dev' }
export const at = (provider: string, user: string): OracleLogin => ({ kind: 'public', provider, user })
export const flawed = (provider: string, user: string): OracleLogin => ({
  kind: 'public',
  provider,
  user,
  isFlawed: true,
})
export const user = (name: string, provider = 'dev'): OracleLogin => ({ kind: 'developer', provider, user: name })

export const [ann, bob, annAtB, bobAtB, annAtC] = [
  at('a', 'ann'),
  at('a', 'bob'),
  at('b', 'ann'),
  at('b', 'bob'),
  at('c', 'ann'),
] as const
export const [dora, emil] = [user('dora'), user('emil')] as const

export const getId = (...logins: OracleLogin[]): OracleCall => ({ operation: 'GetId', pool: 'P', logins })
export const getIdInQ = (...logins: OracleLogin[]): OracleCall => ({ operation: 'GetId', pool: 'Q', logins })
export const getToken = (identity: string, ...logins: OracleLogin[]): OracleCall => ({
  operation: 'GetOpenIdToken',
  identity,
  logins,
})
export const getCredentials = (identity: string, ...logins: OracleLogin[]): OracleCall => ({
  operation: 'GetCredentialsForIdentity',
  identity,
  logins,
})
export const developerCall = (...logins: OracleLogin[]): OracleCall => ({
  operation: 'GetOpenIdTokenForDeveloperIdentity',
  pool: 'P',
  logins,
})
export const developerCallFor = (identity: string, ...logins: OracleLogin[]): OracleCall => ({
  operation: 'GetOpenIdTokenForDeveloperIdentity',
  pool: 'P',
  identity,
  logins,
})
export const merge = (source: string, destination: string, provider = 'dev'): OracleCall => ({
  operation: 'MergeDeveloperIdentities',
  pool: 'P',
  provider,
  source,
  destination,
})
export const lookUp = (by: { identity?: string; user?: string }, pool = 'P'): OracleCall => ({
  operation: 'LookupDeveloperIdentity',
  pool,
  ...by,
})
export const unlinkUser = (identity: string, name: string, provider = 'dev'): OracleCall => ({
  operation: 'UnlinkDeveloperIdentity',
  pool: 'P',
  identity,
  provider,
  user: name,
})
export const unlink = (identity: string, logins: readonly OracleLogin[], ...remove: string[]): OracleCall => ({
  operation: 'UnlinkIdentity',
  identity,
  logins,
  remove,
})
export const describeIdentity = (identity: string): OracleCall => ({ operation: 'DescribeIdentity', identity })
export const list = (hideDisabled = false): OracleCall => ({ operation: 'ListIdentities', pool: 'P', hideDisabled })
export const remove = (...identities: string[]): OracleCall => ({ operation: 'DeleteIdentities', identities })
export const update = (changes: Partial<PoolSettings>): OracleCall => ({
  operation: 'UpdateIdentityPool',
  pool: 'P',
  settings: { ...settings, ...changes },
})

export const deletePool = (pool = 'P'): OracleCall => ({ operation: 'DeleteIdentityPool', pool })

export const ok: OracleAnswer = { kind: 'accepted' }
export const is = (identity: string): OracleAnswer => ({ kind: 'accepted', identity })
export const holds = (...logins: string[]): OracleAnswer => ({ kind: 'accepted', logins })
export const shows = (...identities: [string, ...string[]][]): OracleAnswer => ({
  kind: 'accepted',
  identities: identities.map(([identity, ...logins]) => ({ identity, logins })),
})
export const finds = (identity: string, ...identifiers: string[]): OracleAnswer => ({
  kind: 'accepted',
  identity,
  identifiers,
})
export const unprocessed = (...ids: string[]): OracleAnswer => ({ kind: 'accepted', unprocessed: ids })
export const silent: OracleAnswer = { kind: 'silent' }

const refused = (code: string): OracleAnswer => ({ kind: 'refused', code })
export const notAuthorized = refused('NotAuthorizedException')
export const notFound = refused('ResourceNotFoundException')
export const conflict = refused('ResourceConflictException')
export const invalid = refused('InvalidParameterException')
export const noRole = refused('InvalidIdentityPoolConfigurationException')
export const registered = refused('DeveloperUserAlreadyRegisteredException')

/** A history that grows by what it permits. */
export class History {
  worlds: Worlds = noHistory()
  readonly chose: Choice[] = []

  /** @throws Error if the answer is a violation. */
  permits(call: OracleCall, answer: OracleAnswer): this {
    const result = step(this.worlds, call, answer)
    if (result.kind !== 'permitted') throw new Error(JSON.stringify([call, result.violation], null, 2))
    this.worlds = result.worlds
    this.chose.push(...result.chose)
    return this
  }

  /** The violation that the answer is. @throws Error if it is permitted. */
  violation(call: OracleCall, answer: OracleAnswer): Violation {
    const result = step(this.worlds, call, answer)
    if (result.kind === 'permitted') throw new Error(`permitted: ${JSON.stringify([call, answer])}`)
    return result.violation
  }

  /** The requirement that the answer breaks. */
  broken(call: OracleCall, answer: OracleAnswer): string {
    return this.violation(call, answer).requirement
  }

  /** The questions that the last answers decided, each with how. */
  get decisions(): string[] {
    return this.chose.map(({ question, sentence }) => `${question}: ${sentence}`)
  }
}

/** Pools P, with settings, and Q, with roles for both states. */
export function start(changes: Partial<PoolSettings> = {}): History {
  const history = new History()
  const roles = ['authenticated', 'unauthenticated'] as const
  for (const [pool, given] of [
    ['P', { ...settings, ...changes }],
    ['Q', settings],
  ] as const) {
    history.permits({ operation: 'CreateIdentityPool', settings: given }, { kind: 'accepted', pool })
    history.permits({ operation: 'SetIdentityPoolRoles', pool, roles }, ok)
  }
  return history
}

/** A third pool, R, without a developer provider. */
export const startWithR = (...providers: string[]): History =>
  start().permits(
    { operation: 'CreateIdentityPool', settings: { guests: true, providers } },
    { kind: 'accepted', pool: 'R' },
  )
