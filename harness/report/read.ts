import type { Results } from './schema.ts'

/** Reads a results.json; throws an `Error` that says in one line what is wrong with it. */
export async function readResults(text: string): Promise<Results> {
  const { resultsSchema } = await import('./schema.ts') // the schema library is slow to load and a run does without
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('not JSON')
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version > 1) {
    throw new Error(`written by a newer version of the suite (schema ${version}); update to read it`)
  }
  const parsed = resultsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`no results file: ${issue?.message ?? 'unreadable'} at ${issue?.path.join('.') || 'the top'}`)
}
