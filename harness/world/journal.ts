import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Endpoints } from '../client/index.ts'
import type { Tag } from './session.ts'

/**
 * What a run creates. The second entry of a resource says that it is there: an `id`, an `arn`, `isOurs`. `isGone`: it was removed while the run
 * was going on.
 */
export type Resource =
  | { kind: 'identity-pool'; name: string; id?: string; isGone?: true }
  | { kind: 'role'; name: string; arn?: string }
  | { kind: 'oidc-provider'; arn: string; isOurs?: boolean }
  /**
   * An identity of a live pool. Before the answer: who signs in, as the same login yields it again; a guest has none. After it: the id, or
   * null where the call was refused.
   */
  | { kind: 'identity'; key: string; poolId: string; login?: LoginEntry; id?: string | null }
  /** Twice: before it is created, and with its id after that. The name is unique. */
  | { kind: 'user-pool'; name: string; id?: string }

/** One entry of a Logins map, without its token. */
export type LoginEntry = { provider: string; developerUser: string } | { provider: string; subject: string }

/** First line of a journal: where the resources are, and whose they are. */
export interface JournalHeader {
  runId: string
  /** Process and machine that write it. */
  pid: number
  host: string
  /** ISO 8601. */
  startedAt: string
  endpoints: Endpoints
  /** The tag of what this run created; absent where targets get none. */
  tag?: Tag
}

export interface Journal {
  header: JournalHeader
  /** Newest first; the entries of one resource are joined, and what is gone is left out. */
  resources: Resource[]
}

export function openJournal(file: string, header: JournalHeader): void {
  mkdirSync(path.dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify(header)}\n`)
}

/** Written before the resource is created, and again when more is known of it: a run that is cut off can be cleaned up after. */
export function recordCreation(journal: string, resource: Resource): void {
  appendFileSync(journal, `${JSON.stringify(resource)}\n`)
}

/** Nothing where there is no journal. A line that cannot be read, such as a half-written last one, is left out. */
export function readJournal(file: string): Journal | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const [header, ...entries] = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .map(parsedLine)
    .filter((line) => line !== undefined)
  if (typeof header?.['runId'] !== 'string') return undefined
  const resources = new Map<string, Resource>()
  for (const entry of entries as unknown as Resource[]) {
    const key = keyOf(entry)
    if (key !== undefined) resources.set(key, join(resources.get(key), entry))
  }
  return {
    header: header as unknown as JournalHeader,
    resources: [...resources.values()].filter((one) => !('isGone' in one)).toReversed(),
  }
}

function parsedLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** What was ours once stays ours, however often it is then found to be there already. */
function join(earlier: Resource | undefined, later: Resource): Resource {
  const joined = { ...earlier, ...later } as Resource
  const wasOurs = earlier?.kind === 'oidc-provider' && earlier.isOurs === true
  return joined.kind === 'oidc-provider' && wasOurs ? { ...joined, isOurs: true } : joined
}

/** Nothing for what is no resource. */
function keyOf(resource: Resource): string | undefined {
  switch (resource.kind) {
    case 'identity-pool':
    case 'role':
    case 'user-pool':
      return `${resource.kind} ${resource.name}`
    case 'oidc-provider':
      return `${resource.kind} ${resource.arn}`
    case 'identity':
      return `${resource.kind} ${resource.key}`
    default:
      return undefined
  }
}
