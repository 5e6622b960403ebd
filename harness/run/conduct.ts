import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliOptions } from 'vitest/node'
import type { Session } from '../world/index.ts'
import { Collector, type RunEvents } from './collector.ts'

/** The folder of the package's own code: the repository in development, `dist` once built. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url))
const extension = path.extname(import.meta.url)

/** vitest with our one entry module, apart from whatever configuration or vitest the host project has. */
export interface Conductor {
  /** Runs all checks that the session selects. */
  run(session: Session, events: RunEvents, concurrency: number): Promise<Collector>
  /** Ends the run after the checks that are under way. */
  cancel(): Promise<void>
}

/** Loads vitest right away, so that it gets ready while the target is being probed. */
export function createConductor(temporaryFolder: string): Conductor {
  const loaded = import('vitest/node')
  let collector: Collector | undefined
  let isCancelled = false

  return {
    async run(session, events, concurrency) {
      collector = new Collector(events, keepSignals())
      const { startVitest } = await loaded
      if (isCancelled) return collector
      // vitest tells failure by the exit code of the process; ours says more.
      const exitCode = process.exitCode
      const vitestOptions: CliOptions = {
        root: packageRoot,
        config: false,
        include: [`harness/run/entry${extension}`],
        exclude: [],
        watch: false,
        passWithNoTests: true,
        pool: 'threads',
        isolate: false,
        fileParallelism: false,
        maxWorkers: 1,
        maxConcurrency: concurrency,
        provide: { session },
        reporters: [collector],
        fsModuleCache: false,
        attachmentsDir: path.join(temporaryFolder, 'attachments'),
      }
      // Typed apart, because the declared type of the third parameter lacks `configFile`, which vite takes.
      const viteOptions = {
        configFile: false,
        envDir: false,
        cacheDir: path.join(temporaryFolder, 'cache'),
        logLevel: 'silent',
      } as const
      const vitest = await startVitest([], vitestOptions, viteOptions)
      await vitest.close()
      process.exitCode = exitCode
      return collector
    },
    async cancel() {
      isCancelled = true
      await collector?.cancel()
    },
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** vitest ends the process on a signal, a moment after it came; what this answers takes its listeners away again. */
function keepSignals(): () => void {
  const own = signals.map((signal) => process.listeners(signal))
  return () => {
    for (const [index, signal] of signals.entries()) {
      for (const listener of process.listeners(signal)) {
        if (own[index]?.includes(listener) !== true) process.off(signal, listener)
      }
    }
  }
}
