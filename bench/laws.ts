import path from 'node:path'
import { actsOf, historyAt, permittedBy } from '../harness/law/index.ts'
import { stageOn } from '../scripts/law-stage.ts'
import { startServe } from './children.ts'
import { type Figure, figure } from './figures.ts'
import { concurrency, sendLoad, writeRequests } from './load.ts'
import { startRecorder } from './recorder.ts'

const histories = 80

/**
 * Random histories, judged by the oracle, against their own requests sent by a bare client with the same concurrency. The requests are
 * replayed to the reference that answered them, whose pools are still there.
 */
export async function measureLaws(folder: string, rounds: number): Promise<Figure[]> {
  const file = path.join(folder, 'histories.ndjson')
  const recorded = await startServe()
  const recorder = await startRecorder(recorded.url)
  await playAt(recorder.url)
  await recorder.close()
  writeRequests(file, recorder.requests)

  const target = await startServe()
  const [share, rate, bare] = [[] as number[], [] as number[], [] as number[]]
  await sendLoad(recorded.url, file)
  await playAt(target.url)
  for (let round = 0; round < rounds; round += 1) {
    const replay = await sendLoad(recorded.url, file)
    const bareRate = (replay.requests / replay.wallMs) * 1000
    const judgedRate = await playAt(target.url)
    bare.push(bareRate)
    rate.push(judgedRate)
    share.push((judgedRate / bareRate) * 100)
  }
  await Promise.all([recorded.stop(), target.stop()])
  return [
    figure('calls of histories judged ÷ bare replay', share, '%', { atLeast: 40 }),
    figure(`calls of ${histories} histories judged, ${concurrency} histories at a time`, rate, 'requests/s'),
    figure(`bare replay of ${recorder.requests.length} requests of histories`, bare, 'requests/s'),
  ]
}

/** Judged calls per second. */
async function playAt(url: string): Promise<number> {
  const open = await stageOn(url)
  const { stage } = open
  const trial = permittedBy(stage)
  let [next, calls, played] = [0, 0, 0]
  const startedAt = performance.now()
  const work = async (): Promise<void> => {
    while (played < histories) {
      next += 1
      const history = historyAt(stage.publicNames, 1, next)
      // The recorder keeps pools from being deleted.
      if (actsOf(history.steps).some(({ call }) => call === 'DeleteIdentityPool')) continue
      played += 1
      const tried = await trial(history, true)
      if (tried.finding !== undefined) throw new Error(`a false alarm: ${tried.finding.story.join(' · ')}`)
      calls += tried.calls
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - startedAt) / 1000
  await open.close()
  return calls / seconds
}
