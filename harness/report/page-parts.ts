import { type Markup, html } from './escape.ts'
import type { Cause } from './page-data.ts'
import type { Results } from './schema.ts'

/** What each target has of the API, with the causes that lie there. */
export function renderOperations(all: readonly Results[], names: readonly string[], causes: readonly Cause[]): Markup {
  const operations = [...new Set(all.flatMap(({ summary }) => Object.keys(summary.model.operations)))]
  const marks = { implemented: '✓ implemented', 'not-implemented': '✗ not implemented', unknown: '? unknown' }
  const cell = (operation: string, index: number): Markup => {
    const status = all[index]?.summary.model.operations[operation] ?? 'unknown'
    const own = causes.filter((cause) => cause.operation === operation && cause.sharedBy.includes(index)).length
    return html`<td class="${status}">${marks[status]}${own === 0 ? '' : `, ${own} to fix`}</td>`
  }
  const has = all.map(
    ({ summary }) => Object.values(summary.model.operations).filter((one) => one === 'implemented').length,
  )
  return html`<section id="operations" aria-labelledby="operations-title">
    <h2 id="operations-title">Operations</h2>
    <p class="hint">
      ${names.map((name, index) => `${name}: ${has[index] ?? 0} of ${operations.length} seen to be implemented`).join('; ')}.
      Unknown means that no check got far enough to tell.
    </p>
    <div class="scroll" role="region" aria-label="Table of operations" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">operation</th>
            ${names.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${operations.map(
            (operation) =>
              html`<tr>
                <th scope="row">${operation}</th>
                ${names.map((_name, index) => cell(operation, index))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

/** What says something about the suite or the run rather than the target. */
export function renderHealth(all: readonly Results[], names: readonly string[]): Markup {
  return html`<section id="health" aria-labelledby="health-title">
    <h2 id="health-title">The suite's own health</h2>
    <ul>
      ${all.map((results, index) => {
        const { verdicts } = results.summary
        const unsteady = results.checks.filter(
          ({ failure }) => failure !== undefined && failure.reproduced !== 'always',
        )
        const [slowest] = results.checks.toSorted((a, b) => b.durationMs - a.durationMs)
        return html`<li>
          ${names[index] ?? ''}: ${verdicts['harness-error']} errors of the suite, ${verdicts.indeterminate} checks
          without an answer, ${unsteady.length} failures that did not show in every attempt, ${verdicts.untestable}
          checks with an unmet
          precondition${
            slowest === undefined ? '' : `; slowest ${slowest.id}, ${(slowest.durationMs / 1000).toFixed(1)} s`
          }.
        </li>`
      })}
    </ul>
  </section>`
}
