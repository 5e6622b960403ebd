import { afterAll, vi } from 'vitest'
import {
  currentWorld,
  defineReplay,
  defineSecondTry,
  defineSuites,
  defineWholeRunChecks,
  enterSession,
  loadSuites,
} from '../check/index.ts'
import { preloadSdk } from '../client/index.ts'
import { openWorkerLine } from './hand-over.ts'
import { openTape } from './tape.ts'

/** In the worker: hands the checks of a session to vitest. All that can be loaded without a session is loaded while the target is probed. */
export async function judge(channel: string, suites: readonly string[]): Promise<void> {
  const line = openWorkerLine(channel)
  void preloadSdk()
  await loadSuites(suites)
  const session = await line.session
  if (session === undefined) return line.close()
  const tape = await openTape(session)
  enterSession(session, tape, (one) => line.finished(one))
  if (session.concurrency !== undefined) vi.setConfig({ maxConcurrency: session.concurrency })
  afterAll(async () => {
    await currentWorld().close()
    await line.end(tape !== undefined && 'kept' in tape ? tape.kept : [])
  })
  if (session.replay === undefined) defineSuites()
  else await defineReplay(session.replay)
  defineWholeRunChecks()
  defineSecondTry()
}
