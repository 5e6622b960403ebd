import { createHash } from 'node:crypto'
import { operations } from '../client/index.ts'
import { inWords, matchesPattern } from '../requirement/index.ts'
import type { CheckOptions } from '../world/index.ts'
import type { Check } from './check.ts'

/** Whether this run wants the check. A pattern names a requirement, check, topic or operation; `*` stands for anything. */
export function isSelected(
  check: Pick<Check, 'id' | 'formerly' | 'requirement' | 'topic' | 'source' | 'isOfWholeRun'>,
  options: CheckOptions,
): boolean {
  const { only, shard } = options
  const isElsewhere = shard !== null && shardOf(check.id, shard.count) !== shard.index
  if (isElsewhere && check.isOfWholeRun !== true) return false
  if (only.length === 0) return true
  const { id, formerly = [], requirement, topic, source } = check
  const names = [id, ...formerly, requirement, topic, ...operationsIn(source), ...operationsNamed(id)]
  return only.some((pattern) => names.some((name) => matchesPattern(name, pattern)))
}

/** Operations that a check's source names: as a method of a pool (`.getId(`) or as a string (`'GetId'`). */
export function operationsIn(source: string): string[] {
  return operations.filter((operation) => {
    const method = operation[0]?.toLowerCase() + operation.slice(1)
    return new RegExp(`\\.${method}\\(|['"]${operation}['"]`).test(source)
  })
}

const byWords = new Map(operations.map((operation) => [inWords(operation), operation]))
/** Of two operations that begin alike the longer one. */
const anyInWords = new RegExp(
  `(?<![a-z])(?:${[...byWords.keys()].toSorted((a, b) => b.length - a.length).join('|')})(?![a-z])`,
  'g',
)

/** Operations that a check's id names in words (`get-id`), as those of checks do that are made from a table of operations. */
export function operationsNamed(id: string): string[] {
  return (id.match(anyInWords) ?? []).flatMap((words) => byWords.get(words) ?? [])
}

/** 1 to `count`, the same on every machine. */
function shardOf(id: string, count: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE() % count) + 1
}
