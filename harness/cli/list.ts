import { Command } from 'commander'
import { matchesPattern } from '../requirement/index.ts'
import { readCoverage, renderCoverage } from './coverage.ts'
import { readRequirements } from './suite.ts'
import { UsageError } from './trouble.ts'

export function createListCommand(): Command {
  return new Command('list')
    .description('list requirements')
    .argument('[pattern]', 'requirement or topic; * stands for anything', '*')
    .option('--json', 'as JSON')
    .option('--coverage', 'instead: what becomes of every fact of the evidence, and counts by topic')
    .action(async (pattern: string, options: { json?: boolean; coverage?: boolean }) => {
      if (options.coverage === true) {
        const coverage = await readCoverage(pattern)
        if (coverage.facts.length === 0) throw new UsageError(`no fact or requirement matches ${pattern}; * shows all`)
        const text = options.json === true ? `${JSON.stringify(coverage, null, 2)}\n` : renderCoverage(coverage)
        process.stdout.write(text)
        return
      }
      const all = await readRequirements()
      const found = all.filter((row) => matchesPattern(row.id, pattern) || matchesPattern(row.topic, pattern))
      if (found.length === 0) throw new UsageError(`no requirement matches ${pattern}; list alone shows all`)
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
        return
      }
      for (const row of found) {
        const mark = row.excluded === undefined ? row.level : 'excluded'
        process.stdout.write(`${mark.padEnd(9)}${row.id}\n         ${row.sentence}\n`)
      }
      const counted = Map.groupBy(found, (row) => (row.excluded === undefined ? row.level : 'excluded'))
      const counts = [...counted].map(([mark, rows]) => `${rows.length} ${mark}`)
      process.stdout.write(`${found.length} requirements: ${counts.join(', ')}\n`)
    })
}
