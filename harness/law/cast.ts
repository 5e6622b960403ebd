import { untestable } from '../verdict/index.ts'
import { type DeveloperUser, type Login, type PublicProvider, type PublicUser, type Scene } from '../world/index.ts'
import { type LoginName, type PublicName, publicNames } from './history.ts'

/** The users of one history: each name stands for one user of a provider, and each of them has its tokens. */
export interface Cast {
  /** Key in the Logins map. */
  keyOf(provider: LoginName['provider']): string
  /** `sub`, or the developer user identifier. */
  subjectOf(login: LoginName): Promise<string>
  /** The token, or the developer user identifier. Rejects with `Unjudged` where there is no such token. */
  valueOf(login: LoginName): Promise<string>
  identifierOf(user: string): string
}

/** Public providers by their names in a history. */
export type Providers = Partial<Record<PublicName, PublicProvider>>

export function providersOf(scene: Pick<Scene, 'providers'>): Providers {
  return Object.fromEntries(publicNames.map((name, index) => [name, scene.providers[index]]))
}

/**
 * How users are called: `plain`, or `alike`: names that differ in letter case or in length only, and are the same with each provider.
 * Who is who must not depend on it.
 */
export type Naming = 'plain' | 'alike'

const alikeNames: Record<string, string> = { ann: 'Xx', bob: 'xX', cyd: 'xx', dan: 'xxx', eve: 'x', fay: 'XX' }

/** Nobody has been seen by the target before. */
export function createCast(providers: Providers, developer: Scene['developer'], naming: Naming = 'plain'): Cast {
  const unique = naming === 'alike' ? developer.user().identifier : ''
  const subjectOf = (name: string): string | undefined =>
    naming === 'alike' ? `${unique}-${alikeNames[name] ?? name}` : undefined
  const users = new Map<string, PublicUser>()
  const developers = new Map<string, DeveloperUser>()
  const logins = new Map<string, Login>()

  const userOf = (provider: PublicName, name: string): PublicUser => {
    const found = users.get(`${provider} ${name}`) ?? providers[provider]?.user(subjectOf(name))
    if (found === undefined) throw untestable(`needs a public provider ${provider}`)
    users.set(`${provider} ${name}`, found)
    return found
  }
  const developerOf = (name: string): DeveloperUser => {
    const found = developers.get(name) ?? developer.user(subjectOf(name))
    developers.set(name, found)
    return found
  }
  const loginOf = ({ provider, user, token }: LoginName): Login => {
    if (provider === 'dev') return developerOf(user)
    const key = `${provider} ${user} ${token ?? ''}`
    const found = logins.get(key) ?? createLogin(userOf(provider, user), token)
    logins.set(key, found)
    return found
  }

  return {
    keyOf: (provider) => (provider === 'dev' ? developer.key : (providers[provider]?.key ?? '')),
    subjectOf: async ({ provider, user }) =>
      provider === 'dev' ? developerOf(user).identifier : userOf(provider, user).subject(),
    valueOf: (login) => loginOf(login).value(),
    identifierOf: (user) => developerOf(user).identifier,
  }
}

function createLogin(user: PublicUser, token: LoginName['token']): Login {
  if (token === undefined) return user
  return token === 'again' ? user.again() : user.with(token)
}
