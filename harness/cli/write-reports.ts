import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type FormatName, type Report, type Results, formatFacts, historyFiles, renderFormat } from '../report/index.ts'
import { readSources } from './sources.ts'

export const defaultFormats: FormatName[] = ['text', 'html', 'junit']

/** Where histories that laws found stand in a report's folder. */
export const historiesFolder = 'histories'

function writeHistories(results: Results, folder: string): void {
  // Those of an earlier run belong to another report.
  rmSync(folder, { recursive: true, force: true })
  const files = historyFiles(results)
  if (files.length > 0) mkdirSync(folder)
  for (const { name, text } of files) writeFileSync(path.join(folder, name), text)
}

/** Writes results.json and the wanted formats into a folder that is there. */
export async function writeReports(content: Report, folder: string, wanted: readonly FormatName[]): Promise<void> {
  const [results] = content.results
  if (results !== undefined) writeHistories(results, path.join(folder, historiesFolder))
  writeFileSync(path.join(folder, 'results.json'), `${JSON.stringify(content.results[0], null, 2)}\n`)
  const sources = wanted.includes('html') ? await readSources() : {}
  for (const name of wanted) {
    writeFileSync(path.join(folder, formatFacts(name).file), await renderFormat(name, { ...content, sources }))
  }
}
