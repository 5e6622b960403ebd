// Judges the references that its parent names, one after another.
import { parentPort, workerData } from 'node:worker_threads'
import { type Job, type JudgeSettings, type Judged, createJudge } from './judge.ts'

/** What a worker answers. */
export interface Done {
  job: Job
  /** Absent where the judge itself failed. */
  checks?: Judged[]
  trouble?: string
  durationMs: number
}

if (parentPort !== null) {
  const port = parentPort
  const judge = await createJudge(workerData as JudgeSettings)
  port.on('message', (job: Job) => void perform(job).then((done) => port.postMessage(done)))
  const perform = async (job: Job): Promise<Done> => {
    const startedAt = performance.now()
    try {
      return { job, checks: await judge.judge(job), durationMs: performance.now() - startedAt }
    } catch (error) {
      return { job, trouble: (error as Error).message, durationMs: performance.now() - startedAt }
    }
  }
}
