// The one test module of a run: vitest runs the files of a worker one after another, but the checks of one module side by side.
import { afterAll, inject, vi } from 'vitest'
import { currentWorld, defineReplay, defineSecondTry, defineWholeRunChecks, enterSession } from '../check/index.ts'
import { preloadSdk } from '../client/index.ts'
import { giveBack, receiveSession } from './hand-over.ts'
import { openTape } from './tape.ts'

// There is nothing else to do yet.
void preloadSdk()
const session = await receiveSession(inject('handOver'))
if (session !== undefined) {
  const tape = await openTape(session)
  enterSession(session, tape)
  if (session.concurrency !== undefined) vi.setConfig({ maxConcurrency: session.concurrency })
  afterAll(async () => {
    await currentWorld().close()
    if (tape !== undefined && 'kept' in tape) await giveBack(inject('handOver'), tape.kept)
  })
  if (session.replay !== undefined) await defineReplay(session.replay)
  else for (const suite of session.suites) await import(/* @vite-ignore */ suite)
  defineWholeRunChecks()
  defineSecondTry()
}
