/** One request and what came back, as it went over the wire. Headers have lower-case names. */
// A type and not an interface, so that it fits the open records of the results schema.
export type Exchange = {
  service: Service
  operation: string
  startedAt: number
  durationMs: number
  request: { method: string; url: string; headers: Record<string, string>; body: string }
  response?: { status: number; headers: Record<string, string>; body: string }
  /** Why there is no response. */
  error?: string
  /** There was one, beyond `answerLimit`. */
  isTooLarge?: true
}

export type Service = 'cognito-identity' | 'sts' | 'iam' | 'cognito-idp'

/** Collects the exchanges of one check. */
export class Trace {
  readonly exchanges: Exchange[] = []
  /** Those of which the check does not mind whether they are refused. */
  readonly tolerated = new Set<Exchange>()
}

/** A larger answer is cut off and counts as broken: no answer of these services comes near it. */
export const answerLimit = 1_048_576
