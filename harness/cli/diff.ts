import { Command } from 'commander'
import { compareResults, renderMovement } from '../report/index.ts'
import { readResultsFile } from './results-file.ts'

export function createDiffCommand(): Command {
  return new Command('diff')
    .description('say in Markdown what moved between two results; exit code 1 on a regression only')
    .argument('<old>', 'results.json of the older run')
    .argument('<new>', 'results.json of the newer run')
    .action(async (older: string, newer: string) => {
      const movement = compareResults(await readResultsFile(older), await readResultsFile(newer))
      process.stdout.write(renderMovement(movement))
      process.exitCode = movement.regressed.length > 0 ? 1 : 0
    })
}
