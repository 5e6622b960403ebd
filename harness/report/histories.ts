import type { LawCase } from '../verdict/index.ts'
import type { Results } from './schema.ts'

/** What `replay` reads: one cause that a law found, and where. */
export interface StoredHistory extends LawCase {
  schemaVersion: 1
  suite: { name: string; version: string }
  /** The target on which it was found. */
  target: string
  seed: number
}

/** Name of the file of a cause; the same for the same cause. */
export function historyFile({ law, signature }: Pick<LawCase, 'law' | 'signature'>): string {
  return `${law.replaceAll('/', '-')}-${signature}.json`
}

/** The files of all causes that laws found. */
export function historyFiles({ suite, target, checks }: Results): { name: string; text: string }[] {
  const { name, version, seed } = suite
  return checks
    .flatMap(({ failure }) => (failure?.cases ?? []) as LawCase[])
    .map((one) => {
      const stored: StoredHistory = { schemaVersion: 1, suite: { name, version }, target: target.spec, seed, ...one }
      return { name: historyFile(one), text: `${JSON.stringify(stored, null, 2)}\n` }
    })
}
