import { readFileSync, writeFileSync } from 'node:fs'
import {
  type Baseline,
  type BaselineUpdate,
  applyBaseline,
  isAccepted,
  readBaseline,
  updateBaseline,
} from '../baseline/index.ts'
import { type CheckResult, type Results, printable } from '../report/index.ts'
import { prepareFile } from './out-folder.ts'
import { UsageError, codeOf } from './trouble.ts'

/** A baseline file of a run. */
export interface BaselineFile {
  /** Whether a failing check is a known deviation. */
  accepts(check: CheckResult): boolean
  /** The results with what the baseline says of them. */
  apply(results: Results): Results
  /** Writes into the file what the results show; answers what changed, in a line or two. */
  update(results: Results): string
}

/** Throws `UsageError` where the file cannot be read or is no baseline; one that is to be written may be missing. */
export function openBaseline(file: string, mayBeMissing: boolean): BaselineFile {
  const today = new Date().toISOString().slice(0, 10)
  const text = readText(file, mayBeMissing)
  if (mayBeMissing) prepareFile(file, '--baseline')
  let baseline = read(file, text ?? '')
  return {
    accepts: (check) => isAccepted(check, baseline, today),
    apply: (results) => applyBaseline(results, baseline, { file, today }),
    update(results) {
      const update = updateBaseline(text, results)
      if (update.text !== text) writeFileSync(file, update.text)
      baseline = read(file, update.text)
      return describeUpdate(file, update)
    },
  }
}

function readText(file: string, mayBeMissing: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' && mayBeMissing) return undefined
    const remedy = code === 'ENOENT' ? '; --update-baseline writes one' : ''
    throw new UsageError(`cannot read the baseline ${file} (${code})${remedy}`)
  }
}

function read(file: string, text: string): Baseline {
  try {
    return readBaseline(text)
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
}

const shown = 10

function describeUpdate(file: string, { added, dropped, changed }: BaselineUpdate): string {
  const lines = [`baseline ${file}: ${added.length} added, ${dropped.length} dropped, ${changed.length} changed`]
  if (changed.length > 0) {
    const rest = changed.length > shown ? ` and ${changed.length - shown} more` : ''
    lines.push(`  does the reason still hold for ${changed.slice(0, shown).map(name).join(', ')}${rest}?`)
  }
  return `${lines.join('\n')}\n`
}

const name = (key: string): string => printable(key, 160)
