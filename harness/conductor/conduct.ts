import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import type { CliOptions } from 'vitest/node'
import type { Kept } from '../recording/index.ts'
import type { Session } from '../world/index.ts'
import { Collector, type RunEvents } from './collector.ts'
import { createHandOver } from './hand-over.ts'
import { extension, packageRoot, suiteFiles } from './package.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the worker asks for its session. */
    handOver: string
    /** File URLs of the suites. */
    suites: string[]
  }
}

/** vitest with our one entry module, apart from whatever configuration or vitest the host project has. */
export interface Conductor {
  /** Resolves once the worker is loading the suites, for which it needs the main thread no more. */
  readonly loading: Promise<void>
  /** Runs all checks that the session selects. */
  run(session: Session, events: RunEvents): Promise<Collector>
  /** Exchanges of a run that keeps them. */
  kept(): readonly Kept[]
  /** Ends the run after the checks that are under way. */
  cancel(): Promise<void>
  /** Ends vitest; where `run` was not called, without any check. */
  close(): Promise<void>
}

/** Starts vitest right away, so that its worker gets ready while the target is being probed. */
export function startConductor(): Conductor {
  // Not made here: vitest writes to it only now and then.
  const folder = path.join(tmpdir(), `cognito-identity-conformance-${randomUUID()}`)
  const collector = new Collector()
  const handOver = createHandOver(`session-${randomUUID()}`, (finished) => collector.finished(finished))
  const ended = conduct(collector, handOver.channel, folder)
  // `run` and `close` await it; until then a failure must not count as unhandled.
  const settled = ended.catch(() => {})
  return {
    loading: Promise.race([handOver.loading, settled]),
    async run(session, events) {
      collector.listener = events
      handOver.give(session)
      await ended
      return collector
    },
    kept: () => handOver.kept(),
    cancel: () => collector.cancel(),
    async close() {
      handOver.give(undefined)
      await settled
      handOver.close()
      // Neither where vitest wrote nothing, nor where nobody may.
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function conduct(collector: Collector, channel: string, temporaryFolder: string): Promise<void> {
  const { startVitest } = await import('vitest/node')
  // vitest tells failure by the exit code of the process; ours says more.
  const exitCode = process.exitCode
  const vitestOptions: CliOptions = {
    root: packageRoot,
    config: false,
    include: [`harness/conductor/entry${extension}`],
    exclude: [],
    watch: false,
    passWithNoTests: true,
    pool: 'threads',
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    // Where the session does not say otherwise.
    maxConcurrency: 16,
    provide: { handOver: channel, suites: suiteFiles() },
    reporters: [collector, { onInit: keepSignals() }],
    // The suites are plain modules: Node loads them, without vite's transformation.
    experimental: { viteModuleRunner: false },
    // Would be written into the package's own folder.
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
  const vitest = await startVitest([], vitestOptions, viteOptions, { stdout: aside(), stderr: aside() })
  await vitest.close()
  process.exitCode = exitCode
}

/**
 * What the worker prints, warnings and notes of checks under construction: standard output is for results. vitest ends only when all of it was
 * taken, which a standard error that is closed never does.
 */
function aside(): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      process.stderr.write(chunk)
      done()
    },
  })
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
