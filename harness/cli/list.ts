import { Command } from 'commander'
import { matchesPattern } from '../requirement/index.ts'
import { readRequirements } from './suite.ts'
import { UsageError } from './trouble.ts'

export function createListCommand(): Command {
  return new Command('list')
    .description('list requirements')
    .argument('[pattern]', 'requirement or topic; * stands for anything', '*')
    .option('--json', 'as JSON')
    .action(async (pattern: string, options: { json?: boolean }) => {
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
