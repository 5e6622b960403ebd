// Nothing that is right by accident counts: targets of which nothing is right pass no MUST, and end every run with a cause.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { degenerateNames, startDegenerate } from '../fixtures/degenerate/index.ts'
import { readResults } from '../harness/report/index.ts'

const main = path.join(import.meta.dirname, '../dist/harness/cli/main.js')
const limitMs = 60_000

test.each(degenerateNames)(
  '%s passes no MUST, and the run says why',
  async (name) => {
    const target = await startDegenerate(name)
    const folder = mkdtempSync(path.join(tmpdir(), 'degenerate-'))
    try {
      const startedAt = Date.now()
      const { code, stderr } = await run(target.url, folder)
      expect(Date.now() - startedAt).toBeLessThan(limitMs)
      const file = path.join(folder, 'results.json')
      if (existsSync(file)) {
        const { checks } = await readResults(readFileSync(file, 'utf8'))
        const passing = checks.filter(({ level, verdict }) => level === 'MUST' && verdict === 'pass')
        expect(passing.map(({ id }) => id)).toEqual([])
        expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
        const unexplained = checks.filter(({ reason, failure, observation }) => !reason && !failure && !observation)
        expect(unexplained.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
        expect([1, 3]).toContain(code)
      } else {
        expect(code).toBe(3)
        expect(stderr.trim().split('\n').at(-1)).toMatch(/^error: .+/)
        expect(stderr).not.toMatch(/\n\s+at /)
      }
    } finally {
      await target.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  limitMs + 10_000,
)

async function run(url: string, folder: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [main, 'run', url, '--out', folder, '--time-limit', '3'])
  let stderr = ''
  child.stdout.resume()
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  return { code, stderr }
}
