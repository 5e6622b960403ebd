import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { type FormatName, type Report, formatFacts, formatNames, renderFormat } from '../report/index.ts'
import { isFolder, readHistory, readLatest } from './history.ts'
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
    .argument('<results...>', 'results.json files, or a folder of them: the newest, with the trend')
    .option('--format <list>', `comma-separated: ${formatNames.join(',')}`, formatList, ['text'])
    .option('--out <dir>', 'folder to write to; without it one format goes to standard output')
    .option('--against <results>', 'older results.json or a folder of them; html, text and markdown show what moved')
    .action(report)
}

async function report(files: [string, ...string[]], { format: wanted, out, against }: ReportOptions): Promise<void> {
  const single = wanted.find((name) => !formatFacts(name).compares)
  if (files.length > 1 && single !== undefined) {
    throw new UsageError(`${single} shows one results file; --format html compares several`)
  }
  if (files.length > 1 && against !== undefined) {
    throw new UsageError('--against needs a single results file; several are compared with each other already')
  }
  const still = wanted.find((name) => !formatFacts(name).showsMovement)
  if (against !== undefined && still !== undefined) {
    throw new UsageError(`${still} does not show what moved; --against goes with html, text or markdown`)
  }
  if (out === undefined && wanted.length > 1) throw new UsageError('several formats need a folder: --out DIR')
  if (out !== undefined) prepareFolder(out)
  const content = {
    ...(await readContent(files, against)),
    ...(wanted.includes('html') ? { sources: await readSources() } : {}),
  }
  for (const name of wanted) {
    const text = await renderFormat(name, content)
    if (out === undefined) process.stdout.write(text)
    else writeFileSync(path.join(out, formatFacts(name).file), text)
  }
}

async function readContent([first, ...others]: [string, ...string[]], against: string | undefined): Promise<Report> {
  if (isFolder(first) && others.length === 0 && against === undefined) return readLatest(first)
  const results = await readResultsFile(first)
  if (against !== undefined) return { results: [results], ...(await readHistory(against)).since(results) }
  return { results: [results, ...(await Promise.all(others.map(readResultsFile)))] }
}
