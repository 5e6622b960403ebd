import { setTimeout as sleep } from 'node:timers/promises'
import { untestable } from '../verdict/index.ts'
import { startModifiedReference } from './modified-reference.ts'
import type { Session } from './session.ts'

/** Time as the target sees it. */
export interface Time {
  /** Whether letting time pass costs nothing. */
  readonly isFree: boolean
  /** Milliseconds since the epoch. */
  now(): number
  pass(seconds: number): Promise<void>
  /** Throws where that much time cannot be spent. */
  assertAffordable(seconds: number): void
}

export function realTime(slow: boolean): Time {
  return {
    isFree: false,
    now: () => Date.now(),
    pass: (seconds) => sleep(seconds * 1000),
    assertAffordable() {
      if (!slow) throw untestable('needs time: the check waits for minutes and runs only with --slow')
    },
  }
}

/** A reference of one's own, whose clock moves by hand, for checks that let time pass. */
export async function startPrivateReference(
  session: Session,
): Promise<{ session: Session; time: Time; close: () => Promise<void> }> {
  const { endpoints, keys } = session.target
  const reference = await startModifiedReference(session.target, endpoints.region, keys)
  const { clock } = reference
  return {
    session: {
      ...session,
      target: { ...session.target, endpoints: { region: session.target.endpoints.region, cognito: reference.url } },
    },
    time: {
      isFree: true,
      now: () => clock.now(),
      pass(seconds) {
        clock.advance(seconds * 1000)
        return Promise.resolve()
      },
      assertAffordable() {},
    },
    close: () => reference.close(),
  }
}
