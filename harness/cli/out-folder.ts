import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { UsageError, codeOf } from './trouble.ts'

/** Made before the work: a folder that cannot be written must not cost a run. */
export function prepareFolder(folder: string): void {
  try {
    makeWritable(folder, path.join(folder, 'results.json'))
  } catch (error) {
    throw new UsageError(`cannot write to ${folder} (${codeOf(error)}); choose another folder with --out`)
  }
}

/** The same for one file, with the option that names it. */
export function prepareFile(file: string, option: string): void {
  try {
    makeWritable(path.dirname(file), file)
  } catch (error) {
    throw new UsageError(`cannot write ${file} (${codeOf(error)}); choose another file with ${option}`)
  }
}

/** A file that is there may be somebody else's, in a folder of our own. */
function makeWritable(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true })
  accessSync(existsSync(file) ? file : folder, constants.W_OK)
}
