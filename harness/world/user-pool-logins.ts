import { inScope, scopedName } from '../client/index.ts'
import { notApplicable, untestable } from '../verdict/index.ts'
import { forge, isForgery } from './forged-token.ts'
import type { ProviderTrust, PublicProvider, PublicUser } from './login.ts'
import { madeOnce } from './made-once.ts'
import { createPublicUser } from './public-user.ts'
import type { UserPool, UserPoolMaker } from './user-pool.ts'

interface Provider {
  name: string
  key: string
  issuer: string
  pool: UserPool
  clientId: string
  /** A client that identity pools do not trust; made when it is first asked for. */
  strangerId(): Promise<string>
}

/** User pools of the target as public providers, made when they are first asked for: each with its client and fresh users. */
export function createUserPoolProviders(
  maker: UserPoolMaker,
  region: string,
  runId: string,
  nextName: () => string,
): (name: string) => Promise<PublicProvider> {
  const once = madeOnce<Provider>()
  const providerOf = (name: string): Promise<Provider> =>
    once(`user pool ${name}`, () => makeProvider(maker, region, runId, name))
  return async (name) => {
    const provider = await providerOf(name)
    return {
      key: provider.key,
      issuer: provider.issuer,
      trust: { kind: 'user-pool', clientId: provider.clientId },
      user(given) {
        if (given !== undefined) throw notApplicable('a user pool chooses the subject of a user itself')
        return publicUser(provider, nextName(), async () => {
          const { pool, clientId } = await providerOf(name === 'a' ? 'b' : 'a')
          const stranger = nextName()
          await pool.createUser(stranger)
          return (await pool.signIn(clientId, stranger)).idToken
        })
      },
    }
  }
}

async function makeProvider(maker: UserPoolMaker, region: string, runId: string, name: string): Promise<Provider> {
  const pool = await maker.create(`conformance ${runId} ${name}`)
  const key = `cognito-idp.${region}.amazonaws.com/${pool.id}`
  let strangerId: Promise<string> | undefined
  return {
    name,
    key,
    issuer: `https://${key}`,
    pool,
    clientId: await pool.createClient('conformance'),
    strangerId: () => (strangerId ??= inScope(`stranger of ${name}`, () => pool.createClient('another application'))),
  }
}

/** A user pool of which the check is the owner: it shows what no other provider can. */
export interface OwnedUserPool extends Pick<PublicProvider, 'key'> {
  readonly trust: Extract<ProviderTrust, { kind: 'user-pool' }>
  /** Another client, of which identity pools know nothing. */
  otherClientId(): Promise<string>
  /** The name of a new group with this role. */
  createGroup(roleArn: string, precedence: number): Promise<string>
  /** A fresh user, a member of these groups. */
  user(...groups: string[]): Promise<PoolUser>
}

export interface PoolUser extends PublicUser {
  signOutGlobally(): Promise<void>
  remove(): Promise<void>
}

export async function createOwnedUserPool(maker: UserPoolMaker, region: string, runId: string): Promise<OwnedUserPool> {
  const provider = await makeProvider(maker, region, runId, 'owned')
  const { key, pool, clientId } = provider
  const nextName = (kind: string): string => `${kind}${scopedName()}-${runId}`
  return {
    key,
    trust: { kind: 'user-pool', clientId },
    otherClientId: () => provider.strangerId(),
    async createGroup(roleArn, precedence) {
      const name = nextName('g')
      await pool.createGroup(name, roleArn, precedence)
      return name
    },
    async user(...groups) {
      const name = nextName('u')
      const login = publicUser(provider, name, () => Promise.reject(untestable('needs a second user pool')))
      await login.subject()
      for (const group of groups) await pool.addToGroup(group, name)
      return {
        ...login,
        signOutGlobally: () => pool.signOutGlobally(name),
        remove: () => pool.deleteUser(name),
      }
    },
  }
}

/** `otherIssuersToken` makes a genuine token of another user pool. */
function publicUser(provider: Provider, user: string, otherIssuersToken: () => Promise<string>): PublicUser {
  let subject: Promise<string> | undefined
  const created = (): Promise<string> => (subject ??= provider.pool.createUser(user))
  const signIn = async (clientId: string) => {
    await created()
    return provider.pool.signIn(clientId, user)
  }
  const soundToken = async (): Promise<string> => (await signIn(provider.clientId)).idToken
  return createPublicUser({
    key: provider.key,
    provider: provider.name,
    user,
    subject: created,
    async token(kind, claims) {
      if (claims !== undefined) throw untestable('a user pool adds no claims to its tokens on request')
      if (isForgery(kind)) return forge(kind, await soundToken())
      switch (kind) {
        case 'sound':
          return soundToken()
        case 'without-audience':
          return (await signIn(provider.clientId)).accessToken
        case 'wrong-audience':
          return (await signIn(await provider.strangerId())).idToken
        case 'wrong-issuer':
          return otherIssuersToken()
        case 'expired':
          throw untestable('needs an expired token: those of a user pool live for five minutes at least')
      }
    },
  })
}
