// Sums up what StrykerJS left in .selfcheck/mutation-report.json, for docs/quality.md; prints the mutants that survived.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

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

const folder = path.join(import.meta.dirname, '../.selfcheck')
const { files } = JSON.parse(readFileSync(path.join(folder, 'mutation-report.json'), 'utf8')) as Report
const mutants = Object.entries(files).flatMap(([file, report]) => report.mutants.map((one) => ({ ...one, file })))
const count = (...statuses: string[]): number => mutants.filter(({ status }) => statuses.includes(status)).length
const killed = count('Killed', 'Timeout')
const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
for (const { file, location, mutatorName, replacement = '' } of survivors) {
  const { line, column } = location.start
  process.stdout.write(
    `${file}:${line}:${column} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 100)}\n`,
  )
}
const figures = {
  score: killed / (killed + survivors.length),
  killed,
  survived: survivors.length,
  files: Object.keys(files).length,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
writeFileSync(path.join(folder, 'mutation.json'), `${JSON.stringify(figures, null, 2)}\n`)
