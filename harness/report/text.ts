import { styleText } from 'node:util'
import type { Cluster } from './cluster.ts'
import { historyFile } from './histories.ts'
import { printable } from './printable.ts'
import { reproCommand } from './repro.ts'
import type { CheckResult, Comparison, LevelSummary, Results } from './schema.ts'
import { decidingLevels, diverges } from './summary.ts'
import { renderBaseline, renderMovement, renderTrend } from './text-history.ts'
import type { Movement } from './movement.ts'
import { newCauses } from './known.ts'
import type { Trend } from './trend.ts'

export interface TextOptions {
  colour: boolean
  /** Causes shown in full; the rest is counted. */
  causes: number
  movement?: Movement | undefined
  trend?: Trend | undefined
}

/** What a person reads at the end of a run: failures, causes of what was not judged, then the verdict in words. */
export function renderText(results: Results, options: TextOptions): string {
  const paint: Paint = (format, text) => (options.colour ? styleText(format, text, { validateStream: false }) : text)
  const deciding = decidingLevels(results.run.level)
  const clusters = newCauses(results.checks)
  const blocks = [
    ...clusters.slice(0, options.causes).map((cluster) => renderCluster(cluster, results.target.spec, paint)),
    ...(clusters.length > options.causes
      ? [`… and ${clusters.length - options.causes} more causes in report.txt`]
      : []),
    ...renderErrors(results, paint),
    ...renderUnjudged(results),
    ...renderMovement(options.movement, paint),
    ...renderTrend(options.trend),
    ...renderBaseline(results, options.causes, paint),
    renderSummary(results, deciding, paint),
    ...renderComparison(results.comparison, paint),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Colours a text, or leaves it as it is. */
export type Paint = (format: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string

/** One cause: the plainest check of it in full, the others by name, and what it hides. */
function renderCluster({ failures, hides, level, title }: Cluster, spec: string, paint: Paint): string {
  const [lead, ...others] = failures
  const lines = lead === undefined ? [`${paint('red', `BROKEN ${level}`)} ${title}`] : renderFailure(lead, paint)
  for (const other of others.slice(0, 5)) lines.push(`  also     ${other.level} ${other.id}`)
  if (others.length > 5) lines.push(`  also     ${others.length - 5} more checks`)
  if (hides.length > 0) lines.push(`  hides    ${hides.length} checks that could not be judged because of it`)
  const [hidden] = hides
  if (lead === undefined && hidden !== undefined) {
    lines.push(`  again    ${paint('dim', printable(reproCommand(spec, hidden.id)))}`)
  }
  return lines.join('\n')
}

function renderFailure(check: CheckResult, paint: Paint): string[] {
  const { failure } = check
  if (failure === undefined) return []
  return [
    `${paint('red', `FAIL ${check.level}`)} ${paint('bold', check.id)}`,
    `  ${check.sentence}`,
    `  expected ${printable(failure.expected)}`,
    `  got      ${printable(failure.got)}`,
    `  at       ${printable(failure.at)}${failure.reproduced === 'always' ? '' : ` (reproduced: ${failure.reproduced})`}`,
    `  again    ${paint('dim', printable(failure.repro.command))}`,
    ...(failure.cases === undefined ? [] : renderCases(failure.cases)),
  ]
}

const casesShown = 10

/** How a law's shortest history goes, and what else it found. */
function renderCases([lead, ...others]: NonNullable<NonNullable<CheckResult['failure']>['cases']>): string[] {
  if (lead === undefined) return []
  const rest = others.length > casesShown ? [`  also     ${others.length - casesShown} more causes in histories/`] : []
  return [
    `  rule     ${lead.requirement}: ${printable(lead.sentence, 400)}`,
    ...lead.story.map((line, index) => `  ${index === 0 ? 'story   ' : '        '} ${printable(line, 400)}`),
    ...(lead.order === undefined ? [] : [`  order    ${lead.order} explains the most`]),
    ...others
      .slice(0, casesShown)
      .map((one) => `  also     ${one.requirement} in ${one.calls} calls: histories/${historyFile(one)}`),
    ...rest,
  ]
}

function renderErrors(results: Results, paint: Paint): string[] {
  return results.checks
    .filter((check) => check.verdict === 'harness-error')
    .map((check) => `${paint('red', 'HARNESS ERROR')} ${check.id}\n  ${printable(check.reason ?? '', 2000)}`)
}

/** What was not judged, once for each cause. */
function renderUnjudged(results: Results): string[] {
  const silent = results.checks.filter((check) =>
    ['indeterminate', 'not-implemented', 'not-applicable', 'untestable'].includes(check.verdict),
  )
  if (silent.length === 0) return []
  const causes = Map.groupBy(silent, (check) => `${check.verdict}: ${printable(check.reason ?? '', 160)}`)
  const lines = [...causes]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([cause, checks]) => `  ${String(checks.length).padStart(4)}  ${cause}`)
  const shown = lines.slice(0, 15)
  const rest = lines.length > shown.length ? [`  … and ${lines.length - shown.length} more causes`] : []
  return [['Not judged:', ...shown, ...rest].join('\n')]
}

function renderSummary(results: Results, deciding: readonly string[], paint: Paint): string {
  const { target, run, summary } = results
  const name = printable(target.version === null ? target.name : `${target.name} ${target.version}`)
  const sentence = inWords(summary.byLevel.MUST)
  const isRed = results.checks.some((check) => diverges(check) && deciding.includes(check.level))
  const colour = isRed ? 'red' : summary.byLevel.MUST.judged === 0 ? 'yellow' : 'green'
  const rows = Object.entries(summary.byLevel).map(([level, row]) => renderLevel(level, row))
  return [
    `${paint('bold', name)} ${paint(colour, sentence)}${run.partial ? paint('yellow', ' PARTIAL: the run was cut off.') : ''}`,
    ...renderRecording(target.recording, paint),
    ...rows,
    ...renderModel(summary.model),
    ...renderResidue(run, paint),
    `  ${results.checks.length} checks, ${run.requests} requests, ${(run.durationMs / 1000).toFixed(1)} s, seed ${results.suite.seed}`,
  ].join('\n')
}

function renderRecording(recording: Results['target']['recording'], paint: Paint): string[] {
  if (recording === undefined) return []
  const { spec, recordedAt, ageDays, isStale, judgedOtherwise } = recording
  const age = ageDays === 0 ? 'today' : `${ageDays} day${ageDays === 1 ? '' : 's'} ago`
  const stale = isStale ? paint('yellow', '; STALE: the target may have changed since') : ''
  const others = judgedOtherwise.length
  return [
    `  a recording of ${printable(spec)}, made ${recordedAt.slice(0, 10)} (${age})${stale}`,
    ...(others === 0
      ? []
      : [
          paint(
            'yellow',
            `  ${others} checks are judged otherwise than when it was recorded: ${listed(judgedOtherwise)}`,
          ),
        ]),
  ]
}

/** What stays behind is said last, and only where something could be left at all. */
function renderResidue({ residue }: Results['run'], paint: Paint): string[] {
  if (residue === undefined || residue.length === 0) return []
  const lines = residue.map(({ resource, reason }) => `    ${printable(resource)}: ${printable(reason, 160)}`)
  return [paint('yellow', `  left behind: ${residue.length}; sweep removes it`), ...lines]
}

function renderComparison(comparison: Comparison | undefined, paint: Paint): string[] {
  if (comparison === undefined) return []
  const { answers, checks, through, direct } = comparison
  const where = `${printable(through)}, compared with ${printable(direct)}`
  if (answers.length === 0 && checks.length === 0) {
    return [`${paint('green', 'The proxy changes nothing')} that was looked at: ${where}`]
  }
  const causes = Map.groupBy(answers, ({ change }) => printable(change, 200))
  const broken = checks.filter((check) => check.broken)
  return [
    [
      comparison.broken ? paint('red', `The proxy breaks this: ${where}`) : `The proxy makes a difference: ${where}`,
      ...[...causes].map(([change, all]) => `  ${change} (${listed(all.map(({ operation }) => operation))})`),
      ...[...broken, ...checks.filter((check) => !check.broken)].map((check) => {
        const reason = check.reason === undefined ? '' : `: ${printable(check.reason, 160)}`
        return `  ${check.direct} became ${check.through}  ${check.id}${reason}`
      }),
    ].join('\n'),
  ]
}

function listed(names: string[]): string {
  const shown = names.slice(0, 4).join(', ')
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown
}

/** How far the service model was covered; nothing where the run tried none of it. */
function renderModel({ constraints, operationErrors, members }: Results['summary']['model']): string[] {
  if (constraints.noneGreen === constraints.total) return []
  return [
    `  constraints: both sides green ${constraints.bothGreen}, one ${constraints.oneGreen}, none ${constraints.noneGreen} of ${constraints.total}`,
    `  errors provoked: ${operationErrors.provoked} of ${operationErrors.total}, ${operationErrors.excluded} excluded; members: ${members.input.used} of ${members.input.total} input, ${members.output.observed} of ${members.output.total} output`,
  ]
}

/** The two figures in words, never added. */
export function inWords(must: LevelSummary): string {
  if (must.judged === 0) return 'was not judged on any MUST.'
  const missing = must.demanded - must.judged
  const rest = missing === 0 ? '' : ` ${missing} MUST checks could not be judged.`
  return `conforms on ${must.verdicts.pass} of the ${must.judged} MUST checks that were judged.${rest}`
}

function renderLevel(level: string, row: LevelSummary): string {
  const { verdicts: counted } = row
  const parts = [
    `${counted.pass} pass`,
    `${counted.fail} fail`,
    ...(['observed', 'indeterminate', 'not-implemented', 'not-applicable', 'untestable', 'harness-error'] as const)
      .filter((verdict) => counted[verdict] > 0)
      .map((verdict) => `${counted[verdict]} ${verdict}`),
  ]
  const percent = (value: number | null): string => (value === null ? '-' : value.toFixed(2))
  const figures = level === 'MAY' ? '' : `   divergence ${percent(row.divergence)}, coverage ${percent(row.coverage)}`
  return `  ${level.padEnd(7)}${parts.join(', ')}${figures}`
}
