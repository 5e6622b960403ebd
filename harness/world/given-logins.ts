import { exec } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { notApplicable, untestable } from '../verdict/index.ts'
import { forge, isForgery } from './forged-token.ts'
import type { GivenProvider, GivenUser, TokenOrigin } from './given.ts'
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
          throw untestable(`needs ${taken} users, and tokens of ${provider.users.length} are given (${provider.key})`)
        }
        return givenUser(provider, user, given[index === 0 ? 1 : 0]?.users[0])
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

function givenUser(provider: GivenProvider, user: GivenUser, stranger: GivenUser | undefined): PublicUser {
  const seen: string[] = []
  const where = `${user.name} of ${provider.key}`
  let first: Promise<string> | undefined
  const firstToken = (): Promise<string> => (first ??= fetchToken(user.sound[0], where))
  const soundToken = async (): Promise<string> => {
    const token = seen.length === 0 ? await firstToken() : await fetchToken(nextOrigin(user, seen.length), where)
    if (seen.includes(token)) throw untestable(`needs two tokens of one user, and one is given (${where})`)
    seen.push(token)
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
      if (kind === 'wrong-issuer') return fetchToken(stranger?.sound[0], 'any other provider')
      return fetchToken(user.flawed[kind], `${where} that is ${kind}`)
    },
  })
}

/** A command makes a new token each time; tokens and files are used up. */
function nextOrigin({ sound }: GivenUser, index: number): TokenOrigin | undefined {
  const last = sound.at(-1)
  return sound[index] ?? (last !== undefined && 'command' in last ? last : sound[0])
}

function readSubject(token: string, where: string): string {
  try {
    return decodeJwt(token).sub ?? ''
  } catch {
    throw untestable(`the given token is no JWT, so that its subject is unknown (${where})`)
  }
}

const commandTimeoutMs = 20_000

/** What goes wrong is said without the token and without what a command printed. */
async function fetchToken(origin: TokenOrigin | undefined, where: string): Promise<string> {
  if (origin === undefined) throw untestable(`no token is given of ${where}`)
  const token = (await read(origin, where)).trim()
  if (token === '') throw untestable(`the given token of ${where} is empty`)
  return token
}

async function read(origin: TokenOrigin, where: string): Promise<string> {
  if ('token' in origin) return origin.token
  if ('env' in origin) return process.env[origin.env] ?? ''
  try {
    if ('file' in origin) return await readFile(origin.file, 'utf8')
    return (await promisify(exec)(origin.command, { timeout: commandTimeoutMs })).stdout
  } catch (error) {
    const { code } = error as { code?: string | number }
    const what = 'file' in origin ? 'the file with the token' : 'the command for the token'
    throw untestable(`${what} of ${where} failed (${code ?? 'no answer in time'})`)
  }
}
