import { createMinter } from '../../fixtures/issuers/index.ts'
import type { PublicProvider } from './login.ts'
import { createPublicUser } from './public-user.ts'
import type { LoginSource } from './session.ts'

/** Providers of our own OIDC issuer: it makes tokens of any kind for any user. */
export function createIssuerProviders(
  source: Extract<LoginSource, { source: 'issuer' }>,
  accountId: string,
  nextName: () => string,
  now: () => number,
): (name: string) => PublicProvider {
  const mint = createMinter(source.privateJwk, now)
  const { audience } = source
  return (name) => {
    const issuer = `${source.url}/${name}`
    const key = issuer.replace(/^https?:\/\//, '')
    return {
      key,
      issuer,
      trust: { kind: 'oidc', arn: `arn:aws:iam::${accountId}:oidc-provider/${key}`, audience },
      user: (subject = nextName()) =>
        createPublicUser({
          key,
          provider: name,
          user: subject,
          subject: () => Promise.resolve(subject),
          token: (kind, claims = {}) => mint({ issuer, audience, subject, kind, claims }),
        }),
    }
  }
}
