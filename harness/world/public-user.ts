import type { TokenKind } from '../../fixtures/issuers/index.ts'
import type { Login, PublicUser } from './login.ts'

/** Where the tokens of one user come from. */
export interface TokenSource {
  /** The provider's name in the Logins map, and the one for messages. */
  key: string
  provider: string
  user: string
  subject: () => Promise<string>
  /** A fresh token at each call; rejects with `Unjudged` where there is none of this kind. */
  token: (kind: TokenKind, claims?: Record<string, unknown>) => Promise<string>
}

/** A user whose tokens are made when they are first asked for. */
export function createPublicUser({ key, provider, user, subject, token }: TokenSource): PublicUser {
  const login = (label: string, make: () => Promise<string>): Login => {
    let value: Promise<string> | undefined
    return { key, label: `${label} of provider ${provider}`, value: () => (value ??= make()) }
  }
  return {
    ...login(user, () => token('sound')),
    subject,
    again: () => login(`${user} (another token)`, () => token('sound')),
    with: (kind) => login(`${user} (${kind} token)`, () => token(kind)),
    claiming: (claims) => login(`${user} (with claims)`, () => token('sound', claims)),
  }
}
