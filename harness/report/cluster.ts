import { withoutIds } from '../verdict/index.ts'
import type { CheckResult } from './schema.ts'
import { withoutExample } from './signature.ts'

/** Failures of one cause, with what they keep from being judged. */
export interface Cluster {
  /** Alike for the same cause on other targets and in other runs. */
  key: string
  operation: string
  /** The strictest level among its checks. */
  level: CheckResult['level']
  /** One line: what is wrong. */
  title: string
  /** Failing checks, the plainest first; none where a broken precondition is all that shows. */
  failures: CheckResult[]
  /** Checks that could not be judged because of it. */
  hides: CheckResult[]
}

/** Causes of what fails, worst first: by level, then by the number of checks that a repair would make pass or judge. */
export function clusterFailures(checks: readonly CheckResult[]): Cluster[] {
  const failing = checks.filter((check) => check.failure !== undefined).toSorted(plainness)
  const roots = rootsOf(failing)
  const grouped = new Map<string, Cluster>()
  for (const check of failing) {
    const cause = causeOf(check, roots)
    const cluster = grouped.get(cause.key) ?? { ...cause, level: check.level, failures: [], hides: [] }
    cluster.failures.push(check)
    grouped.set(cause.key, cluster)
  }
  for (const check of checks) hide(check, grouped)
  const clusters = [...grouped.values()]
  for (const cluster of clusters) {
    const all = [...cluster.failures, ...cluster.hides]
    cluster.level = all.map(({ level }) => level).toSorted((a, b) => rank(a) - rank(b))[0] ?? 'MAY'
    // The check that is shown for its cause: of the requirement in the title where there is one, else a sound call rather than a flawed one.
    const leads = ({ sentence, failure }: CheckResult): number =>
      sentence === cluster.title ? 0 : /^HTTP 4xx|refus/.test(failure?.expected ?? '') ? 2 : 1
    cluster.failures.sort((a, b) => leads(a) - leads(b) || rank(a.level) - rank(b.level) || plainness(a, b))
  }
  return clusters.toSorted((a, b) => rank(a.level) - rank(b.level) || weight(b) - weight(a) || (a.key < b.key ? -1 : 1))
}

const weight = ({ failures, hides }: Cluster): number => failures.length + hides.length

/** The plainer check first: fewer requests, then fewer words. */
function plainness(a: CheckResult, b: CheckResult): number {
  return a.requests - b.requests || a.title.length - b.title.length
}

function rank(level: CheckResult['level']): number {
  return ['MUST', 'SHOULD', 'MAY'].indexOf(level)
}

type Failed = NonNullable<CheckResult['failure']>
type Cause = Pick<Cluster, 'key' | 'operation' | 'title'>

const noAnswer = /no answer of the protocol: HTTP \d+/
/** What a check has to prepare; it does not make a difference another operation's. */
const preparations = /IdentityPool|Role|OpenIDConnectProvider|GetCallerIdentity/

/**
 * Differences that show with calls of one operation alone. The same difference after other calls is taken for a symptom.
 * What ought to be refused and is accepted has no such root: each rule needs a repair of its own.
 */
function rootsOf(failing: readonly CheckResult[]): Map<string, CheckResult> {
  const alone = failing.filter(({ failure }) => {
    if (failure === undefined || failure.exchanges.length === 0 || isAcceptance(failure)) return false
    const operation = operationOf(failure)
    return failure.exchanges.every((one) => one.operation === operation || preparations.test(one.operation))
  })
  const byDifference = Map.groupBy(alone, (check) => differenceOf(check.failure as Failed))
  return new Map([...byDifference].map(([difference, checks]) => [difference, mostPlain(checks)]))
}

/** Of the strictest level, and of the requirement that shows it most often. */
function mostPlain(checks: CheckResult[]): CheckResult {
  const shows = (check: CheckResult): number => checks.filter((other) => other.requirement === check.requirement).length
  const [best] = checks.toSorted((a, b) => rank(a.level) - rank(b.level) || shows(b) - shows(a))
  return best as CheckResult
}

function causeOf(check: CheckResult, roots: Map<string, CheckResult>): Cause {
  const failure = check.failure as Failed
  const operation = operationOf(failure)
  const [broken] = noAnswer.exec(failure.got) ?? []
  if (broken !== undefined) return brokenOperation(operation, broken)
  if (isAcceptance(failure)) return { key: `${check.requirement}|accepted`, operation, title: check.sentence }
  const root = roots.get(differenceOf(failure)) ?? check
  return { key: `${root.requirement}|${differenceOf(failure)}`, operation, title: root.sentence }
}

function brokenOperation(operation: string, how: string): Cause {
  return { key: `${operation}|broken`, operation, title: `${operation} gives ${how}.` }
}

function isAcceptance({ expected, got }: Failed): boolean {
  return got === 'the call was accepted' && expected.includes('to be refused')
}

/** `GetId answer, IdentityId` names the operation; where the place does not, the last call is the one that was judged. */
function operationOf({ at, exchanges }: Failed): string {
  return /^([A-Z]\w+) answer/.exec(at)?.[1] ?? exchanges.at(-1)?.operation ?? 'unknown operation'
}

function differenceOf(failure: Failed): string {
  return [operationOf(failure), withoutExample(failure.at), normal(failure.expected), normal(failure.got)].join('|')
}

/** Who was asked for whom differs from check to check; that another identity came is the difference. */
function normal(text: string): string {
  return withoutIds(text.slice(0, 2000))
    .replace(/^.* to yield <id>$/s, '<id>')
    .replaceAll(/\d+/g, '<n>')
    .slice(0, 300)
}

const crashed = /^(\w+), a precondition here, got (no answer of the protocol: HTTP \d+)/
const unmet = /^precondition: expected (.*) \((.*)\)$/s

/** Puts a check that could not be judged under its cause; a broken operation is a cause even where no check of it fails. */
function hide(check: CheckResult, grouped: Map<string, Cluster>): void {
  if (check.verdict !== 'untestable' || check.reason === undefined) return
  const [, operation, how] = crashed.exec(check.reason) ?? []
  if (operation !== undefined && how !== undefined) {
    const cause = brokenOperation(operation, how)
    const cluster = grouped.get(cause.key) ?? { ...cause, level: check.level, failures: [], hides: [] }
    cluster.hides.push(check)
    grouped.set(cause.key, cluster)
    return
  }
  const [, expected, at] = unmet.exec(check.reason) ?? []
  if (expected === undefined || at === undefined) return
  const cause = [...grouped.values()].find(({ failures }) =>
    failures.some(({ failure, requirement }) => {
      if (failure === undefined) return false
      const isSame = withoutExample(failure.at) === withoutExample(at) && normal(failure.expected) === normal(expected)
      return isSame && (!isAcceptance(failure) || requirement === check.requirement)
    }),
  )
  cause?.hides.push(check)
}
