// Runs the built command line, as a user would.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Results, readResults } from '../harness/report/index.ts'

const main = path.join(import.meta.dirname, '../dist/harness/cli/main.js')

export interface Judgement {
  /** Exit code. */
  code: number | null
  stdout: string
  stderr: string
  results: Results
}

/** Judges a target and reads the results from the folder. */
export async function judge(target: string, folder: string, ...flags: string[]): Promise<Judgement> {
  const child = spawn(process.execPath, [main, 'run', target, '--out', folder, ...flags])
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  let text: string
  try {
    text = readFileSync(path.join(folder, 'results.json'), 'utf8')
  } catch (error) {
    throw new Error(`no results (exit code ${code}):\n${stderr}`, { cause: error })
  }
  return { code, stdout, stderr, results: await readResults(text) }
}
