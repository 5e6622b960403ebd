import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { RecordedExchange } from './sanitise.ts'
import type { Value, Values } from './values.ts'

/** What a recording says of itself. */
export interface Manifest {
  format: 1
  suite: { name: string; version: string; revision: string | null; seed: number }
  /** ISO 8601. */
  recordedAt: string
}

export interface Recording {
  manifest: Manifest
  /** On the run: a JSON text with placeholders. */
  facts: string
  exchanges: RecordedExchange[]
  values: Values
}

const manifestName = 'recording.json'
const factsName = 'facts.json.gz'
const valuesName = 'values.ndjson.gz'
const ending = '.ndjson.gz'

/** Writes a recording in place of one that is there: a manifest, and one compressed file of lines for each topic. Answers bytes by file. */
export function writeRecording(
  folder: string,
  { manifest, facts, exchanges, values }: Recording,
): Record<string, number> {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.endsWith(ending)) rmSync(path.join(folder, name))
  const topics = Map.groupBy(exchanges, ({ scope }) => topicOf(scope))
  for (const [topic, lines] of topics) writeLines(path.join(folder, topic + ending), lines)
  writeLines(path.join(folder, valuesName), Object.entries(values))
  writeFileSync(path.join(folder, factsName), gzipSync(facts))
  writeFileSync(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`)
  const names = [...readdirSync(folder).filter((name) => name.endsWith(ending)), factsName, manifestName]
  return Object.fromEntries(names.map((name) => [name, statSync(path.join(folder, name)).size]))
}

/** Throws a plain error that says what is wrong with the folder. */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, manifestName)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`no recording in ${folder}: there is no ${manifestName}; record writes one`)
  }
  try {
    const manifest = JSON.parse(text) as Manifest
    if (manifest.format === 1 && typeof manifest.suite.version === 'string') {
      return manifest
    }
  } catch {
    // Said below.
  }
  throw new Error(`${file} is not a recording that this version can read; record anew`)
}

export function readRecording(folder: string): Recording {
  const manifest = readManifest(folder)
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(ending) && name !== valuesName)
    return {
      manifest,
      facts: gunzipSync(readFileSync(path.join(folder, factsName))).toString(),
      exchanges: names.flatMap((name) => readLines<RecordedExchange>(path.join(folder, name))),
      values: Object.fromEntries(readLines<[string, Value]>(path.join(folder, valuesName))),
    }
  } catch (error) {
    throw new Error(`the recording in ${folder} is damaged: ${(error as Error).message}; record anew`, { cause: error })
  }
}

function writeLines(file: string, lines: readonly unknown[]): void {
  writeFileSync(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')))
}

function readLines<Line>(file: string): Line[] {
  const text = gunzipSync(readFileSync(file)).toString()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

/** Of a check's scope its topic; what is made for several checks stands apart. */
function topicOf(scope: string): string {
  return /^([a-z-]+)\//.exec(scope)?.[1] ?? (scope === 'probe' ? 'probe' : 'set-up')
}
