import { baselineReport } from './known.ts'
import { type Movement, movementLists } from './movement.ts'
import { printable } from './printable.ts'
import type { Results } from './schema.ts'
import type { Paint } from './text.ts'
import type { Trend } from './trend.ts'

const changesShown = 20

/** What the baseline says: known deviations by reason, then what is red, each plainly. `limit`: reasons shown. */
export function renderBaseline(results: Results, limit: number, paint: Paint): string[] {
  const report = baselineReport(results)
  if (report === undefined) return []
  const { known, findings, words } = report
  const lines = known
    .slice(0, limit)
    .map(([reason, checks]) => `  ${String(checks.length).padStart(4)}  ${printable(reason, 160)}`)
  if (known.length > limit) lines.push(`  … and ${known.length - limit} more reasons`)
  return [
    ...(known.length === 0 ? [] : [['Known deviations:', ...lines].join('\n')]),
    ...findings.map(({ heading, lines: found }) =>
      [
        paint('yellow', `${heading} (${found.length}):`),
        ...found
          .slice(0, changesShown)
          .map(({ id, says }) => `  ${printable(id)}${says === '' ? '' : `  ${printable(says, 160)}`}`),
        ...(found.length > changesShown ? [`  … and ${found.length - changesShown} more`] : []),
      ].join('\n'),
    ),
    `Baseline ${printable(results.summary.baseline?.file ?? '')}: ${words}`,
  ]
}

/** What moved since older results, one line a check; what regressed comes first. */
export function renderMovement(movement: Movement | undefined, paint: Paint): string[] {
  if (movement === undefined) return []
  const lists = movementLists(movement).filter(([, changes]) => changes.length > 0)
  const words = lists.map(([heading, changes]) => `${changes.length} ${heading.toLowerCase()}`)
  const suites = movement.suites === null ? '' : `, suite ${movement.suites.old} → ${movement.suites.new}`
  const lines = [`Since the older run: ${words.length === 0 ? 'nothing moved' : words.join(', ')}${suites}`]
  for (const caution of movement.cautions) lines.push(paint('yellow', `  read with care: ${printable(caution)}`))
  for (const [heading, changes] of lists) {
    for (const { id, level, old, new: now } of changes.slice(0, changesShown)) {
      const line = `  ${heading.toLowerCase()}: ${level} ${printable(id)} (${old ?? 'none'} → ${now ?? 'none'})`
      lines.push(heading === 'Regressed' ? paint('red', line) : line)
    }
    if (changes.length > changesShown) lines.push(`  … and ${changes.length - changesShown} more`)
  }
  return [lines.join('\n')]
}

/** One line a run, the oldest first. */
export function renderTrend(trend: Trend | undefined): string[] {
  if (trend === undefined) return []
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(2))
  const rows = trend.points.map(({ startedAt, suite, must, fixed, regressed, isIncomplete }) => [
    startedAt.slice(0, 16).replace('T', ' '),
    suite,
    String(must.verdicts.pass),
    String(must.verdicts.fail),
    String(must.demanded - must.judged),
    share(must.divergence),
    share(must.coverage),
    fixed === null ? '' : `${fixed} fixed, ${regressed} regressed${isIncomplete ? ', incomplete' : ''}`,
  ])
  const head = ['run', 'suite', 'pass', 'fail', 'not judged', 'divergence', 'coverage', 'since the run before']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const lines = [head, ...rows].map((row) =>
    `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
  return [
    ['Trend on MUST:', ...lines, ...trend.cautions.map((caution) => `  read with care: ${printable(caution)}`)].join(
      '\n',
    ),
  ]
}
