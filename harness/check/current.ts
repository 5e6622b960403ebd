import { inject } from 'vitest'
import { type Audit, type Session, type World, createWorld } from '../world/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    session: Session
  }
}

let session: Session | undefined
let world: World | undefined

/** Sets the session of this worker; plain vitest gets it from its global set-up. */
export function enterSession(given: Session): void {
  session = given
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
  return (world ??= createWorld(currentSession()))
}
