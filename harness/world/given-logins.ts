import { decodeJwt } from 'jose'
import { notApplicable, untestable } from '../verdict/index.ts'
import { forge, isForgery } from './forged-token.ts'
import type { GivenProvider, GivenUser, TokenOrigin } from './given.ts'
import { type TokenReader, createTokenReader, readToken } from './given-token.ts'
import type { ProviderTrust, PublicProvider, PublicUser } from './login.ts'
import { createPublicUser } from './public-user.ts'

const socialProviders = [
  'graph.facebook.com',
  'accounts.google.com',
  'appleid.apple.com',
  'www.amazon.com',
  'api.twitter.com',
  'www.digits.com',
]

/** Providers whose tokens a person gave. Each answer hands out the users anew: every check has its own pool, so that they are fresh there. */
export function createGivenProviders(
  given: readonly GivenProvider[],
  accountId: string,
): (index: number) => PublicProvider {
  const read = createTokenReader()
  return (index) => {
    const provider = given[index]
    if (provider === undefined)
      throw untestable(`needs ${index + 1} providers, and tokens of ${given.length} are given`)
    let taken = 0
    return {
      key: provider.key,
      issuer: `https://${provider.key}`,
      trust: trustOf(provider, accountId),
      user(subject) {
        if (subject !== undefined) throw notApplicable('whose the given tokens are, their issuer has settled')
        const user = provider.users[taken]
        taken += 1
        if (user === undefined) {
          throw untestable(`needs ${taken} users of a provider, and tokens of ${provider.users.length} are given`)
        }
        return givenUser(provider, user, given[index === 0 ? 1 : 0]?.users[0], read)
      },
    }
  }
}

export const isUserPool = (key: string): boolean => key.startsWith('cognito-idp.')

function trustOf({ key, audience }: GivenProvider, accountId: string): ProviderTrust {
  if (socialProviders.includes(key)) return { kind: 'social', applicationId: audience }
  if (isUserPool(key)) return { kind: 'user-pool', clientId: audience }
  return { kind: 'oidc', arn: `arn:aws:iam::${accountId}:oidc-provider/${key}`, audience }
}

function givenUser(
  provider: GivenProvider,
  user: GivenUser,
  stranger: GivenUser | undefined,
  read: TokenReader,
): PublicUser {
  const where = `${user.name} of ${provider.key}`
  const [first] = user.sound
  const firstToken = (): Promise<string> => read(first, where)
  let used = 0
  const soundToken = async (): Promise<string> => {
    const index = used
    used += 1
    if (index === 0) return firstToken()
    const token = await anotherToken(user.sound, index, where, read)
    if (token === (await firstToken())) throw untestable(oneToken)
    return token
  }
  return createPublicUser({
    key: provider.key,
    provider: provider.key,
    user: user.name,
    subject: async () => readSubject(await firstToken(), where),
    async token(kind, claims) {
      if (claims !== undefined) throw untestable('given tokens carry no more claims on request')
      if (isForgery(kind)) return forge(kind, await firstToken())
      if (kind === 'sound') return soundToken()
      const origin = kind === 'wrong-issuer' ? stranger?.sound[0] : user.flawed[kind]
      if (origin === undefined) throw untestable(`no token is given that is ${kind}`)
      return read(origin, where)
    },
  })
}

const oneToken = 'needs more tokens of one user than are given'

/** Texts and files are used up; a command at the end of the list makes a new token each time. */
async function anotherToken(
  sound: readonly TokenOrigin[],
  index: number,
  where: string,
  read: TokenReader,
): Promise<string> {
  const origin = sound[index]
  if (origin !== undefined) return read(origin, where)
  const last = sound.at(-1)
  if (last === undefined || !('command' in last)) throw untestable(oneToken)
  return readToken(last, where)
}

function readSubject(token: string, where: string): string {
  try {
    return decodeJwt(token).sub ?? ''
  } catch {
    throw untestable(`the given token is no JWT, so that its subject is unknown (${where})`)
  }
}
