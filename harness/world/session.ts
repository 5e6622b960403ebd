import type { JWK } from 'jose'
import type { Modifiers } from './modified-reference.ts'
import type { LawCase } from '../verdict/index.ts'
import type { LivePool } from './live-pool.ts'
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
  /** What marks the resources of this run; absent where they get no tag. */
  tag?: Tag
  /** Checks at once; absent: as many as usual. */
  concurrency?: number
  /** Keeps all exchanges, or plays those of a recording, which stands in a folder. */
  tape?: 'keep' | { folder: string }
  /** A stored history to play again, instead of all checks. */
  replay?: LawCase
  /** The one pool that is judged; none is made then. */
  livePool?: LivePool
}

/** A tag of AWS resources. */
export interface Tag {
  key: string
  value: string
}

export interface TargetAccess extends Modifiers {
  kind: 'reference' | 'endpoint' | 'aws'
  endpoints: Endpoints
  keys: Keys
}

export interface Capabilities {
  operations: Partial<Record<Operation, 'implemented' | 'not-implemented'>>
  /** Of one client that waits for each answer, as the probe measured it. */
  requestsPerSecond: number
  /** It is the way to the target that takes time: many calls at once take as long as one. */
  servesManyAtOnce?: true
  /** Why nothing that this target does right means anything; absent for any target worth judging. */
  meaningless?: string
  /** Whether IAM answers, so that roles and OIDC providers can be created. */
  iam: boolean
  /** Of a live pool, which has its own. */
  developerProvider?: string
  /** Roles that the owner of the account made for runs; they take the place of new ones. */
  roles?: { authenticated?: string; unauthenticated?: string }
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
  /** Histories of each law; absent: as many as fit into its budget at the target's rate. */
  histories?: number
  /** Calls of a random history at most; absent: the usual length of each law. */
  historyLength?: number
  /** Whether checks may wait in real time. */
  slow: boolean
  timeLimitMs: number
  requestTimeoutMs: number
  shard: { index: number; count: number } | null
  /** Of how many checks the refused calls are looked at; of about one in twenty where it is absent. */
  audit?: 'all' | 'none'
}
