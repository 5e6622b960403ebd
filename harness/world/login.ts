import type { CreateIdentityPoolCommandInput } from '@aws-sdk/client-cognito-identity'
import type { TokenKind } from '../../fixtures/issuers/index.ts'
import { notApplicable } from '../verdict/index.ts'

/** One entry of a Logins map. */
export interface Login {
  /** The provider's name in the Logins map. */
  readonly key: string
  /** For messages: never the token. */
  readonly label: string
  /** The token, or the developer user identifier. Rejects with `Unjudged` where there is no such token. */
  value(): Promise<string>
}

export type FlawedToken = Exclude<TokenKind, 'sound'>

/** A user of a public provider; as a login it offers one sound token that stays the same. */
export interface PublicUser extends Login {
  /** `sub` of its tokens. */
  subject(): Promise<string>
  /** A login with another, just as sound token of the same user. */
  again(): Login
  /** A login whose token has something wrong with it. */
  with(kind: FlawedToken): Login
  /** A login with a sound token that carries more claims. */
  claiming(claims: Record<string, unknown>): Login
}

/** A public provider that the pools of a check trust. */
export interface PublicProvider {
  readonly key: string
  /** `iss` of its tokens. */
  readonly issuer: string
  readonly trust: ProviderTrust
  /** A fresh user, or the one of this name. */
  user(name?: string): PublicUser
}

/** By which configuration a pool trusts a provider. */
export type ProviderTrust =
  /** An IAM OIDC provider, which takes tokens for this audience. */
  | { kind: 'oidc'; arn: string; audience: string }
  | { kind: 'user-pool'; clientId: string }
  | { kind: 'social'; applicationId: string }

type TrustingPool = Pick<
  CreateIdentityPoolCommandInput,
  'OpenIdConnectProviderARNs' | 'CognitoIdentityProviders' | 'SupportedLoginProviders'
>

/** The members of a pool's configuration that make it trust these providers and no other. */
export function trusting(providers: readonly PublicProvider[]): TrustingPool {
  const oidc: string[] = []
  const userPools: { ProviderName: string; ClientId: string }[] = []
  const social: Record<string, string> = {}
  for (const { key, trust } of providers) {
    if (trust.kind === 'oidc') oidc.push(trust.arn)
    else if (trust.kind === 'user-pool') userPools.push({ ProviderName: key, ClientId: trust.clientId })
    else social[key] = trust.applicationId
  }
  return {
    ...(oidc.length === 0 ? {} : { OpenIdConnectProviderARNs: oidc }),
    ...(userPools.length === 0 ? {} : { CognitoIdentityProviders: userPools }),
    ...(Object.keys(social).length === 0 ? {} : { SupportedLoginProviders: social }),
  }
}

/** The key of a provider in RoleMappings (ROLE-07). */
export function roleMappingKey({ key, trust }: PublicProvider): string {
  return trust.kind === 'oidc' ? trust.arn : trust.kind === 'user-pool' ? `${key}:${trust.clientId}` : key
}

/** For a requirement on one kind of providers: ends the check as not applicable where logins come from another. */
export function trustedAs<Kind extends ProviderTrust['kind']>(
  { trust }: PublicProvider,
  kind: Kind,
): Extract<ProviderTrust, { kind: Kind }> {
  if (trust.kind !== kind) throw notApplicable(`is about providers of kind ${kind}; logins come from ${trust.kind}`)
  return trust as Extract<ProviderTrust, { kind: Kind }>
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

export async function toLogins(logins: readonly Login[]): Promise<Record<string, string> | undefined> {
  if (logins.length === 0) return undefined
  const entries = await Promise.all(logins.map(async (login) => [login.key, await login.value()] as const))
  return Object.fromEntries(entries)
}
