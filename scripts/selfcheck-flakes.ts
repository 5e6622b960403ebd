// Judges a target again and again, in random order, with 1, 4 and 16 checks at once, the reference also slow and with a clock that steps: every
// check has to end alike. Usage: npm run selfcheck:flakes [-- --count N --seed N --workers N --name NAME TARGET]
//   TARGET   reference (the default), or an address        --name   of the target in docs/quality.md
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { crew } from './selfcheck/crew.ts'
import { type Run, flakeJobs, flakesOf } from './selfcheck/flakes.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string' },
    name: { type: 'string' },
  },
})
const spec = positionals[0] ?? 'reference'
const name = values.name ?? spec
// An emulator is one process; runs side by side would only wait for each other.
const workers = Number(values.workers ?? (spec === 'reference' ? availableParallelism() : 1))
const folder = path.join(import.meta.dirname, '../.selfcheck')
mkdirSync(folder, { recursive: true })
const runs: Run[] = []
const trouble: string[] = []

/** After every run, so that one that is cut off leaves what it found. */
function keep(): object {
  const figures = {
    target: name,
    runs: runs.length,
    checks: runs[0]?.checks.length ?? 0,
    flakes: flakesOf(runs).length,
  }
  writeFileSync(
    path.join(folder, `flakes-${name.replaceAll(/\W+/g, '-')}.json`),
    `${JSON.stringify(figures, null, 2)}\n`,
  )
  return figures
}

const jobs = flakeJobs(spec, Number(values.count), Number(values.seed))
await crew(jobs, workers, { cases: 5, concurrency: 16, timeLimitMs: 60_000 }, ({ job, checks, trouble: error }) => {
  if (checks === undefined) trouble.push(`${job.spec} could not be judged: ${error}`)
  else runs.push({ job, checks })
  if (runs.length % 10 === 0) process.stderr.write(`${runs.length} of ${jobs.length} runs\n`)
  keep()
})
const flakes = flakesOf(runs)
for (const { id, ended } of flakes) {
  const kinds = Object.entries(ended).map(
    ([verdict, { times, first, text }]) =>
      `  ${verdict} ${times} times, first with ${first.spec}, order ${first.order}, ${first.concurrency} at once: ${text}\n`,
  )
  process.stdout.write(`${id}\n${kinds.join('')}`)
}
process.stdout.write([...trouble, JSON.stringify(keep()), ''].join('\n'))
process.exitCode = trouble.length === 0 && flakes.length === 0 ? 0 : 1
