import { Worker } from 'node:worker_threads'
import type { Job, JudgeSettings } from './judge.ts'
import type { Done } from './worker.ts'

/** Does the jobs in `size` threads and tells each as it ends; rejects where a thread dies. */
export async function crew(
  jobs: readonly Job[],
  size: number,
  settings: JudgeSettings,
  tell: (done: Done) => void,
): Promise<void> {
  const queue = jobs.values()
  await Promise.all(
    Array.from({ length: Math.min(size, jobs.length) }, async () => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: settings })
      const died = new Promise<never>((_, reject) => worker.once('error', reject))
      try {
        for (const job of queue) {
          // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
          worker.postMessage(job)
          tell(await Promise.race([died, new Promise<Done>((resolve) => worker.once('message', resolve))]))
        }
      } finally {
        await worker.terminate()
      }
    }),
  )
}
