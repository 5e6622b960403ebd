import { clusterFailures } from './cluster.ts'
import { printable } from './printable.ts'
import type { LevelSummary, Results } from './schema.ts'
import { inWords } from './text.ts'

const causesShown = 20

/** A CI step summary of at most 40 lines, worst first. */
export function renderMarkdown(results: Results): string {
  const { target, run, suite, summary } = results
  const clusters = clusterFailures(results.checks)
  const name = target.version === null ? target.name : `${target.name} ${target.version}`
  const lines = [
    `## ${cell(name)} ${inWords(summary.byLevel.MUST)}`,
    '',
    ...(run.partial ? ['**Partial**: the run was cut off.', ''] : []),
    '| level | pass | fail | not judged | divergence | coverage |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(summary.byLevel).map(([level, row]) => levelRow(level, row)),
    '',
  ]
  if (clusters.length > 0) {
    lines.push('| fix first | level | fails | hides | see again |', '| --- | --- | --- | --- | --- |')
    for (const { title, operation, level, failures, hides } of clusters.slice(0, causesShown)) {
      const again = failures[0]?.id ?? hides[0]?.id ?? ''
      lines.push(
        `| ${cell(title)} (${cell(operation)}) | ${level} | ${failures.length} | ${hides.length} | \`--only ${again.replaceAll('`', '')}\` |`,
      )
    }
    if (clusters.length > causesShown) lines.push('', `… and ${clusters.length - causesShown} more causes.`)
    lines.push('')
  }
  const errors = summary.verdicts['harness-error']
  if (errors > 0) lines.push(`**${errors} errors of the suite itself.**`, '')
  lines.push(
    `${results.checks.length} checks, ${run.requests} requests, ${(run.durationMs / 1000).toFixed(1)} s; ${suite.name} ${suite.version}, seed ${suite.seed}.`,
  )
  return `${lines.join('\n')}\n`
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
