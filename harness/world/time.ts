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

/** Time as it was when the exchange that was last replayed was recorded. What the target's clock did in between has happened already. */
export function recordedTime(slow: boolean, now: () => number): Time {
  return { ...realTime(slow), now, pass: () => Promise.resolve() }
}

interface OwnTime {
  session: Session
  time: Time
  close: () => Promise<void>
}

/** What `startPrivateReference` was when the run was recorded: its clock went faster than the recording's. */
export function passingRecording(session: Session, now: () => number): Promise<OwnTime> {
  let shiftMs = 0
  const time: Time = {
    isFree: true,
    now: () => now() + shiftMs,
    pass(seconds) {
      shiftMs += seconds * 1000
      return Promise.resolve()
    },
    assertAffordable() {},
  }
  return Promise.resolve({ session, time, close: () => Promise.resolve() })
}

/** A reference of one's own, whose clock moves by hand, for checks that let time pass. */
export async function startPrivateReference(session: Session): Promise<OwnTime> {
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
