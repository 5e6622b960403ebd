// Shows what fails under each seeded fault once more, by the script of its repro: on the faulty reference the deviation has to be there, on the
// sound one it must not. Usage: npm run selfcheck:repros [-- --every N --workers N --form script|curl PATTERN…]
//   PATTERN…   these faults            --every n     every n-th fault
//   --form     of the repros           --workers n   faults at once (default: one a processor)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, faults } from '../fixtures/faults/index.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { type Shown, countShown, startShowing } from './selfcheck/repros.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    form: { type: 'string', default: 'script' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
if (values.form !== 'script' && values.form !== 'curl') throw new Error('--form is script or curl')
const chosen = faults
  .filter(({ id }) => positionals.length === 0 || positionals.some((pattern) => matchesPattern(id, pattern)))
  .filter((_, index) => index % Number(values.every) === 0)

const folder = mkdtempSync(path.join(tmpdir(), 'selfcheck-repros-'))
const showing = await startShowing(folder, values.form)
const found: Shown[] = []
const left: Fault[] = [...chosen]
let done = 0
const work = async (): Promise<void> => {
  for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
    const shown = await showing.show(fault)
    found.push(...shown)
    for (const { check, outcome, text } of shown)
      if (outcome === 'wrong' || outcome === 'not-shown')
        process.stdout.write(`${outcome}: ${fault.id}: ${check}\n${text.replaceAll(/^/gm, '  ')}\n`)
    done += 1
    if (done % 25 === 0) process.stderr.write(`${done} of ${chosen.length} faults\n`)
  }
}
try {
  await Promise.all(Array.from({ length: Number(values.workers) }, work))
} finally {
  await showing.close()
  rmSync(folder, { recursive: true })
}
const figures = { faults: chosen.length, ...countShown(found) }
process.stdout.write(`${JSON.stringify(figures)}\n`)
if (positionals.length === 0 && values.form === 'script') {
  const kept = path.join(import.meta.dirname, '../.selfcheck')
  mkdirSync(kept, { recursive: true })
  writeFileSync(path.join(kept, 'repros.json'), `${JSON.stringify(figures, null, 2)}\n`)
}
process.exitCode = figures.wrong === 0 && figures.failures > 0 ? 0 : 1
