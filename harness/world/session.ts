import type { JWK } from 'jose'
import type { Endpoints, Keys, Operation } from '../client/index.ts'
import type { GivenProvider } from './given.ts'

/** All that a check may know of a run. Plain data: it crosses from the main thread into the worker. */
export interface Session {
  runId: string
  target: TargetAccess
  /** What the probe found; an operation that it did not settle is absent. */
  capabilities: Capabilities
  logins: LoginSource
  options: CheckOptions
  /** Where created resources are written down before they are created. */
  journal: string
  /** File URLs of the suites. */
  suites: string[]
}

export interface TargetAccess {
  kind: 'reference' | 'endpoint'
  /** Seeded faults of the reference. */
  faults: readonly string[]
  endpoints: Endpoints
  keys: Keys
}

export interface Capabilities {
  operations: Partial<Record<Operation, 'implemented' | 'not-implemented'>>
  /** Whether IAM answers, so that roles and OIDC providers can be created. */
  iam: boolean
  accountId: string
  /** Operations that the configuration declares; one that is missing is a failure. */
  declared: readonly string[]
}

/** How the target comes to trust our logins. */
export type LoginSource =
  | {
      source: 'issuer'
      /** Advertised address; provider `a` has the issuer `<url>/a`. */
      url: string
      /** Stays in memory. */
      privateJwk: JWK
      audience: string
    }
  /** The target's own user pools. */
  | { source: 'user-pools' }
  /** Tokens that a person gave. */
  | { source: 'given'; providers: GivenProvider[] }
  | { source: 'none'; reason: string }

export interface CheckOptions {
  only: string[]
  seed: number
  /** Cases of a property check. */
  cases: number
  /** Whether checks may wait in real time. */
  slow: boolean
  timeLimitMs: number
  requestTimeoutMs: number
  shard: { index: number; count: number } | null
}
