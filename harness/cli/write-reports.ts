import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type FormatName, type Report, formatFacts, renderFormat } from '../report/index.ts'
import { readSources } from './sources.ts'

export const defaultFormats: FormatName[] = ['text', 'html', 'junit']

/** Writes results.json and the wanted formats into a folder that is there. */
export async function writeReports(content: Report, folder: string, wanted: readonly FormatName[]): Promise<void> {
  writeFileSync(path.join(folder, 'results.json'), `${JSON.stringify(content.results[0], null, 2)}\n`)
  const sources = wanted.includes('html') ? await readSources() : {}
  for (const name of wanted) {
    writeFileSync(path.join(folder, formatFacts(name).file), await renderFormat(name, { ...content, sources }))
  }
}
