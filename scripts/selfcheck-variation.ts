// Judges the reference under permitted variations: no check may fail but those at SHOULD whose evidence says otherwise.
//   --count n      random combinations (default: 200)        --seed n   the same combinations again
//   --each         instead, each variation alone             --workers n   threads (default: one a processor)
//   PATTERN…       instead, these variations together
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Variation, variations } from '../fixtures/variations/index.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { combinations, falseAlarms, specOf } from './selfcheck/combinations.ts'
import { crew } from './selfcheck/crew.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    each: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const settings = { cases: 4, concurrency: 16, timeLimitMs: 30_000 }

function selections(): Variation[][] {
  if (positionals.length > 0) {
    return [variations.filter(({ id }) => positionals.some((pattern) => matchesPattern(id, pattern)))]
  }
  return values.each
    ? variations.map((variation) => [variation])
    : combinations(Number(values.count), Number(values.seed))
}

const chosen = selections()
const bySpec = new Map(chosen.map((selection) => [specOf(selection), selection]))
let falseAlarmCount = 0
const trouble: string[] = []
let [judged, done] = [0, 0]
await crew(
  [...bySpec.keys()].map((spec) => ({ spec })),
  Number(values.workers),
  settings,
  ({ job, checks, trouble: error }) => {
    done += 1
    if (done % 20 === 0) process.stderr.write(`${done} of ${bySpec.size}\n`)
    if (checks === undefined) {
      trouble.push(`${job.spec} could not be judged: ${error}`)
      return
    }
    judged += checks.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length
    const found = falseAlarms(bySpec.get(job.spec) ?? [], checks)
    falseAlarmCount += found.length
    if (found.length > 0) process.stdout.write(`${job.spec}\n${found.map((line) => `  ${line}\n`).join('')}`)
  },
)
const figures = {
  variations: variations.length,
  combinations: bySpec.size,
  judged,
  falseAlarms: falseAlarmCount,
}
process.stdout.write([...trouble, JSON.stringify(figures), ''].join('\n'))
if (positionals.length === 0 && !values.each) {
  const folder = path.join(import.meta.dirname, '../.selfcheck')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'variation.json'), `${JSON.stringify(figures, null, 2)}\n`)
}
process.exitCode = trouble.length === 0 && falseAlarmCount === 0 ? 0 : 1
