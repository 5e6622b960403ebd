import { readFileSync } from 'node:fs'
import { type Results, readResults } from '../report/index.ts'
import { UsageError, codeOf } from './trouble.ts'

/** Reads a results.json that a person named; what is wrong with it is a usage error. */
export async function readResultsFile(file: string): Promise<Results> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file} (${codeOf(error)}); a results.json of a run is needed`)
  }
  try {
    return await readResults(text)
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
}
