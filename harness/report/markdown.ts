import { baselineReport, newCauses } from './known.ts'
import { type Movement, movementLists } from './movement.ts'
import { printable } from './printable.ts'
import type { LevelSummary, Results } from './schema.ts'
import { inWords } from './text.ts'

/** A CI step summary takes this many lines at most. */
const linesAtMost = 40

/** A CI step summary of at most 40 lines, worst first; with `movement` also what moved. */
export function renderMarkdown(results: Results, movement?: Movement): string {
  const { target, run, suite, summary } = results
  const name = target.version === null ? target.name : `${target.name} ${target.version}`
  const errors = summary.verdicts['harness-error']
  const head = [
    `## ${cell(name)} ${inWords(summary.byLevel.MUST)}`,
    '',
    ...(run.partial ? ['**Partial**: the run was cut off.', ''] : []),
    ...(errors > 0 ? [`**${errors} errors of the suite itself.**`, ''] : []),
    ...movementLines(movement),
    ...baselineLines(results),
    '| level | pass | fail | not judged | divergence | coverage |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(summary.byLevel).map(([level, row]) => levelRow(level, row)),
    '',
  ]
  const foot = [
    `${results.checks.length} checks, ${run.requests} requests, ${(run.durationMs / 1000).toFixed(1)} s; ${suite.name} ${suite.version}, seed ${suite.seed}.`,
  ]
  const causes = causeLines(results, linesAtMost - head.length - foot.length - 1)
  return `${[...head, ...causes, ...foot].join('\n')}\n`
}

/** Causes of new failures, as many as fit. */
function causeLines(results: Results, room: number): string[] {
  const clusters = newCauses(results.checks)
  if (clusters.length === 0) return []
  if (room < 6) return [`${clusters.length} causes of failures; the report shows them.`, '']
  // Two lines of head, an empty one, and the count of the rest with an empty one.
  const shown = clusters.length > room - 3 ? room - 5 : clusters.length
  const first = results.summary.baseline === undefined ? 'fix first' : 'new, fix first'
  const lines = [`| ${first} | level | fails | hides | see again |`, '| --- | --- | --- | --- | --- |']
  for (const { title, operation, level, failures, hides } of clusters.slice(0, shown)) {
    const again = failures[0]?.id ?? hides[0]?.id ?? ''
    lines.push(
      `| ${cell(title)} (${cell(operation)}) | ${level} | ${failures.length} | ${hides.length} | \`--only ${again.replaceAll('`', '')}\` |`,
    )
  }
  if (clusters.length > shown) lines.push('', `… and ${clusters.length - shown} more causes.`)
  return [...lines, '']
}

const idsShown = 3

/** What moved: a line a kind of change, with the first few checks. */
function movementLines(movement: Movement | undefined): string[] {
  if (movement === undefined) return []
  const lists = movementLists(movement).filter(([, changes]) => changes.length > 0)
  const lines = lists.map(([heading, changes]) => `- ${heading}: ${counted(changes.map(({ id }) => id))}`)
  const care = movement.cautions.length === 0 ? [] : [`- Read with care: ${movement.cautions.map(cell).join('; ')}.`]
  return ['**Since the older run**', '', ...(lines.length === 0 ? ['- nothing moved'] : lines), ...care, '']
}

/** What the baseline says: the counts, then what is red or needs a person. */
function baselineLines(results: Results): string[] {
  const report = baselineReport(results)
  if (report === undefined) return []
  const { words, findings } = report
  const lines = findings.map(({ heading, lines: found }) => `- ${heading}: ${counted(found.map(({ id }) => id))}`)
  return [`**Baseline**: ${words}.`, '', ...lines, ...(lines.length === 0 ? [] : [''])]
}

function counted(ids: readonly string[]): string {
  const shown = ids.slice(0, idsShown).map((id) => `\`${printable(id, 160).replaceAll('`', '')}\``)
  const rest = ids.length > idsShown ? ` and ${ids.length - idsShown} more` : ''
  return `${ids.length} (${shown.join(', ')}${rest})`
}

function levelRow(level: string, row: LevelSummary): string {
  const share = (value: number | null): string => (value === null ? '–' : value.toFixed(2))
  const { pass, fail } = row.verdicts
  return `| ${level} | ${pass} | ${fail} | ${row.demanded - row.judged} | ${share(row.divergence)} | ${share(row.coverage)} |`
}

/** A target's text as one inert table cell: no markup, no line, no mention, no link. */
export function cell(text: string): string {
  return printable(text, 160)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#!]/g, String.raw`\$&`)
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;/')
}
