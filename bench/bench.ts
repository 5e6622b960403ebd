// Measures what the project promises about speed, as ratios of things measured side by side in one run. Judges nothing: a goal that is
// missed is printed as such. Usage: npm run bench [-- --rounds N --json FILE --only full-run|first-verdict|laws|emulators|page]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { measureEmulators } from './emulators.ts'
import { type Figure, describeFigure } from './figures.ts'
import { measureFirstVerdict } from './first-verdict.ts'
import { measureLaws } from './laws.ts'
import { measureFullRun } from './full-run.ts'
import { measurePage } from './page.ts'

const parts: Record<string, (folder: string, rounds: number) => Promise<Figure[]>> = {
  'full-run': measureFullRun,
  'first-verdict': measureFirstVerdict,
  laws: measureLaws,
  emulators: measureEmulators,
  page: measurePage,
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' }, only: { type: 'string' } },
})
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} processors, median of ${values.rounds} rounds\n`,
)
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue
  try {
    for (const one of await measure(folder, Number(values.rounds))) {
      figures.push(one)
      process.stdout.write(`${describeFigure(one)}\n`)
    }
  } catch (error) {
    process.stderr.write(`${name} could not be measured: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
// Children of a part that failed.
process.exit()
