// Judges every degenerate target, or those that the arguments name, with the built command line, and says how each run ended.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { degenerateNames } from '../fixtures/degenerate/index.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { judgeDegenerate } from './selfcheck/degenerate.ts'

const patterns = process.argv.slice(2)
const names = degenerateNames.filter(
  (name) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(name, pattern)),
)
const runs = []
for (const name of names) {
  const { code, durationMs, checks, passing, cause } = await judgeDegenerate(name)
  runs.push({ name, code, durationMs, passing: passing.length, cause })
  const seconds = (durationMs / 1000).toFixed(1)
  process.stdout.write(
    `${name}: exit ${code}, ${seconds} s, ${checks.length} checks, ${passing.length} MUST pass: ${cause}\n`,
  )
}
const figures = {
  targets: runs.length,
  passingMust: runs.reduce((sum, { passing }) => sum + passing, 0),
  longestMs: Math.max(...runs.map(({ durationMs }) => durationMs)),
}
if (patterns.length === 0) {
  const folder = path.join(import.meta.dirname, '../.selfcheck')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'degenerate.json'), `${JSON.stringify(figures, null, 2)}\n`)
}
process.exitCode = figures.passingMust === 0 ? 0 : 1
