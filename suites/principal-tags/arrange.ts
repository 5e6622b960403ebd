import { type JWTPayload, decodeJwt } from 'jose'
import { given, judge } from '../../harness/check/index.ts'
import type { PublicProvider, Scene } from '../../harness/world/index.ts'
export type { Scene }

type Map = Record<string, string>
type Pool = Pick<Scene['pool'], 'id'>
export type Input = { UseDefaults?: boolean; PrincipalTags?: Map }

/** Under which name a provider has its map: an OIDC provider under its ARN (PTAG-09). */
export const nameOf = ({ key, trust }: PublicProvider): string => (trust.kind === 'oidc' ? trust.arn : key)

export function setMap({ call }: Scene, { id }: Pool, IdentityProviderName: string, input: Input) {
  return call('SetPrincipalTagAttributeMap', { IdentityPoolId: id, IdentityProviderName, ...input })
}

export function getMap({ call }: Scene, { id }: Pool, IdentityProviderName: string) {
  return call('GetPrincipalTagAttributeMap', { IdentityPoolId: id, IdentityProviderName })
}

/** A map in the order of its keys. */
export const sorted = (map: Map = {}): Map =>
  Object.fromEntries(Object.entries(map).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** The tags that a token carries, each with the list of its values. Where the token is no JWT the check is untestable. */
export async function tagsOf(token: string): Promise<Record<string, string[]> | undefined> {
  const claims = readJwt(token)
  await given((async () => judge(claims !== undefined, 'a JWT', 'none', 'Token'))())
  const claim = claims?.['https://aws.amazon.com/tags'] as { principal_tags?: object } | undefined
  return claim?.principal_tags as Record<string, string[]> | undefined
}

function readJwt(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token)
  } catch {
    return undefined
  }
}
