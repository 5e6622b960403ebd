// Sends recorded requests with undici, some at a time, and prints what it measured. A process of its own, so that load and target
// do not share a thread. Usage: load-worker.ts URL FILE CONCURRENCY [MILLISECONDS]; without a time, each request once.
import { readFileSync } from 'node:fs'
import { Pool } from 'undici'
import type { LoadResult, RecordedRequest } from './load.ts'

const [url = '', file = '', concurrency = '16', milliseconds] = process.argv.slice(2)
const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as RecordedRequest)
/** However fast the target is, the load ends. */
const mostRequests = 50_000

const pool = new Pool(url, { connections: Number(concurrency), pipelining: 1 })
const startedAt = performance.now()
const isOver = (): boolean =>
  milliseconds === undefined
    ? sent >= requests.length
    : sent >= mostRequests || performance.now() - startedAt > Number(milliseconds)
let [sent, failed, asRecorded] = [0, 0, 0]

async function sendInTurn(): Promise<void> {
  while (!isOver()) {
    const request = requests[sent % requests.length]
    sent += 1
    if (request === undefined) return
    const { method, path, headers, body } = request
    const answer = await pool.request({ method, path, headers, ...(body === '' ? {} : { body }) })
    await answer.body.arrayBuffer()
    if (answer.statusCode >= 400) failed += 1
    if (answer.statusCode === request.status) asRecorded += 1
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, sendInTurn))
const result: LoadResult = { wallMs: performance.now() - startedAt, requests: sent, failed, asRecorded }
await pool.close()
process.stdout.write(JSON.stringify(result))
