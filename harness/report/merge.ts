import { sightingsBehind } from '../model/index.ts'
import { assembleResults } from './results.ts'
import type { CheckResult, Results } from './schema.ts'

type Shard = { index: number; count: number }

/**
 * Joins the results of the shards of one run into those of the whole. Where a shard is missing, the whole is partial.
 * Throws an `Error` in one line where the files are not shards of one run.
 */
export function mergeResults(shards: readonly [Results, ...Results[]]): Results {
  const [first] = shards
  for (const other of shards) assertSameRun(first, other)
  const parts = shards.map(({ run }) => shardOf(run))
  const indices = new Set(parts.map(({ index }) => index))
  if (indices.size < parts.length) throw new Error('a shard is given twice')
  const { shard: _shard, ...run } = first.run
  return assembleResults(
    {
      suite: first.suite,
      target: first.target,
      run: {
        ...run,
        startedAt: shards.map((one) => one.run.startedAt).toSorted()[0] ?? run.startedAt,
        // Shards run side by side.
        durationMs: Math.max(...shards.map((one) => one.run.durationMs)),
        requests: shards.reduce((sum, one) => sum + one.run.requests, 0),
        partial: shards.some((one) => one.run.partial) || indices.size < (parts[0]?.count ?? 0),
        residue: shards.flatMap((one) => one.run.residue ?? []),
        command: run.command.replace(/ --shard[ =]\S+/, ''),
      },
      operations: mergeOperations(shards),
      sightings: new Set(shards.flatMap((one) => sightingsBehind(one.summary.model.members))),
    },
    mergeChecks(shards.flatMap(({ checks }) => checks)),
  )
}

function assertSameRun(first: Results, other: Results): void {
  const facts = ({ suite, target, run }: Results): [string, unknown][] => [
    ['the version of the suite', `${suite.name} ${suite.version}`],
    ['the revision of the suite', suite.revision],
    ['the seed', suite.seed],
    ['the target', target.spec],
    ['the version of the target', [target.name, target.version, target.digest].join(' ')],
    ['the region', target.region],
    ['the deciding level', run.level],
    ['the number of shards', shardOf(run).count],
  ]
  for (const [index, [name, value]] of facts(first).entries()) {
    const otherValue = facts(other)[index]?.[1]
    if (value !== otherValue) throw new Error(`${name} differs: ${String(value)} and ${String(otherValue)}`)
  }
}

function shardOf({ shard }: Results['run']): Shard {
  if (shard === undefined) throw new Error('a file is of a whole run and not of a shard (run --shard i/n)')
  return shard
}

/** What one shard found implemented is implemented. */
function mergeOperations(shards: readonly Results[]): Results['summary']['model']['operations'] {
  const order = ['unknown', 'not-implemented', 'implemented'] as const
  const merged: Results['summary']['model']['operations'] = {}
  for (const { summary } of shards) {
    for (const [operation, state] of Object.entries(summary.model.operations)) {
      const known = merged[operation] ?? 'unknown'
      merged[operation] = order[Math.max(order.indexOf(known), order.indexOf(state))] ?? known
    }
  }
  return merged
}

/** A check of the whole run is in every shard: it fails where it failed in one, and passes where it passed in one. */
function mergeChecks(checks: readonly CheckResult[]): CheckResult[] {
  const rank = ({ verdict }: CheckResult): number => ['pass', 'harness-error', 'fail'].indexOf(verdict)
  return [...Map.groupBy(checks, ({ id }) => id).values()].map((same) => {
    const twice = same.find(({ isOfWholeRun }) => isOfWholeRun !== true)
    if (same.length > 1 && twice !== undefined) throw new Error(`two files judge ${twice.id}`)
    return same.reduce((worst, one) => (rank(one) > rank(worst) ? one : worst))
  })
}
