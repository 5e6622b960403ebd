import type { Command } from 'commander'
import { readManifest } from '../recording/index.ts'
import { UsageError } from './trouble.ts'

/** What can be chosen anew when a recording is judged; all else is as it was recorded. */
const free = new Set([
  'out',
  'format',
  'json',
  'quiet',
  'color',
  'only',
  'level',
  'maxIndeterminate',
  'concurrency',
  'bail',
  'baseline',
  'updateBaseline',
  'against',
])

/** Refuses options that a recording has settled, for a target that is one. Throws `UsageError`. */
export function assertReplayable(target: string, command: Command): void {
  const folder = /^replay:(.+)$/s.exec(target)?.[1]
  if (folder === undefined) return
  for (const option of command.options) {
    const name = option.attributeName()
    if (free.has(name) || name === 'seed' || command.getOptionValueSource(name) !== 'cli') continue
    throw new UsageError(
      `${option.long} cannot be chosen for a recording: it is judged as it was recorded; leave it out`,
    )
  }
  const wanted = command.getOptionValue('seed') as number | undefined
  if (wanted === undefined) return
  const { seed } = readSeed(folder)
  if (wanted !== seed)
    throw new UsageError(`the recording was made with seed ${seed}, and not ${wanted}; leave --seed out`)
}

function readSeed(folder: string): { seed: number } {
  try {
    return readManifest(folder).suite
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
