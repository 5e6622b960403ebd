import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import {
  type FormatName,
  type Report,
  compareResults,
  formatFacts,
  formatNames,
  renderFormat,
} from '../report/index.ts'
import { formatList } from './options.ts'
import { prepareFolder } from './out-folder.ts'
import { readResultsFile } from './results-file.ts'
import { readSources } from './sources.ts'
import { UsageError } from './trouble.ts'

interface ReportOptions {
  format: FormatName[]
  out?: string
  against?: string
}

export function createReportCommand(): Command {
  return new Command('report')
    .description('render results again; several results files make the HTML page a comparison')
    .argument('<results...>', 'results.json files')
    .option('--format <list>', `comma-separated: ${formatNames.join(',')}`, formatList, ['text'])
    .option('--out <dir>', 'folder to write to; without it one format goes to standard output')
    .option('--against <results>', 'older results.json; the HTML page shows what moved')
    .action(report)
}

async function report(files: string[], { format: wanted, out, against }: ReportOptions): Promise<void> {
  const single = wanted.find((name) => !formatFacts(name).compares)
  if (files.length > 1 && single !== undefined) {
    throw new UsageError(`${single} shows one results file; --format html compares several`)
  }
  if (files.length > 1 && against !== undefined) {
    throw new UsageError('--against needs a single results file; several are compared with each other already')
  }
  if (against !== undefined && !wanted.includes('html')) {
    throw new UsageError('--against needs --format html; diff says it as Markdown')
  }
  if (out === undefined && wanted.length > 1) throw new UsageError('several formats need a folder: --out DIR')
  if (out !== undefined) prepareFolder(out)
  const [first, ...others] = await Promise.all(files.map(readResultsFile))
  if (first === undefined) return
  const movement = against === undefined ? undefined : compareResults(await readResultsFile(against), first)
  const content: Report = {
    results: [first, ...others],
    ...(wanted.includes('html') ? { sources: await readSources() } : {}),
    ...(movement === undefined ? {} : { movement }),
  }
  for (const name of wanted) {
    const text = await renderFormat(name, content)
    if (out === undefined) process.stdout.write(text)
    else writeFileSync(path.join(out, formatFacts(name).file), text)
  }
}
