import { inject } from 'vitest'
import type { Tape } from '../recording/index.ts'
import { type Audit, type Session, type World, createWorld } from '../world/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    session: Session
  }
}

let session: Session | undefined
let tape: Tape | undefined
let world: World | undefined

/** Sets the session of this worker, and what keeps or plays its exchanges; plain vitest gets the session from its global set-up. */
export function enterSession(given: Session, used?: Tape): void {
  session = given
  tape = used
  world = undefined
}

export function currentSession(): Session {
  return (session ??= inject('session'))
}

/** What was seen of refused calls so far. */
export function currentAudit(): Audit {
  return currentWorld().audit
}

/** The worker's one world. */
export function currentWorld(): World {
  return (world ??= createWorld(currentSession(), tape))
}
