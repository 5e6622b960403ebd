import { cell } from './markdown.ts'
import type { CheckResult, Results } from './schema.ts'
import { isComplete, isOfSome } from './summary.ts'

/** What changed from an older report to a newer one of the same target; each list stands apart and is in the order of ids. */
export interface Movement {
  /** Failed, passes now. */
  fixed: Change[]
  /** Passed, fails now; or was judged and the target lacks the operation now. */
  regressed: Change[]
  newlyJudged: Change[]
  noLongerJudged: Change[]
  /** Fails as before, but otherwise. */
  failsOtherwise: Change[]
  /** The suite itself changed: checks that only one of the reports has, or whose level moved. */
  added: Change[]
  removed: Change[]
  levelChanged: Change[]
  /** The suites' versions where they differ. */
  suites: { old: string; new: string } | null
  /** Reasons to read this with care. */
  cautions: string[]
}

export interface Change {
  id: string
  level: CheckResult['level']
  old: CheckResult['verdict'] | null
  new: CheckResult['verdict'] | null
  sentence: string
}

const judged = (check: CheckResult): boolean => check.verdict === 'pass' || check.verdict === 'fail'

export function compareResults(older: Results, newer: Results): Movement {
  const before = new Map(older.checks.map((check) => [check.id, check]))
  const earlierOf = ({ id, formerly = [] }: CheckResult): CheckResult | undefined =>
    [id, ...formerly].map((name) => before.get(name)).find((check) => check !== undefined)
  const both = newer.checks.flatMap((now) => {
    const earlier = earlierOf(now)
    return earlier === undefined ? [] : [[earlier, now] as const]
  })
  const kept = new Set(both.map(([then]) => then))
  const pick = (isWanted: (then: CheckResult, now: CheckResult) => boolean): Change[] =>
    both.filter(([then, now]) => isWanted(then, now)).map(([then, now]) => toChange(then, now))
  const regresses = (then: CheckResult, now: CheckResult): boolean =>
    (then.verdict === 'pass' && now.verdict === 'fail') || (judged(then) && now.verdict === 'not-implemented')

  return {
    fixed: pick((then, now) => then.verdict === 'fail' && now.verdict === 'pass'),
    regressed: pick(regresses),
    newlyJudged: pick((then, now) => !judged(then) && judged(now)),
    noLongerJudged: pick((then, now) => judged(then) && !judged(now) && !regresses(then, now)),
    failsOtherwise: pick(
      (then, now) =>
        then.failure !== undefined && now.failure !== undefined && then.failure.signature !== now.failure.signature,
    ),
    added: isComplete(older)
      ? newer.checks.filter((now) => earlierOf(now) === undefined).map((now) => toChange(null, now))
      : [],
    removed: isComplete(newer)
      ? older.checks.filter((then) => !kept.has(then)).map((then) => toChange(then, null))
      : [],
    levelChanged: pick((then, now) => then.level !== now.level),
    suites: older.suite.version === newer.suite.version ? null : { old: older.suite.version, new: newer.suite.version },
    cautions: cautionsOf(older, newer),
  }
}

function toChange(then: CheckResult | null, now: CheckResult | null): Change {
  const { id, level, sentence } = (now ?? then) as CheckResult
  return { id, level, sentence, old: then?.verdict ?? null, new: now?.verdict ?? null }
}

function cautionsOf(older: Results, newer: Results): string[] {
  const cautions: string[] = []
  if (older.target.name !== newer.target.name) {
    cautions.push(`the targets differ: ${older.target.name} and ${newer.target.name}`)
  }
  if (older.run.partial) cautions.push('the older run was cut off')
  if (newer.run.partial) cautions.push('the newer run was cut off')
  if (isOfSome(older)) cautions.push('the older run was one of some checks only')
  if (isOfSome(newer)) cautions.push('the newer run was one of some checks only')
  return cautions
}

/** The lists of a movement with their headings, in the order in which a person should read them. */
export function movementLists(movement: Movement): [heading: string, changes: Change[]][] {
  return [
    ['Regressed', movement.regressed],
    ['Fixed', movement.fixed],
    ['Fails otherwise than before', movement.failsOtherwise],
    ['No longer judged', movement.noLongerJudged],
    ['Newly judged', movement.newlyJudged],
    ['Level changed by the suite', movement.levelChanged],
    ['New in the suite', movement.added],
    ['Gone from the suite', movement.removed],
  ]
}

const changesShown = 25

/** Markdown for a pull-request comment. */
export function renderMovement(movement: Movement): string {
  const lists = movementLists(movement)
  const counts = lists.filter(([, changes]) => changes.length > 0)
  const words = counts.map(([heading, changes]) => `${changes.length} ${heading.toLowerCase()}`)
  const lines = [`## Conformance: ${words.length === 0 ? 'nothing moved' : words.join(', ')}`, '']
  for (const caution of movement.cautions) lines.push(`**Read with care**: ${cell(caution)}.`, '')
  if (movement.suites !== null) lines.push(`Suite ${cell(movement.suites.old)} → ${cell(movement.suites.new)}.`, '')
  for (const [heading, changes] of counts) {
    lines.push(`### ${heading} (${changes.length})`, '')
    for (const change of changes.slice(0, changesShown)) {
      const verdicts = `${change.old ?? 'none'} → ${change.new ?? 'none'}`
      lines.push(`- ${change.level} \`${change.id.replaceAll('`', '')}\` ${verdicts}: ${cell(change.sentence)}`)
    }
    if (changes.length > changesShown) lines.push(`- … and ${changes.length - changesShown} more`)
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}
