import { compareResults } from './movement.ts'
import type { LevelSummary, Results } from './schema.ts'
import { isComplete } from './summary.ts'

/** Runs of one target, the oldest first. */
export interface Trend {
  points: TrendPoint[]
  /** Reasons to read this with care. */
  cautions: string[]
}

export interface TrendPoint {
  /** ISO time. */
  startedAt: string
  suite: string
  must: LevelSummary
  /** Checks that moved since the run before; null for the oldest. */
  fixed: number | null
  regressed: number | null
  /** Cut off, or of some checks only. */
  isIncomplete: boolean
}

/** How `latest` and the runs before it went. Those of another target are left out, and said. */
export function trendOf(earlier: readonly Results[], latest: Results): Trend {
  const ofTarget = earlier.filter(({ target }) => target.name === latest.target.name)
  const before = ofTarget.filter(({ run }) => run.startedAt < latest.run.startedAt)
  const runs = [...before.toSorted((a, b) => (a.run.startedAt < b.run.startedAt ? -1 : 1)), latest]
  const others = earlier.length - ofTarget.length
  return {
    points: runs.map((results, index) => toPoint(results, runs[index - 1])),
    cautions: others === 0 ? [] : [`${others} of the results are of another target than ${latest.target.name}`],
  }
}

function toPoint(results: Results, before: Results | undefined): TrendPoint {
  const { run, suite, summary } = results
  const movement = before === undefined ? undefined : compareResults(before, results)
  return {
    startedAt: run.startedAt,
    suite: suite.version,
    must: summary.byLevel.MUST,
    fixed: movement?.fixed.length ?? null,
    regressed: movement?.regressed.length ?? null,
    isIncomplete: !isComplete(results),
  }
}

/** What a trend needs of a run: exchanges take most of the room, and a folder may hold many runs. */
export function withoutExchanges(results: Results): Results {
  const checks = results.checks.map((check) =>
    check.failure === undefined ? check : { ...check, failure: { ...check.failure, exchanges: [] } },
  )
  return { ...results, checks }
}
