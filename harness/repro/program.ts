import type { TokenKind } from '../../fixtures/issuers/index.ts'
import type { Service } from '../client/index.ts'
import type { Demand } from './answers.ts'

/** The calls that show a failure, from an empty target on. Plain data without secrets; all texts are templates (`template.ts`). */
// Types and not interfaces, so that they fit the open records of the results schema.
export type Program = {
  region: string
  /** Addresses of services that are not at the target's own. */
  endpoints?: Partial<Record<Service, string>>
  /** Names of the headers that the configuration adds to every request; their values are the person's. */
  headers?: string[]
  /** Login tokens of our issuer. */
  tokens?: Token[]
  steps: Step[]
  /** Number of the step whose answer is judged, from 1 on. */
  judged: number
  /** Numbers of steps that go out at the same time, the judged one among them. */
  together?: number[]
  demand: Demand
  /** Values that the face of a demand `other` shows by name. */
  known?: string[]
  /** As the failure says them. */
  expected: string
  got: string
  at: string
  /** Calls that were left out because there were too many. */
  shortened?: number
}

export type Token = {
  /** Name of the issuer's provider: a, b, c, d. */
  provider: string
  /** Its `sub`. */
  user: string
  kind: TokenKind
  claims?: Record<string, unknown>
}

export type Step = {
  service: Service
  operation: string
  /** How the request is signed; false: not at all. */
  signed: boolean | SignedOtherwise
  /** Whether the target took the call in the failing run, so that the program makes no sense where it does not. */
  accepted: boolean
  /** All pages are asked for, and their lists are judged as one. */
  pages?: boolean
} & Content

export type Content =
  /** Members, or for STS and IAM parameters. */
  | { input: Record<string, unknown> }
  /** What goes over the wire, where it is not what the protocol asks for. */
  | { raw: RawContent }
  /** Written to a connection of its own, each part once something came back for the one before. */
  | { talk: string[] }

export type RawContent = {
  method: string
  /** Path and query. */
  path: string
  headers: Record<string, string>
  body: string
  /** Instead of `body`, in base64, where it is no text. */
  bytes?: string
}

/** What of a signature is other than usual. */
export type SignedOtherwise = {
  accessKeyId?: string
  secretAccessKey?: string
  /** Empty: none. */
  sessionToken?: string
  region?: string
  service?: string
  /** Seconds from now at which it is signed. */
  shift?: number
  /** Seconds from now that X-Amz-Date says, where that is another time. */
  dateShift?: number
  /** What is signed instead of what is sent. */
  body?: string
  headers?: Record<string, string>
  /** Takes the place of the Authorization header. */
  authorization?: string
  /** Signs in the query; seconds that the address is good for. */
  presignedFor?: number
}
