import type { RateLimits } from './rate-limit.ts'
import type { Service } from './exchange.ts'

/** Where the services of one target answer. Plain data. */
export interface Endpoints {
  region: string
  /** `cognito-identity`; the others default to it, as emulators serve all on one port. */
  cognito: string
  sts?: string
  iam?: string
  /** Region that requests to IAM are signed for, where it is another one. */
  iamRegion?: string
  /** How often each operation may be called. */
  limits?: RateLimits
  /** `cognito-idp`. */
  userPools?: string
  /** Added to every request, for example for a proxy. */
  headers?: Record<string, string>
  /** Certificates in PEM, trusted besides the usual ones. */
  ca?: string
}

export interface Keys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

export function endpointOf(endpoints: Endpoints, service: Service): string {
  if (service === 'sts') return endpoints.sts ?? endpoints.cognito
  if (service === 'iam') return endpoints.iam ?? endpoints.cognito
  if (service === 'cognito-idp') return endpoints.userPools ?? endpoints.cognito
  return endpoints.cognito
}
