import { type Minter, type TokenKind, createMinter } from '../../fixtures/issuers/index.ts'
import { untestable } from '../verdict/index.ts'
import type { Capabilities, LoginSource } from './session.ts'

/** One entry of a Logins map. */
export interface Login {
  /** The provider's name in the Logins map. */
  readonly key: string
  /** For messages: never the token. */
  readonly label: string
  /** The token, or the developer user identifier. */
  value(): Promise<string>
}

/** A user of a public provider; as a login it offers one sound token that stays the same. */
export interface PublicUser extends Login {
  readonly subject: string
  /** A login with another, just as sound token of the same user. */
  again(): Login
  /** A login whose token has something wrong with it. */
  with(kind: Exclude<TokenKind, 'sound'>): Login
  /** A login with a sound token that carries more claims. */
  claiming(claims: Record<string, unknown>): Login
}

/** A public provider that the pools of a check trust. */
export interface PublicProvider {
  readonly key: string
  /** ARN of its IAM OIDC provider. */
  readonly arn: string
  /** With scheme. */
  readonly issuer: string
  /** A fresh user, or the one of this name. */
  user(subject?: string): PublicUser
}

/** The pool owner's own provider. */
export interface DeveloperProvider {
  readonly key: string
  /** A fresh developer user; as a login its value is the identifier. */
  user(identifier?: string): DeveloperUser
}

export interface DeveloperUser extends Login {
  readonly identifier: string
}

export const developerProviderName = 'login.conformance.example'

/** Makes providers and fresh users; ids are unique over runs, so that a target that keeps its state does no harm. */
export interface LoginMaker {
  publicProviders(count: number): PublicProvider[]
  developerProvider: DeveloperProvider
}

export function createLoginMaker(
  source: LoginSource,
  capabilities: Capabilities,
  runId: string,
  now: () => number = Date.now,
): LoginMaker {
  let serial = 0
  const nextName = (): string => `u${(serial += 1)}-${runId}`
  const mint: Minter | undefined = source.source === 'issuer' ? createMinter(source.privateJwk, now) : undefined

  const makeProvider = (name: string): PublicProvider => {
    if (source.source !== 'issuer' || mint === undefined) {
      throw untestable(`no public provider: ${source.source === 'none' ? source.reason : 'no issuer'}`)
    }
    const issuer = `${source.url}/${name}`
    const key = issuer.replace(/^https?:\/\//, '')
    const tokenOf = (subject: string, kind: TokenKind, claims: Record<string, unknown> = {}): Promise<string> =>
      mint({ issuer, audience: source.audience, subject, kind, claims })
    return {
      key,
      arn: `arn:aws:iam::${capabilities.accountId}:oidc-provider/${key}`,
      issuer,
      user(subject = nextName()) {
        const login = (label: string, make: () => Promise<string>): Login => {
          let value: Promise<string> | undefined
          return { key, label: `${label} of provider ${name}`, value: () => (value ??= make()) }
        }
        return {
          ...login(subject, () => tokenOf(subject, 'sound')),
          subject,
          again: () => login(`${subject} (another token)`, () => tokenOf(subject, 'sound')),
          with: (kind) => login(`${subject} (${kind} token)`, () => tokenOf(subject, kind)),
          claiming: (claims) => login(`${subject} (with claims)`, () => tokenOf(subject, 'sound', claims)),
        }
      },
    }
  }

  const developerKey = capabilities.developerProvider ?? developerProviderName
  return {
    publicProviders: (count) => ['a', 'b', 'c', 'd'].slice(0, count).map(makeProvider),
    developerProvider: {
      key: developerKey,
      user(identifier = nextName()) {
        return {
          key: developerKey,
          label: `developer user ${identifier}`,
          identifier,
          value: () => Promise.resolve(identifier),
        }
      },
    },
  }
}

export async function toLogins(logins: readonly Login[]): Promise<Record<string, string> | undefined> {
  if (logins.length === 0) return undefined
  const entries = await Promise.all(logins.map(async (login) => [login.key, await login.value()] as const))
  return Object.fromEntries(entries)
}
