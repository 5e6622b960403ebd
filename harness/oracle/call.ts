/** As provider of a public login: a token that GetOpenIdTokenForDeveloperIdentity issued; its user is the identity that it was issued for. */
export const issuedTokenKey = 'cognito-identity.amazonaws.com'

/** A login as its caller means it: who, not which token. */
export type OracleLogin =
  | {
      kind: 'public'
      /** Key in the Logins map. */
      provider: string
      /** `sub` of the token, or another name that is one user's alone at this provider. */
      user: string
      /** The token has something wrong with it, so that no call may take it. */
      isFlawed?: true
    }
  | {
      kind: 'developer'
      provider: string
      /** The developer user identifier. */
      user: string
    }

/** What of a pool's configuration bears on its identities. */
export interface PoolSettings {
  /** AllowUnauthenticatedIdentities. */
  guests: boolean
  /** AllowClassicFlow; absent where it was never set, which allows the basic flow. */
  classicFlow?: boolean
  /** Keys of the public providers that the pool trusts. */
  providers: readonly string[]
  /** DeveloperProviderName. */
  developer?: string
}

export type RoleState = 'authenticated' | 'unauthenticated'

/** One call of one account and region, by values that a caller knows. Malformed calls are not among them: what they answer is no question of state. */
export type OracleCall =
  | { operation: 'CreateIdentityPool'; settings: PoolSettings }
  /** `settings.developer` left out keeps the name (POOL-12). */
  | { operation: 'UpdateIdentityPool'; pool: string; settings: PoolSettings }
  | { operation: 'SetIdentityPoolRoles'; pool: string; roles: readonly RoleState[] }
  | { operation: 'DeleteIdentityPool'; pool: string }
  | { operation: 'GetId'; pool: string; logins: readonly OracleLogin[] }
  | { operation: 'GetOpenIdToken'; identity: string; logins: readonly OracleLogin[] }
  | { operation: 'GetCredentialsForIdentity'; identity: string; logins: readonly OracleLogin[] }
  | {
      operation: 'GetOpenIdTokenForDeveloperIdentity'
      pool: string
      identity?: string
      logins: readonly OracleLogin[]
    }
  | {
      operation: 'MergeDeveloperIdentities'
      pool: string
      provider: string
      /** Developer user identifiers. */
      source: string
      destination: string
    }
  /** Identifiers over all pages. */
  | { operation: 'LookupDeveloperIdentity'; pool: string; identity?: string; user?: string }
  | { operation: 'UnlinkDeveloperIdentity'; pool: string; identity: string; provider: string; user: string }
  /** `remove`: provider names. */
  | { operation: 'UnlinkIdentity'; identity: string; logins: readonly OracleLogin[]; remove: readonly string[] }
  | { operation: 'DescribeIdentity'; identity: string }
  /** Identities over all pages. */
  | { operation: 'ListIdentities'; pool: string; hideDisabled?: boolean }
  | { operation: 'DeleteIdentities'; identities: readonly string[] }

/** What came back, as far as it says something about state. A member that the answer lacks is absent. */
export type OracleAnswer =
  | {
      kind: 'accepted'
      /** IdentityPoolId of a created pool. */
      pool?: string
      /** IdentityId. */
      identity?: string
      /** Provider names that DescribeIdentity answers; empty where Logins is absent. */
      logins?: readonly string[]
      /** ListIdentities. */
      identities?: readonly { identity: string; logins: readonly string[] }[]
      /** DeveloperUserIdentifierList. */
      identifiers?: readonly string[]
      /** Ids in UnprocessedIdentityIds. */
      unprocessed?: readonly string[]
    }
  | { kind: 'refused'; code: string }
  /** No answer came, or none that says anything (time-out, throttle, HTTP 5xx): the call may have been carried out or not. */
  | { kind: 'silent' }
