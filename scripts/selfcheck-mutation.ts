// Lets StrykerJS mutate the reference's rules, with the suites and the rules' own tests against them, and the oracle, with its own tests and
// histories that laws played; prints the mutants that survived and have no argument in selfcheck/argued-mutants.ts, and the arguments that are
// for no survivor. Goes on from what the last run found. Usage: npm run selfcheck:mutation [-- rules|oracle]
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MutationFigures } from '../harness/report/index.ts'
import { arguedMutants } from './selfcheck/argued-mutants.ts'
import { playCorpus } from './selfcheck/law-corpus.ts'
import { type MutationReport, judgeSurvivors, readReport } from './selfcheck/survivors.ts'

const root = path.join(import.meta.dirname, '..')
const stryker = path.join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')

async function mutate(subject: string): Promise<MutationFigures> {
  const corpus = path.join(root, '.selfcheck/law-corpus.json')
  if (subject === 'oracle') {
    mkdirSync(path.dirname(corpus), { recursive: true })
    writeFileSync(corpus, JSON.stringify(await playCorpus()))
  }
  const { status } = spawnSync(process.execPath, [stryker, 'run'], {
    cwd: root,
    env: { ...process.env, MUTATED: subject, LAW_CORPUS: corpus },
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`StrykerJS ended with ${status}`)
  const report = readFileSync(path.join(root, `.selfcheck/mutation-${subject}-report.json`), 'utf8')
  const { killed, survivors, files } = readReport(JSON.parse(report) as MutationReport)
  const argued = arguedMutants.filter((one) => one.subject === subject)
  const { unread, stale } = judgeSurvivors(survivors, argued)
  for (const { file, line, column, mutator, replacement } of unread) {
    process.stdout.write(`${file}:${line}:${column} ${mutator}: ${replacement}\n`)
  }
  for (const { file, mutator, code, replacement } of stale) {
    process.stdout.write(`stale argument: ${file} ${mutator}: ${code} => ${replacement}\n`)
  }
  const survived = survivors.length
  const figures = { subject, killed, survived, argued: survived - unread.length, files }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  return figures
}

const subjects = process.argv.length > 2 ? process.argv.slice(2) : ['rules', 'oracle']
for (const subject of subjects) {
  const figures = await mutate(subject)
  writeFileSync(path.join(root, `.selfcheck/mutation-${subject}.json`), `${JSON.stringify(figures, null, 2)}\n`)
}
