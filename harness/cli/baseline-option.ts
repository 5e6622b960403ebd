import type { BaselineFile } from './baseline.ts'
import type { ConfiguredTarget } from './config-schema.ts'
import { UsageError } from './trouble.ts'

interface BaselineOptions {
  baseline?: string
  updateBaseline?: boolean
  through?: string
}

/** The baseline that a run is held against: the named file, else the config file's, else none. Throws `UsageError`. */
export async function chooseBaseline(
  { baseline: file, updateBaseline = false, through }: BaselineOptions,
  configured: ConfiguredTarget | undefined,
): Promise<BaselineFile | undefined> {
  const named = file ?? configured?.baseline
  if (named === undefined) {
    if (updateBaseline)
      throw new UsageError('--update-baseline needs to know which file: --baseline known-deviations.yaml')
    return undefined
  }
  if (through !== undefined) {
    throw new UsageError('--through compares the target with itself; a baseline belongs to a run without it')
  }
  const { openBaseline } = await import('./baseline.ts') // YAML and the schema library are slow to load
  return openBaseline(named, updateBaseline)
}
