import { type CheckResult, type Known, type Results, isComplete } from '../report/index.ts'
import { type Baseline, type Line, isOfRequirement, isUnreasoned, linesOf } from './baseline.ts'

export interface BaselineFacts {
  /** As the report shall name it. */
  file: string
  /** YYYY-MM-DD. */
  today: string
}

/** The results with what the baseline says of each check that it lists. What was not judged is left as it is. */
export function applyBaseline(results: Results, baseline: Baseline, { file, today }: BaselineFacts): Results {
  const named = new Map(results.checks.map((check) => [check, linesOf(check, baseline)]))
  const obsolete = obsoleteRequirements(results, named)
  const judgedLines = new Set<Line>()
  const checks = results.checks.map((check): CheckResult => {
    const { known: _, ...plain } = check
    const known = stateOf(check, named.get(check) ?? [], obsolete, today)
    if (known !== undefined || check.verdict === 'pass' || check.verdict === 'fail') {
      for (const line of named.get(check) ?? []) judgedLines.add(line)
    }
    return known === undefined ? plain : { ...plain, known }
  })
  const lines = [...baseline.values()]
  const isNamed = new Set([...named.values()].flat())
  const isWhole = isComplete(results)
  const count = (state: Known['state']): number => checks.filter(({ known }) => known?.state === state).length
  const summary = {
    file,
    known: count('known'),
    new: checks.filter(({ verdict, known }) => verdict === 'fail' && known === undefined).length,
    different: count('different'),
    expired: count('expired'),
    stale: count('stale'),
    missing: count('missing'),
    unjudged: keysOf(lines.filter((line) => !judgedLines.has(line) && (isNamed.has(line) || !isWhole))),
    unknown: keysOf(lines.filter((line) => isWhole && !isNamed.has(line))),
    unreasoned: keysOf(lines.filter(isUnreasoned)),
  }
  return { ...results, summary: { ...results.summary, baseline: summary }, checks }
}

/** Whether a failing check is listed with this failure, in time; what was accepted need not end a run. */
export function isAccepted(check: CheckResult, baseline: Baseline, today: string): boolean {
  return stateOf(check, linesOf(check, baseline), new Set(), today)?.state === 'known'
}

/** Lines of requirements of which every check was judged and passes: one run of some checks cannot tell. */
function obsoleteRequirements(results: Results, named: ReadonlyMap<CheckResult, readonly Line[]>): Set<Line> {
  if (!isComplete(results)) return new Set()
  const open = new Set([...named].flatMap(([{ verdict }, lines]) => (verdict === 'pass' ? [] : lines)))
  return new Set([...named.values()].flat().filter((line) => isOfRequirement(line) && !open.has(line)))
}

const keysOf = (lines: readonly Line[]): string[] => lines.map(({ key }) => key)

function stateOf(
  check: CheckResult,
  lines: readonly Line[],
  obsolete: ReadonlySet<Line>,
  today: string,
): Known | undefined {
  const [first] = lines
  if (first === undefined) return undefined
  if (check.verdict === 'not-implemented') return toKnown('missing', first)
  if (check.verdict === 'pass') {
    const stale = lines.find((line) => !line.flaky && (!isOfRequirement(line) || obsolete.has(line)))
    return stale === undefined ? undefined : toKnown('stale', stale)
  }
  if (check.failure === undefined) return undefined
  const { signature } = check.failure
  const fitting = lines.find(({ signatures }) => signatures.includes(signature))
  if (fitting === undefined) return toKnown('different', first)
  return toKnown(fitting.expires !== undefined && fitting.expires < today ? 'expired' : 'known', fitting)
}

function toKnown(state: Known['state'], { reason, ticket, expires }: Line): Known {
  return {
    state,
    reason,
    ...(ticket === undefined ? {} : { ticket }),
    ...(expires === undefined ? {} : { expires }),
  }
}
