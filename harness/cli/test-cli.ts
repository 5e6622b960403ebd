import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Results, readResults } from '../report/index.ts'

export interface Judged {
  code: number | null
  /** All that was printed. */
  text: string
  /** Everything that the reports contain, as text. */
  reports: string
  /** Absent where there is no results.json. */
  results?: Results
}

const main = path.join(import.meta.dirname, 'main.ts')

/** Runs `run` of the command line in a folder of its own, with nothing in the environment but `environment`. For tests. */
export async function judge(args: readonly string[], environment: Record<string, string> = {}): Promise<Judged> {
  const folder = mkdtempSync(path.join(tmpdir(), 'judge-'))
  try {
    const env = { PATH: process.env['PATH'] ?? '', ...environment }
    const child = spawn(process.execPath, [main, 'run', ...args, '--out', 'out'], { cwd: folder, env })
    let text = ''
    child.stdout.on('data', (chunk) => (text += String(chunk)))
    child.stderr.on('data', (chunk) => (text += String(chunk)))
    const code = await new Promise<number | null>((resolve) => {
      child.on('close', resolve)
    })
    const read = (name: string): string => {
      try {
        return readFileSync(path.join(folder, 'out', name), 'utf8')
      } catch {
        return ''
      }
    }
    const json = read('results.json')
    const reports = json + read('junit.xml') + read('report.txt')
    return { code, text, reports, ...(json === '' ? {} : { results: await readResults(json) }) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Heads of JWTs in a text: base64url that says a JSON object. The letters `eyJ` alone are not enough: now and then a
 * published key or another random value contains them.
 */
export function tokensIn(text: string): string[] {
  const candidates = text.match(/eyJ[\w-]{10,}/g) ?? []
  return candidates.filter((one) => /^\{"[\w:./-]+":/.test(Buffer.from(one, 'base64url').toString()))
}
