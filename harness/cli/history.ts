import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Report, type Results, compareResults, trendOf, withoutExchanges } from '../report/index.ts'
import { readResultsFile } from './results-file.ts'
import { UsageError } from './trouble.ts'

/** Older results that a run or report is compared with. */
export interface History {
  /** What moved since the newest of them; of a folder also the trend. */
  since(results: Results): Pick<Report, 'movement' | 'trend'>
}

/** Reads a results file, or a folder of them. Throws `UsageError` where there is none. */
export async function readHistory(place: string): Promise<History> {
  if (!isFolder(place)) {
    const older = await readResultsFile(place)
    return { since: (results) => ({ movement: compareResults(older, results) }) }
  }
  const earlier = await readFolder(place)
  return {
    since(results) {
      const trend = trendOf(earlier, results)
      const before = newestBefore(earlier, results)
      return before === undefined ? { trend } : { trend, movement: compareResults(before, results) }
    },
  }
}

/** The newest results of a folder, with what the older ones say of them. */
export async function readLatest(folder: string): Promise<Required<Pick<Report, 'trend'>> & Report> {
  const all = await readFolder(folder)
  const latest = all.at(-1)
  if (latest === undefined) throw new UsageError(`${folder} holds no results.json of a run`)
  const before = newestBefore(all, latest)
  return {
    results: [latest],
    trend: trendOf(all, latest),
    ...(before === undefined ? {} : { movement: compareResults(before, latest) }),
  }
}

export function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true
}

function newestBefore(earlier: readonly Results[], { run, target }: Results): Results | undefined {
  return earlier.findLast((one) => one.run.startedAt < run.startedAt && one.target.name === target.name)
}

/** All results below a folder, the oldest first; other JSON files of a report folder are passed over. */
async function readFolder(folder: string): Promise<Results[]> {
  const all: Results[] = []
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = path.join(folder, name)
    if (name.endsWith('.json') && looksLikeResults(file)) all.push(withoutExchanges(await readResultsFile(file)))
  }
  return all.toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1))
}

function looksLikeResults(file: string): boolean {
  const text = readFileSync(file, 'utf8')
  return text.includes('"schemaVersion"') && text.includes('"checks"')
}
