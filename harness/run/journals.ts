import { readdirSync, rmSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import path from 'node:path'
import { type Journal, readJournal } from '../world/index.ts'

/** Where journals of runs against AWS stand until all that they name is gone. */
export function journalFolder(): string {
  const state = process.env['XDG_STATE_HOME'] ?? path.join(homedir(), '.local/state')
  return path.join(state, 'cognito-identity-conformance/journals')
}

export function journalFile(runId: string): string {
  return path.join(journalFolder(), `${runId}.ndjson`)
}

export interface LeftBehind {
  file: string
  journal: Journal
}

/** Journals of runs that ended without removing everything. A run that is still going on, here, is left alone. */
export function findJournals(): LeftBehind[] {
  let names: string[] = []
  try {
    names = readdirSync(journalFolder()).filter((name) => name.endsWith('.ndjson'))
  } catch {
    return []
  }
  return names.flatMap((name) => {
    const file = path.join(journalFolder(), name)
    const journal = readJournal(file)
    return journal === undefined || isRunning(journal) ? [] : [{ file, journal }]
  })
}

export function dropJournal(file: string): void {
  rmSync(file, { force: true })
}

function isRunning({ header }: Journal): boolean {
  if (header.host !== hostname() || header.pid === process.pid) return false
  try {
    process.kill(header.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
