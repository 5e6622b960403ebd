import { SignatureV4 } from '@smithy/signature-v4'
import { Sha256 } from '../../fixtures/sigv4/sha256.ts'
import type { Endpoints, Keys } from './endpoints.ts'
import type { Service } from './exchange.ts'

/** What of a signature is other than it should be; all else is sound. */
export interface Signing {
  keys?: Partial<Keys>
  /** Region and service of the credential scope. */
  region?: string
  service?: string
  /** Instead of now. */
  date?: Date
  /** Signs this body, whatever is sent. */
  body?: string
  /** Changes headers after they were signed. */
  after?: (headers: Record<string, string>) => Record<string, string>
  /** Signs in the query instead of a header; seconds that the URL is good for. */
  presignedFor?: number
}

interface Unsigned {
  method: string
  url: URL
  headers: Record<string, string>
  body: string | Uint8Array
}

/** SigV4 with the run's keys. Answers the signed address and headers. */
export function createSigner(
  endpoints: Pick<Endpoints, 'region' | 'iamRegion'>,
  keys: Keys,
): (
  service: Service,
  request: Unsigned,
  signing: true | Signing,
) => Promise<{ url: string; headers: Unsigned['headers'] }> {
  const signers = new Map<Service, SignatureV4>()
  const regionOf = (service: Service): string =>
    service === 'iam' ? (endpoints.iamRegion ?? endpoints.region) : endpoints.region
  const soundSigner = (service: Service): SignatureV4 => {
    let signer = signers.get(service)
    if (signer === undefined) {
      signer = new SignatureV4({ service, region: regionOf(service), credentials: keys, sha256: Sha256 })
      signers.set(service, signer)
    }
    return signer
  }
  const signerOf = (service: Service, signing: true | Signing): SignatureV4 => {
    if (signing === true) return soundSigner(service)
    const credentials = { ...keys, ...signing.keys }
    const scope = { service: signing.service ?? service, region: signing.region ?? regionOf(service) }
    return new SignatureV4({ ...scope, credentials, sha256: Sha256 })
  }

  return async (service, { method, url, headers, body }, signing) => {
    const {
      date,
      presignedFor,
      after = (same: Unsigned['headers']) => same,
      body: signedBody,
    } = signing === true ? {} : signing
    const request = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body: signedBody ?? body,
    }
    const when = date === undefined ? {} : { signingDate: date }
    const signer = signerOf(service, signing)
    if (presignedFor === undefined) {
      const signed = await signer.sign(request, when)
      return { url: url.href, headers: after(signed.headers) }
    }
    const signed = await signer.presign(request, { ...when, expiresIn: presignedFor })
    const address = new URL(url)
    address.search = new URLSearchParams(signed.query as Record<string, string>).toString()
    return { url: address.href, headers: after(signed.headers) }
  }
}
