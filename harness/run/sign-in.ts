import { type Issuer, createMinter } from '../../fixtures/issuers/index.ts'
import { loginAudience } from '../target/index.ts'
import type { SignIn } from './identity-removal.ts'

/** Signs users of our issuer in again, to find the identities that they got. */
export function signInWith({ url, privateJwk }: Pick<Issuer, 'url' | 'privateJwk'>): SignIn {
  const mint = createMinter(privateJwk)
  const [scheme = '', host = ''] = url.split('://')
  return (provider, subject) =>
    provider.startsWith(`${host}/`)
      ? mint({ issuer: `${scheme}://${provider}`, audience: loginAudience, subject, kind: 'sound' })
      : Promise.resolve(undefined)
}
