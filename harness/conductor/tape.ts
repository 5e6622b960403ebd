import {
  type Recorder,
  type Tape,
  createPlayer,
  createRecorder,
  createReplayKey,
  createStandIns,
  publicHalf,
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
