// Lets StrykerJS mutate the reference's rules, with the suites and the rules' own tests against them, and the oracle, with its own tests and
// histories that laws played; prints the mutants that survived. Goes on from what the last run found. Usage: npm run selfcheck:mutation [-- rules|oracle]
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MutationFigures } from '../harness/report/index.ts'
import { playCorpus } from './selfcheck/law-corpus.ts'

interface Report {
  files: Record<
    string,
    {
      mutants: {
        status: string
        mutatorName: string
        replacement?: string
        location: { start: { line: number; column: number } }
      }[]
    }
  >
}

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
  const { files } = JSON.parse(report) as Report
  const mutants = Object.entries(files).flatMap(([file, { mutants: some }]) => some.map((one) => ({ ...one, file })))
  const withStatus = (...statuses: string[]) => mutants.filter((one) => statuses.includes(one.status))
  const survivors = withStatus('Survived', 'NoCoverage')
  for (const { file, location, mutatorName, replacement = '' } of survivors) {
    const { line, column } = location.start
    const shown = replacement.replaceAll(/\s+/g, ' ').slice(0, 100)
    process.stdout.write(`${file}:${line}:${column} ${mutatorName}: ${shown}\n`)
  }
  const killed = withStatus('Killed', 'Timeout').length
  const figures = { subject, killed, survived: survivors.length, files: Object.keys(files).length }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  return figures
}

const subjects = process.argv.length > 2 ? process.argv.slice(2) : ['rules', 'oracle']
for (const subject of subjects) {
  const figures = await mutate(subject)
  writeFileSync(path.join(root, `.selfcheck/mutation-${subject}.json`), `${JSON.stringify(figures, null, 2)}\n`)
}
