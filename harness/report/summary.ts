import { modelFigures } from '../model/index.ts'
import { type Level, levels } from '../requirement/index.ts'
import { type Verdict, verdicts } from '../verdict/index.ts'
import type { Movement } from './movement.ts'
import type { CheckResult, LevelSummary, Results } from './schema.ts'

/**
 * Counts verdicts. Judged = pass + fail. Demanded = all without not-applicable and observed. Divergence = fail ÷ judged;
 * coverage = judged ÷ demanded: two figures that are never added.
 */
export function summarize(
  checks: readonly CheckResult[],
  operations: Results['summary']['model']['operations'],
  sightings: ReadonlySet<string>,
): Results['summary'] {
  const byLevel = Object.fromEntries(
    levels.map((level) => [level, summarizeLevel(checks.filter((check) => check.level === level))]),
  ) as Results['summary']['byLevel']
  const { verdicts: counted, divergence, coverage } = summarizeLevel(checks)
  return {
    verdicts: counted,
    byLevel,
    divergence,
    coverage,
    model: { operations, ...modelFigures(checks, sightings) },
  }
}

function summarizeLevel(checks: readonly CheckResult[]): LevelSummary {
  const counted = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const check of checks) counted[check.verdict] += 1
  const judged = counted.pass + counted.fail
  const demanded = checks.length - counted['not-applicable'] - counted.observed
  return {
    verdicts: counted,
    judged,
    demanded,
    divergence: ratio(counted.fail, judged),
    coverage: ratio(judged, demanded),
  }
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** The levels that decide the exit code when the run asks for `level`. */
export function decidingLevels(level: Level): Level[] {
  return levels.slice(0, levels.indexOf(level) + 1)
}

/** How a run ended; see the exit codes in README. */
export type ExitCode = 0 | 1 | 2 | 3 | 4

/** With `movement` since an older report, what regressed diverges too: an operation that was there and is missing now. */
export function exitCodeOf(results: Results, maxIndeterminate: number, movement?: Movement): ExitCode {
  const deciding = decidingLevels(results.run.level)
  const checks = results.checks.filter((check) => deciding.includes(check.level))
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length
  if (results.summary.verdicts['harness-error'] > 0) return 4
  if (checks.some(diverges)) return 1
  if (movement?.regressed.some(({ level }) => deciding.includes(level)) === true) return 1
  // A baseline has to be true as a whole, whichever levels decide.
  if (results.checks.some(({ known }) => known?.state === 'stale' || known?.state === 'expired')) return 2
  if (count('pass') + count('fail') === 0) return 3
  if (results.run.partial) return 3
  return count('indeterminate') / checks.length > maxIndeterminate ? 3 : 0
}

/** Whether a check speaks against the target in a way that no baseline lists; what has expired speaks against the baseline. */
export function diverges({ verdict, known }: CheckResult): boolean {
  if (known?.state === 'missing') return true
  return verdict === 'fail' && known?.state !== 'known' && known?.state !== 'expired'
}

/** Whether only some of the checks were wanted: such a run says nothing of the others. */
export function isOfSome({ run }: Results): boolean {
  return run.restricted === true || run.shard !== undefined
}

/** Whether all checks had their turn, so that something can be said of what is not there. */
export function isComplete(results: Results): boolean {
  return !results.run.partial && !isOfSome(results)
}
