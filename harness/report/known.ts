import { type Cluster, clusterFailures } from './cluster.ts'
import type { BaselineSummary, CheckResult, Known, Results } from './schema.ts'

/** What a baseline says of a run, for reports; nothing where the run had none. */
export interface BaselineReport {
  /** `310 known deviations, 2 new failures`; the words for red ones are plain. */
  words: string
  /** Known deviations by reason, most checks first. */
  known: [reason: string, checks: CheckResult[]][]
  /** What makes the run red, or needs a person; each with a heading that says what to do. */
  findings: Finding[]
}

export interface Finding {
  heading: string
  lines: FindingLine[]
}

export interface FindingLine {
  id: string
  /** Reason, ticket and day, where the baseline gives them. */
  says: string
}

/** The states in a few words. */
export const stateWords: Record<Known['state'], string> = {
  known: 'known deviation',
  expired: 'the baseline accepted this up to a day that has passed',
  different: 'the baseline lists another failure',
  stale: 'stale: the baseline lists this as failing, but it passes',
  missing: 'the baseline had this operation, and it is not implemented now',
}

/** Whether a tool that knows only passed and failed has to show the check as failed: any failure or finding but a known deviation. */
export function isRed({ verdict, known }: CheckResult): boolean {
  return known === undefined ? verdict === 'fail' : known.state !== 'known'
}

const headings: [Exclude<Known['state'], 'known'>, string][] = [
  ['missing', 'Missing: the target lacks an operation that it had when the baseline was written'],
  ['different', 'Fails otherwise than the baseline says'],
  ['expired', 'Expired: fails as listed, but was accepted up to that day only'],
  ['stale', 'Stale: listed as failing, but passes; take it out of the baseline, or run with --update-baseline'],
]

export function baselineReport({ summary, checks }: Results): BaselineReport | undefined {
  const { baseline } = summary
  if (baseline === undefined) return undefined
  const inState = (state: Known['state']): CheckResult[] => checks.filter(({ known }) => known?.state === state)
  const known = [...Map.groupBy(inState('known'), (check) => reasonOf(check.known))]
  const keys = (ids: readonly string[]): FindingLine[] => ids.map((id) => ({ id, says: '' }))
  const findings = [
    ...headings.map(([state, heading]) => ({ heading, lines: inState(state).map(toLine) })),
    { heading: 'Without a reason: say in the baseline why this is accepted', lines: keys(baseline.unreasoned) },
    { heading: 'Names no check of this suite', lines: keys(baseline.unknown) },
  ]
  return {
    words: inWords(baseline),
    known: known.toSorted(([, a], [, b]) => b.length - a.length),
    findings: findings.filter(({ lines }) => lines.length > 0),
  }
}

function toLine({ id, known }: CheckResult): FindingLine {
  return { id, says: reasonOf(known) }
}

/** Reason with ticket and day. */
export function reasonOf(known: Known | undefined): string {
  if (known === undefined) return ''
  const { reason, ticket, expires } = known
  const more = [ticket, expires === undefined ? undefined : `until ${expires}`].filter((one) => one !== undefined)
  return more.length === 0 ? reason : `${reason} (${more.join(', ')})`
}

function inWords({ known, new: fresh, different, expired, stale, missing, unjudged }: BaselineSummary): string {
  const parts: [number, string][] = [
    [known, known === 1 ? 'known deviation' : 'known deviations'],
    [fresh, fresh === 1 ? 'new failure' : 'new failures'],
    [different, 'failing otherwise than listed'],
    [missing, 'missing'],
    [expired, 'expired'],
    [stale, 'stale'],
    [unjudged.length, 'listed but not judged'],
  ]
  const shown = parts.filter(([count], index) => count > 0 || index < 2)
  return shown.map(([count, word]) => `${count} ${word}`).join(', ')
}

/** Causes with failures that no baseline lists as they are, which reports show first; a cause that is known hides nothing new. */
export function newCauses(checks: readonly CheckResult[]): Cluster[] {
  return clusterFailures(checks).flatMap((cluster) => {
    const failures = cluster.failures.filter(({ known }) => known?.state !== 'known')
    return failures.length === 0 && cluster.failures.length > 0 ? [] : [{ ...cluster, failures }]
  })
}
