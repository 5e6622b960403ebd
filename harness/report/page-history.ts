import { type Markup, html } from './escape.ts'
import { type BaselineReport, baselineReport } from './known.ts'
import { type Movement, movementLists } from './movement.ts'
import { figure } from './page-head.ts'
import type { Results } from './schema.ts'
import type { Trend } from './trend.ts'

const idsShown = 200

/** What the baseline of known deviations says; nothing where the run had none. */
export function renderBaselineSection(results: Results): Markup | string {
  const report = baselineReport(results)
  if (report === undefined) return ''
  const { findings, known } = report
  return html`<section id="baseline" aria-labelledby="baseline-title">
    <h2 id="baseline-title">Baseline</h2>
    <p>${results.summary.baseline?.file ?? ''}: ${report.words}.</p>
    ${findings.map(renderFinding)} ${known.length === 0 ? '' : renderKnown(known)}
  </section>`
}

function renderFinding({ heading, lines }: BaselineReport['findings'][number]): Markup {
  return html`<details open>
    <summary class="warn">${heading}: ${lines.length}</summary>
    ${idList(lines)}
  </details>`
}

function renderKnown(known: BaselineReport['known']): Markup {
  return html`<h3>Known deviations by reason</h3>
    ${known.map(
      ([reason, checks]) =>
        html`<details>
          <summary>
            ${reason} <span class="numbers">${checks.length} ${checks.length === 1 ? 'check' : 'checks'}</span>
          </summary>
          ${idList(checks.map(({ id, level }) => ({ id, says: '', level })))}
        </details>`,
    )}`
}

function idList(lines: readonly { id: string; says: string; level?: string }[]): Markup {
  return html`<ul class="ids">
    ${lines
      .slice(0, idsShown)
      .map(({ id, says, level }) => html`<li>${level ?? ''} <a href="#q=${id}">${id}</a> ${says}</li>`)}
    ${lines.length > idsShown ? html`<li>and ${lines.length - idsShown} more</li>` : ''}
  </ul>`
}

export function renderMovementSection(movement: Movement): Markup {
  const lists = movementLists(movement).filter(([, changes]) => changes.length > 0)
  return html`<section id="movement" aria-labelledby="movement-title">
    <h2 id="movement-title">Movement</h2>
    ${movement.cautions.map((caution) => html`<p class="warn">Read with care: ${caution}.</p>`)}
    ${lists.length === 0 ? html`<p>Nothing moved since the older report.</p>` : ''}
    ${lists.map(
      ([heading, changes]) =>
        html`<details ${heading === 'Regressed' ? html`open` : ''}>
          <summary>${heading}: ${changes.length}</summary>
          <ul class="ids">
            ${changes
              .slice(0, 200)
              .map(
                (change) =>
                  html`<li>
                    ${change.level} <a href="#q=${change.id}">${change.id}</a> ${change.old ?? 'none'} →
                    ${change.new ?? 'none'}
                  </li>`,
              )}
            ${changes.length > 200 ? html`<li>and ${changes.length - 200} more</li>` : ''}
          </ul>
        </details>`,
    )}
  </section>`
}

/** How earlier runs went: a picture for the eye, and the figures of each run. */
export function renderTrendSection({ points, cautions }: Trend): Markup {
  return html`<section id="trend" aria-labelledby="trend-title">
    <h2 id="trend-title">Trend on MUST</h2>
    ${cautions.map((caution) => html`<p class="warn">Read with care: ${caution}.</p>`)}
    ${points.length < 2 ? html`<p>One run only: nothing to compare yet.</p>` : ''}
    <div class="scroll" role="region" aria-label="Table of runs" tabindex="0">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">suite</th>
            <th scope="col">pass</th>
            <th scope="col">fail</th>
            <th scope="col">not judged</th>
            <th scope="col">divergence</th>
            <th scope="col">coverage</th>
            <th scope="col">since the run before</th>
          </tr>
        </thead>
        <tbody>
          ${points.toReversed().map(renderPoint)}
        </tbody>
      </table>
    </div>
  </section>`
}

function renderPoint({ startedAt, suite, must, fixed, regressed, isIncomplete }: Trend['points'][number]): Markup {
  const moved = fixed === null ? 'the first' : `${fixed} fixed, ${regressed} regressed`
  return html`<tr>
    <th scope="row"><time datetime="${startedAt}">${startedAt.slice(0, 16).replace('T', ' ')}</time></th>
    <td>${suite}</td>
    <td>${must.verdicts.pass}</td>
    <td>${must.verdicts.fail}</td>
    <td>${must.demanded - must.judged}</td>
    <td>${figure(must.divergence, 'bad')}</td>
    <td>${figure(must.coverage, 'good')}</td>
    <td class="${regressed === null || regressed === 0 ? '' : 'v-fail'}">
      ${moved}${isIncomplete ? ', incomplete' : ''}
    </td>
  </tr>`
}
