import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startDegenerate } from '../../fixtures/degenerate/index.ts'
import { type CheckResult, readResults } from '../../harness/report/index.ts'

const main = path.join(import.meta.dirname, '../../dist/harness/cli/main.js')

/** What the built command line makes of a degenerate target. */
export interface DegenerateRun {
  name: string
  code: number | null
  durationMs: number
  /** Nothing where the run ended before the first check. */
  checks: CheckResult[]
  /** Ids of MUST checks that passed. */
  passing: string[]
  /** The one sentence that says why nothing is judged, or the cause that most checks share. */
  cause: string
  stderr: string
}

export async function judgeDegenerate(name: string): Promise<DegenerateRun> {
  const target = await startDegenerate(name)
  const folder = mkdtempSync(path.join(tmpdir(), 'degenerate-'))
  try {
    const startedAt = performance.now()
    const { code, stderr } = await runCli(target.url, folder)
    const durationMs = Math.round(performance.now() - startedAt)
    const checks = await checksIn(path.join(folder, 'results.json'))
    const passing = checks.filter(({ level, verdict }) => level === 'MUST' && verdict === 'pass').map(({ id }) => id)
    const said =
      stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^error: /, '') ?? ''
    return { name, code, durationMs, checks, passing, cause: checks.length === 0 ? said : mostCommon(checks), stderr }
  } finally {
    await target.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function checksIn(file: string): Promise<CheckResult[]> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return (await readResults(text)).checks
}

function mostCommon(checks: readonly CheckResult[]): string {
  const counts = new Map<string, number>()
  for (const { reason, failure } of checks) {
    const cause = reason ?? failure?.message ?? ''
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

async function runCli(url: string, folder: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [main, 'run', url, '--out', folder, '--time-limit', '3'])
  let stderr = ''
  child.stdout.resume()
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  return { code, stderr }
}
