import { Command, Option } from 'commander'
import { type FormatName, type Results, exitCodeOf, formatNames, mergeResults, renderText } from '../report/index.ts'
import { chooseBaseline } from './baseline-option.ts'
import { formatList, percentage } from './options.ts'
import { prepareFolder } from './out-folder.ts'
import { readResultsFile } from './results-file.ts'
import { UsageError } from './trouble.ts'
import { defaultFormats, writeReports } from './write-reports.ts'

interface MergeOptions {
  out: string
  format: FormatName[]
  maxIndeterminate: number
  baseline?: string
}

export function createMergeCommand(): Command {
  return new Command('merge')
    .description('join the results of all shards of a run (run --shard i/n); ends with the exit code of the whole run')
    .argument('<results...>', 'results.json files')
    .option('--out <dir>', 'folder for results.json and the other reports', 'conformance-report')
    .option(
      '--format <list>',
      `comma-separated: ${formatNames.join(',')} (results.json always)`,
      formatList,
      defaultFormats,
    )
    .addOption(
      new Option('--max-indeterminate <percent>', 'deciding checks that may end without an answer')
        .argParser(percentage)
        .default(0.05, '5'),
    )
    .option('--baseline <file>', 'known deviations, to hold the whole against')
    .action(async (files: string[], options: MergeOptions) => {
      process.exitCode = await merge(files, options)
    })
}

async function merge(files: string[], options: MergeOptions): Promise<number> {
  const shards = await Promise.all(files.map(readResultsFile))
  const { out, format, maxIndeterminate } = options
  const baseline = await chooseBaseline(options, undefined)
  const found = joined(shards)
  const whole = baseline?.apply(found) ?? found
  prepareFolder(out)
  await writeReports({ results: [whole] }, out, format)
  process.stdout.write(renderText(whole, { colour: false, causes: 20 }))
  process.stdout.write(`  report in ${out}/\n`)
  return exitCodeOf(whole, maxIndeterminate)
}

function joined([first, ...others]: Results[]): Results {
  if (first === undefined) throw new UsageError('name the results.json of each shard')
  try {
    return mergeResults([first, ...others])
  } catch (error) {
    throw new UsageError(`these results are no shards of one run: ${(error as Error).message}`)
  }
}
