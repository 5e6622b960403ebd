import { inject } from 'vitest'
import type { Tape } from '../recording/index.ts'
import type { CheckIdentity, Outcome } from '../verdict/index.ts'
import { type Audit, type Session, type World, createWorld } from '../world/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    session: Session
  }
}

/** What became of a check. */
export interface Finished {
  check: CheckIdentity
  outcome: Outcome
  /** Requests so far that set the world up. */
  setupRequests: number
}

let session: Session | undefined
let tape: Tape | undefined
let world: World | undefined
let listener: (finished: Finished) => void = () => {}

/**
 * Sets the session of this worker, what keeps or plays its exchanges, and who is told of each check that ends; plain vitest gets the session
 * from its global set-up.
 */
export function enterSession(given: Session, used?: Tape, told: typeof listener = () => {}): void {
  session = given
  tape = used
  listener = told
  world = undefined
}

export function currentSession(): Session {
  return (session ??= inject('session'))
}

/** Tells who listens to this session what became of a check. */
export function tellOutcome(check: CheckIdentity, outcome: Outcome): void {
  const { setup, audit } = currentWorld()
  listener({ check, outcome, setupRequests: setup.exchanges.length + audit.requests })
}

/** What was seen of refused calls so far. */
export function currentAudit(): Audit {
  return currentWorld().audit
}

/** The worker's one world. */
export function currentWorld(): World {
  return (world ??= createWorld(currentSession(), tape))
}
