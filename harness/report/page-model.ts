import { type Markup, html } from './escape.ts'
import type { Results } from './schema.ts'

type Model = Results['summary']['model']

/** How far the run covered the service model, and what is left. */
export function renderModelSection(all: readonly Results[], names: readonly string[]): Markup {
  return html`<section id="model" aria-labelledby="model-title">
    <h2 id="model-title">Model coverage</h2>
    <p class="hint">A side of a constraint is green where checks tried it and none failed.</p>
    <div class="scroll" role="region" aria-label="Table of model coverage" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">of the service model</th>
            ${names.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, words]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${all.map(({ summary }) => html`<td>${words(summary.model)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${all.map(({ summary }, index) => renderOpen(summary.model, all.length === 1 ? '' : `${names[index] ?? ''}: `))}
  </section>`
}

const rows: [name: string, words: (model: Model) => string][] = [
  [
    'operations',
    ({ operations }) =>
      `${Object.values(operations).filter((one) => one === 'implemented').length} of ${Object.keys(operations).length} seen to be implemented`,
  ],
  [
    'input constraints',
    ({ constraints: { bothGreen, oneGreen, total } }) => `both sides green ${bothGreen}, one ${oneGreen}, of ${total}`,
  ],
  [
    'errors of operations',
    ({ operationErrors: { provoked, excluded, total } }) => `${provoked} provoked, ${excluded} excluded, of ${total}`,
  ],
  ['input members', ({ members: { input } }) => `${input.used} used, of ${input.total}`],
  ['output members', ({ members: { output } }) => `${output.observed} seen with the right type, of ${output.total}`],
]

/** What is open, by name, folded up. */
function renderOpen({ constraints, operationErrors, members }: Model, prefix: string): Markup {
  const red = Object.entries(constraints.entries).flatMap(([name, { allowed, refused }]) => [
    ...(allowed === 'red' ? [`${name}: an allowed value is refused`] : []),
    ...(refused === 'red' ? [`${name}: a forbidden value is not refused as it should be`] : []),
  ])
  const errors = Object.entries(operationErrors.entries).filter(
    ([, one]) => one.checks === 0 && one.excluded === undefined,
  )
  const lists: [string, string[]][] = [
    ['constraints with a red side', red],
    ['errors that nothing provoked', errors.map(([name]) => name)],
    ['output members that were not seen', members.output.missing],
    ['members that the model does not have', members.unknown],
  ]
  return html`${lists
    .filter(([, names]) => names.length > 0)
    .map(
      ([heading, names]) =>
        html`<details>
          <summary>${prefix}${names.length} ${heading}</summary>
          <ul class="ids columns">
            ${names.slice(0, 300).map((name) => html`<li>${name}</li>`)}
          </ul>
        </details>`,
    )}`
}
