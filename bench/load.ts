import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { runNode } from './children.ts'

export interface RecordedRequest {
  method: 'GET' | 'POST' | 'OPTIONS'
  path: string
  headers: Record<string, string>
  body: string
  /** Status of the answer when it was recorded. */
  status: number
}

export interface LoadResult {
  wallMs: number
  requests: number
  /** Answers with a status of 400 or above. */
  failed: number
  /** Answers with the status that was recorded. */
  asRecorded: number
}

const worker = path.join(import.meta.dirname, 'load-worker.ts')
export const concurrency = 16

export function writeRequests(file: string, requests: readonly RecordedRequest[]): void {
  writeFileSync(file, requests.map((request) => JSON.stringify(request)).join('\n'))
}

/** Each request of the file once, in order; or again and again for so many milliseconds. */
export async function sendLoad(url: string, file: string, milliseconds?: number): Promise<LoadResult> {
  const args = [url, file, String(concurrency), ...(milliseconds === undefined ? [] : [String(milliseconds)])]
  const { code, stdout, stderr } = await runNode(worker, ...args)
  if (code !== 0) throw new Error(`the load ended early:\n${stderr}`)
  return JSON.parse(stdout) as LoadResult
}
