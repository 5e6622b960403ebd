import {
  type Recorder,
  type Tape,
  createPlayer,
  createRecorder,
  createReplayKey,
  createStandIns,
  readRecording,
} from '../recording/index.ts'
import type { Session } from '../world/index.ts'

/** In the worker: what keeps this run's exchanges or plays recorded ones, if anything does. */
export async function openTape({ tape, logins }: Session): Promise<Tape | Recorder | undefined> {
  if (tape === undefined) return undefined
  if (tape === 'keep') return createRecorder()
  const recording = readRecording(tape.folder)
  const key = createReplayKey()
  const issuerKeys = logins.source === 'issuer' ? [publicHalf(logins.privateJwk)] : []
  return createPlayer(recording, createStandIns(recording.values, key), key, issuerKeys)
}

/** As key sets publish it. */
export function publicHalf({ kid, kty, n, e }: Record<string, unknown>): Record<'kid' | 'kty' | 'n' | 'e', string> {
  return { kid: String(kid), kty: String(kty), n: String(n), e: String(e) }
}
