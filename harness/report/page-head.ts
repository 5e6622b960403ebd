import { type Markup, html } from './escape.ts'
import { baselineReport } from './known.ts'
import type { Movement } from './movement.ts'
import type { LevelSummary, Results } from './schema.ts'
import { inWords } from './text.ts'

/** The verdict in words with the two figures, and where it comes from. */
export function renderHead(all: readonly Results[], names: readonly string[], movement: Movement | undefined): Markup {
  return html`<header>
    ${
      all.length === 1
        ? all.map((results) => renderVerdict(results, names[0] ?? '', movement))
        : renderComparison(all, names)
    }
  </header>`
}

function renderVerdict(results: Results, name: string, movement: Movement | undefined): Markup {
  const { summary, run } = results
  return html`<h1>${name} ${inWords(summary.byLevel.MUST)}</h1>
    ${run.partial ? html`<p class="warn"><strong>Partial:</strong> the run was cut off before all checks ran.</p>` : ''}
    ${renderNews(results, movement)} ${levelTable(summary.byLevel)} ${provenance(results)}`
}

/** The one line that matters to who looks at every run: what is new against the baseline and the older report. */
function renderNews(results: Results, movement: Movement | undefined): Markup | string {
  const { baseline } = results.summary
  const words = baselineReport(results)?.words
  const isRed = baseline !== undefined && baseline.stale + baseline.expired + baseline.different + baseline.missing > 0
  const moved =
    movement === undefined ? undefined : `${movement.regressed.length} regressed, ${movement.fixed.length} fixed`
  if (words === undefined && moved === undefined) return ''
  return html`<p class="${isRed || (movement?.regressed.length ?? 0) > 0 ? 'news warn' : 'news'}">
    ${words === undefined ? '' : html`<a href="#baseline">Baseline</a>: ${words}. `}${
      moved === undefined ? '' : html`<a href="#movement">Since the older run</a>: ${moved}.`
    }
  </p>`
}

function levelTable(byLevel: Results['summary']['byLevel']): Markup {
  const row = (level: string, { verdicts, judged, demanded, divergence, coverage }: LevelSummary): Markup =>
    html`<tr>
      <th scope="row">${level}</th>
      <td>${verdicts.pass}</td>
      <td>${verdicts.fail}</td>
      <td>${demanded - judged}</td>
      <td>${figure(divergence, 'bad')}</td>
      <td>${figure(coverage, 'good')}</td>
    </tr>`
  return html`<div class="scroll" role="region" aria-label="Figures by level" tabindex="0">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">level</th>
          <th scope="col">pass</th>
          <th scope="col">fail</th>
          <th scope="col">not judged</th>
          <th scope="col">divergence <small>fail ÷ judged</small></th>
          <th scope="col">coverage <small>judged ÷ demanded</small></th>
        </tr>
      </thead>
      <tbody>
        ${row('MUST', byLevel.MUST)} ${row('SHOULD', byLevel.SHOULD)}
      </tbody>
    </table>
  </div>`
}

/** A share as a bar and a number. */
export function figure(value: number | null, tone: 'good' | 'bad'): Markup {
  if (value === null) return html`<span class="figure">none</span>`
  const width = String(Math.round(value * 100))
  return html`<span class="figure"
    ><svg class="${tone}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="8"></rect>
      <rect width="${width}" height="8"></rect></svg
    >${value.toFixed(2)}</span
  >`
}

function provenance(results: Results): Markup {
  const { target, suite, run } = results
  const facts: [string, string][] = [
    ['target', target.spec],
    ['digest', target.digest ?? 'unknown'],
    ['region', target.region],
    ['suite', `${suite.version}${suite.revision === null ? '' : ` at ${suite.revision.slice(0, 12)}`}`],
    ['seed', String(suite.seed)],
    ['started', run.startedAt],
    ['took', `${(run.durationMs / 1000).toFixed(1)} s, ${run.requests} requests, ${results.checks.length} checks`],
    ['command', run.command],
  ]
  return html`<details class="provenance">
    <summary>${target.spec}, ${run.startedAt.slice(0, 10)}, suite ${suite.version}, seed ${suite.seed}</summary>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </details>`
}

function renderComparison(all: readonly Results[], names: readonly string[]): Markup {
  const verdicts = new Map<string, Set<string>>()
  for (const { checks } of all) {
    for (const { id, verdict } of checks) verdicts.set(id, (verdicts.get(id) ?? new Set()).add(verdict))
  }
  const different = [...verdicts.values()].filter((set) => set.size > 1).length
  return html`<h1>${all.length} targets differ in ${different} of ${verdicts.size} checks</h1>
    <div class="scroll" role="region" aria-label="Targets" tabindex="0">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">target</th>
            <th scope="col">in words</th>
            <th scope="col">MUST divergence</th>
            <th scope="col">MUST coverage</th>
          </tr>
        </thead>
        <tbody>
          ${all.map((results, index) => {
            const { summary, run } = results
            const must = summary.byLevel.MUST
            return html`<tr>
              <th scope="row">${names[index] ?? ''}</th>
              <td class="words">
                ${inWords(must)}${run.partial ? ' Partial: the run was cut off.' : ''} ${baselineWords(results)}
              </td>
              <td>${figure(must.divergence, 'bad')}</td>
              <td>${figure(must.coverage, 'good')}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    ${all.map(provenance)}`
}

function baselineWords(results: Results): string {
  const words = baselineReport(results)?.words
  return words === undefined ? '' : `Baseline: ${words}.`
}
