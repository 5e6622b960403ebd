/** A public provider whose tokens a person gave. Plain data; the tokens stay in memory. */
export interface GivenProvider {
  /** Its name in the Logins map. */
  key: string
  /** Application id, client id or audience by which a pool trusts it. */
  audience: string
  users: GivenUser[]
}

export interface GivenUser {
  name: string
  /** At least one; a second one, or a command, where a check needs another token of the same user. */
  sound: [TokenOrigin, ...TokenOrigin[]]
  flawed: Partial<Record<'expired' | 'wrong-audience' | 'without-audience', TokenOrigin>>
}

export type TokenOrigin =
  | { token: string }
  /** A path. */
  | { file: string }
  /** The name of an environment variable. */
  | { env: string }
  /** Prints a token on standard output; run by the shell. */
  | { command: string }
