import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Results, readResults } from '../harness/report/index.ts'
import { type Ended, cli, runNode, startServe } from './children.ts'
import { type Figure, figure } from './figures.ts'
import { concurrency, sendLoad, writeRequests } from './load.ts'
import { startRecorder } from './recorder.ts'

/**
 * The full run against its own requests, sent back to back by a bare client with the same concurrency.
 *
 * The requests are those of a run against the reference over HTTP. They are replayed to the very reference that answered them, whose
 * pools and identities are still there, so that an answer costs what it cost then. The embedded reference also gets checks that let time
 * pass; its time is therefore compared request by request.
 */
export async function measureFullRun(folder: string, rounds: number): Promise<Figure[]> {
  const file = path.join(folder, 'requests.ndjson')
  const recorded = await startServe()
  const recorder = await startRecorder(recorded.url)
  await judge(recorder.url, folder)
  await recorder.close()
  writeRequests(file, recorder.requests)

  const target = await startServe()
  const times = { overHttp: [] as number[], embedded: [] as number[], rate: [] as number[], bareRate: [] as number[] }
  const [peaks, sameStatus] = [[] as number[], [] as number[]]
  // Once to warm up: the runs get the targets' compiled code too.
  await sendLoad(recorded.url, file)
  for (let round = 0; round < rounds; round += 1) {
    const replay = await sendLoad(recorded.url, file)
    const overHttp = await judge(target.url, folder)
    const embedded = await judge('reference', folder)
    const perRequest = replay.wallMs / replay.requests
    times.overHttp.push(overHttp.ended.wallMs / overHttp.results.run.requests / perRequest)
    times.embedded.push(embedded.ended.wallMs / embedded.results.run.requests / perRequest)
    times.rate.push((embedded.results.run.requests / embedded.ended.wallMs) * 1000)
    times.bareRate.push(1000 / perRequest)
    if (embedded.ended.peakMiB !== undefined) peaks.push(embedded.ended.peakMiB)
    sameStatus.push((replay.asRecorded / replay.requests) * 100)
  }
  await Promise.all([recorded.stop(), target.stop()])
  return [
    figure('full run on the embedded reference ÷ bare replay', times.embedded, 'times', { atMost: 3 }),
    figure('full run on the reference over HTTP ÷ bare replay', times.overHttp, 'times', { atMost: 3 }),
    figure('full run on the embedded reference', times.rate, 'requests/s'),
    figure(
      `bare replay of ${recorder.requests.length} requests, ${concurrency} at a time`,
      times.bareRate,
      'requests/s',
    ),
    figure('replayed requests answered with the status of the recording', sameStatus, '%'),
    ...(peaks.length === 0 ? [] : [figure('peak memory of a full run', peaks, 'MiB')]),
  ]
}

async function judge(target: string, folder: string): Promise<{ ended: Ended; results: Results }> {
  const ended = await runNode(cli, 'run', target, '--quiet', '--seed', '1', '--out', folder)
  if (ended.code !== 0 && ended.code !== 1) throw new Error(`the run against ${target} failed:\n${ended.stderr}`)
  return { ended, results: await readResults(readFileSync(path.join(folder, 'results.json'), 'utf8')) }
}
