import { appendFileSync, readFileSync } from 'node:fs'

/** What a run created and has to remove. */
export type Resource =
  | { kind: 'identity-pool'; id: string }
  | { kind: 'role'; name: string }
  | { kind: 'oidc-provider'; arn: string }
  /** Twice: before it is created, and with its id after that. The name is unique. */
  | { kind: 'user-pool'; name: string; id?: string }

/** One line per created resource, written at once, so that even a run that was cut off can be cleaned up after. */
export function recordCreation(journal: string, resource: Resource): void {
  appendFileSync(journal, `${JSON.stringify(resource)}\n`)
}

/** Created resources, newest first. A journal that does not exist is empty; a half-written last line is left out. */
export function readJournal(journal: string): Resource[] {
  let text = ''
  try {
    text = readFileSync(journal, 'utf8')
  } catch {
    return []
  }
  const complete = text.slice(0, text.lastIndexOf('\n') + 1)
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Resource)
    .toReversed()
}
