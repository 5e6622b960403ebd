import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { writeRecording } from '../recording/index.ts'
import { renderText } from '../report/index.ts'
import { type RecordedRun, startRun, toRecording } from '../run/index.ts'
import { TargetError } from '../target/index.ts'
import { readConfig } from './config.ts'
import { confirmAws } from './confirm-aws.ts'
import { prepareFolder } from './out-folder.ts'
import { createProgress } from './progress.ts'
import { type RunOptions, toRequest, withTargetOptions } from './run.ts'
import { onInterrupt } from './signals.ts'
import { UsageError } from './trouble.ts'

export function createRecordCommand(): Command {
  const command = new Command('record')
    .description(
      'judge a target and keep every exchange, without tokens and keys; run replay:<dir> judges it again, offline',
    )
    .argument('[target]', 'as for run', 'reference')
    .option('--out <dir>', 'folder for the recording', 'conformance-recording')
  return withTargetOptions(command).action(async (target: string, options: RunOptions) => {
    await record(target, options)
  })
}

async function record(name: string, options: RunOptions): Promise<void> {
  const configured = (await readConfig(options.config))?.targets[name]
  const request = { ...(await toRequest(name, configured, options)), bail: false as const, keepsExchanges: true }
  if (request.target.kind === 'recording') throw new UsageError('a recording is there already: run judges it')
  assertOwnFolder(options.out)
  prepareFolder(options.out)
  if (request.target.kind === 'aws') await confirmAws(request, options.yes === true)

  const progress = createProgress(process.stderr, options.quiet === true)
  const kept: { run?: RecordedRun } = {}
  const handle = startRun(request, {
    ...progress,
    recorded(run) {
      kept.run = run
    },
  })
  const stopListening = onInterrupt(() => handle.interrupt())
  const results = await handle.results.finally(() => {
    progress.end()
    stopListening()
  })
  const { run } = kept
  if (run === undefined || results.run.partial || results.checks.length === 0) {
    throw new TargetError('unreachable', 'nothing was recorded: the run was cut off, or had no checks')
  }
  const recording = toRecording(run)
  const sizes = Object.values(writeRecording(options.out, recording))
  if (options.quiet === true) return
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  process.stdout.write(renderText(results, { colour: false, causes: 0 }))
  process.stdout.write(
    `  recorded ${recording.exchanges.length} exchanges in ${options.out}/: ${sizes.length} files, ${Math.ceil(bytes / 1024)} KiB\n`,
  )
}

/** A recording takes the place of an older one, and of nothing else. */
function assertOwnFolder(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0 || existsSync(path.join(folder, 'recording.json'))) return
  throw new UsageError(`${folder} holds something other than a recording; choose another folder with --out`)
}
