import { readFileSync } from 'node:fs'
import { loadForms } from '../repro/index.ts'
import { type Markup, embeddedJson, html, trusted } from './escape.ts'
import type { Report } from './formats.ts'
import { renderCards } from './page-cards.ts'
import { causesOf, pageData } from './page-data.ts'
import { renderBaselineSection, renderMovementSection, renderTrendSection } from './page-history.ts'
import { renderModelSection } from './page-model.ts'
import { renderHealth, renderOperations } from './page-parts.ts'
import { renderHead } from './page-head.ts'
import { printable } from './printable.ts'

/** One file, no network. What matters first is plain markup; the table of all checks is drawn by the script. */
export async function renderHtml({ results: all, movement, trend, sources }: Report): Promise<string> {
  const forms = await loadForms()
  const names = namesOf(
    all.map(({ target }) => (target.version === null ? target.name : `${target.name} ${target.version}`)),
  )
  const causes = causesOf(all)
  const data = pageData(all, names, causes)
  const hasBaseline = all.some(({ summary }) => summary.baseline !== undefined)
  const title = `${names.join(', ')}: conformance to Amazon Cognito identity pools`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <title>${title}</title>
        <style>
          ${asset('page.css')}
        </style>
      </head>
      <body>
        <a class="skip" href="#checks">Skip to all checks</a>
        ${renderHead(all, names, movement)}
        ${renderNavigation([
          ['fix', 'What to fix first'],
          ...(all.length === 1 && hasBaseline ? [['baseline', 'Baseline'] as const] : []),
          ['operations', 'Operations'],
          ['checks', 'All checks'],
          ['model', 'Model coverage'],
          ...(movement === undefined ? [] : [['movement', 'Movement'] as const]),
          ...(trend === undefined ? [] : [['trend', 'Trend'] as const]),
          ['health', "The suite's own health"],
        ])}
        <main>
          ${renderCards(causes, all, names, sources ?? {}, forms)}
          ${all.length === 1 ? renderBaselineSection(all[0]) : ''} ${renderOperations(all, names, causes)}
          <section id="checks" aria-labelledby="checks-title" tabindex="-1">
            <h2 id="checks-title">All checks</h2>
            <div class="query">
              <label for="query">Filter</label>
              <input id="query" type="search" autocomplete="off" spellcheck="false" aria-describedby="query-help" />
              <span id="count" role="status"></span>
            </div>
            <p id="query-help" class="hint">
              For example <code>level:must verdict:fail topic:linking</code>; also <code>kind:</code>
              <code>target:</code> <code>is:judged</code>
              <code>is:unjudged</code
              >${hasBaseline ? html` <code>is:new</code> <code>is:known</code> <code>is:stale</code>` : ''}${all.length > 1 ? html` <code>is:different</code>` : ''};
              <code>-</code> before a word excludes, other words search ids, sentences and texts.
            </p>
            <div class="scroll" role="region" aria-label="Table of checks" tabindex="0">
              <table>
                <thead>
                  <tr>
                    <th scope="col">check</th>
                    <th scope="col">level</th>
                    ${names.map((name) => html`<th scope="col">${name}</th>`)}
                  </tr>
                </thead>
                <tbody id="rows"></tbody>
              </table>
            </div>
            <button type="button" id="more" hidden>Show more</button>
            <noscript><p>The table of all checks needs scripts; everything else does not.</p></noscript>
          </section>
          ${renderModelSection(all, names)} ${movement === undefined ? '' : renderMovementSection(movement)}
          ${trend === undefined ? '' : renderTrendSection(trend)} ${renderHealth(all, names)}
        </main>
        <script type="application/json" id="data">
          ${embeddedJson(data)}
        </script>
        <script>
          ${asset('page.js')}
        </script>
      </body>
    </html>`
  return `${page.text}\n`
}

function renderNavigation(sections: readonly (readonly [id: string, name: string])[]): Markup {
  return html`<nav aria-label="Sections">${sections.map(([id, name]) => html`<a href="#${id}">${name}</a> `)}</nav>`
}

function asset(name: string) {
  return trusted(readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8'))
}

/** Names of targets as columns: alike ones get a number. */
function namesOf(names: readonly string[]): string[] {
  const shown = names.map((name) => printable(name, 80))
  return shown.map((name, index) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${index + 1})`))
}
