import type { Forms } from '../repro/index.ts'
import { type Markup, html, trusted } from './escape.ts'
import type { Sources } from './formats.ts'
import type { Cause } from './page-data.ts'
import { createReproTexts, renderCommon } from './page-repros.ts'
import { reproCommand } from './repro.ts'
import { reproOf } from './repro-of.ts'
import type { CheckResult, Results } from './schema.ts'

type LawCases = NonNullable<NonNullable<CheckResult['failure']>['cases']>

/** Cards with everything in the markup; further causes are a list of links to their checks. */
const cardsShown = 40

/** What to fix first: one card a cause. */
export function renderCards(
  causes: readonly Cause[],
  all: readonly Results[],
  names: readonly string[],
  sources: Sources,
  forms: Forms,
): Markup {
  const heading = html`<h2 id="fix-title">What to fix first</h2>`
  if (causes.length === 0) {
    const judged = all.reduce((sum, { summary }) => sum + summary.byLevel.MUST.judged, 0)
    const known = all.reduce((sum, { summary }) => sum + (summary.baseline?.known ?? 0), 0)
    const words =
      judged === 0
        ? 'Nothing was judged, so nothing can be said.'
        : known > 0
          ? `Nothing new: all ${known} failures are known deviations, see the baseline below.`
          : 'Nothing that was judged fails.'
    return html`<section id="fix" aria-labelledby="fix-title">
      ${heading}
      <p>${words}</p>
    </section>`
  }
  const reproTexts = createReproTexts(forms)
  const rest = causes.slice(cardsShown)
  return html`<section id="fix" aria-labelledby="fix-title">
    ${heading}
    <p class="hint">
      ${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}, worst first. <q>Hides</q> counts checks that cannot
      be judged until it is repaired.
    </p>
    <ol class="cards">
      ${causes.slice(0, cardsShown).map((cause, index) => html`<li>${renderCard(cause, index, all, names, sources, reproTexts)}</li>`)}
    </ol>
    ${renderCommon(forms)}
    ${
      rest.length === 0
        ? ''
        : html`<details>
            <summary>${rest.length} more causes</summary>
            <ul>
              ${rest.map(
                ({ title, level, failures }) =>
                  html`<li>${level}: <a href="#q=${failures[0]?.id ?? ''}">${title}</a></li>`,
              )}
            </ul>
          </details>`
    }
  </section>`
}

function renderCard(
  cause: Cause,
  index: number,
  all: readonly Results[],
  names: readonly string[],
  sources: Sources,
  reproTexts: ReturnType<typeof createReproTexts>,
): Markup {
  const { title, level, operation, failures, hides, target, sharedBy } = cause
  const [lead, ...others] = failures
  const failure = lead?.failure
  const shown = lead ?? hides[0]
  const command = failure?.repro.command ?? reproCommand(all[target]?.target.spec ?? '', shown?.id ?? '')
  const cited = lead === undefined ? [] : onePerTitle(sources[lead.requirement] ?? [])
  const results = all[target]
  const repro = lead === undefined || results === undefined ? undefined : reproOf(lead, results, sources)
  const shares =
    all.length === 1 ? '' : html`<span class="who">, on ${sharedBy.map((one) => names[one] ?? '').join(', ')}</span>`
  return html`<details class="card" ${index === 0 ? html`open` : ''}>
    <summary>
      <span class="level ${level}">${level}</span> <span class="title">${title}</span>
      <span class="numbers"
        >${operation}: ${failures.length} fail${hides.length === 0 ? '' : `, hides ${hides.length}`}</span
      >${shares}
    </summary>
    ${
      failure === undefined
        ? html`<p>It is a precondition of ${hides.length} checks, so none of them could be judged.</p>`
        : html`<dl class="difference">
            <div>
              <dt>expected</dt>
              <dd class="expected">${failure.expected}</dd>
            </div>
            <div>
              <dt>got</dt>
              <dd class="got">${failure.got}</dd>
            </div>
            <div>
              <dt>at</dt>
              <dd>${failure.at}${failure.reproduced === 'always' ? '' : ` (reproduced: ${failure.reproduced})`}</dd>
            </div>
          </dl>`
    }
    ${failure?.cases === undefined ? '' : renderCases(failure.cases)}
    <div class="again">
      <code id="again-${index}">${command}</code>
      <button type="button" data-copy="again-${index}">Copy command</button>
    </div>
    ${reproTexts(repro, index) ?? renderPlainReport(bugReport(cause, command, cited, names[target] ?? ''), index)}
    ${cited.length === 0 ? '' : html`<p class="sources">Source: ${cited.slice(0, 3).map(({ title: name, url }) => html`<a href="${url}" rel="noreferrer">${name}</a> `)}</p>`}
    ${list('Also fails', others)} ${list('Hides', hides)}
    ${
      failure === undefined || failure.exchanges.length === 0
        ? ''
        : html`<details data-exchanges="${lead?.id ?? ''}" data-target="${target}">
            <summary>Exchanges</summary>
          </details>`
    }
  </details>`
}

/** Where there are no calls to show: the command alone, and a report that names it. */
function renderPlainReport(report: string, index: number): Markup {
  return html`<div class="again"><button type="button" data-copy="bug-${index}">Copy bug report</button></div>
    <pre class="bug" id="bug-${index}" hidden>${lines(report)}</pre>`
}

/** How a law's shortest history goes, and what else it found. */
function renderCases([lead, ...others]: LawCases): Markup | string {
  if (lead === undefined) return ''
  return html`<p>Breaks <a href="#q=${lead.requirement}">${lead.requirement}</a>: ${lead.sentence}</p>
    <ul class="story">
      ${lead.story.map((line) => html`<li>${line}</li>`)}
    </ul>
    ${
      others.length === 0
        ? ''
        : html`<details>
            <summary>${others.length} more causes</summary>
            <ul>
              ${others.map((one) => html`<li>${one.requirement}: ${one.story.join(' · ')}</li>`)}
            </ul>
          </details>`
    }`
}

/** A fact may stand on several documents; the first one is enough for a card. */
function onePerTitle(cited: Sources[string]): Sources[string] {
  return cited.filter(({ title }, index) => cited.findIndex((one) => one.title === title) === index)
}

/** Text of several lines: each one is made printable for itself. */
function lines(text: string): Markup {
  return html`${text.split('\n').flatMap((line) => [line, trusted('\n')])}`
}

function list(heading: string, checks: Cause['hides']): Markup | string {
  if (checks.length === 0) return ''
  const shown = checks.slice(0, 60)
  return html`<details>
    <summary>${heading} ${checks.length}</summary>
    <ul class="ids">
      ${shown.map(({ id, level }) => html`<li>${level} <a href="#q=${id}">${id}</a></li>`)}
      ${checks.length > shown.length ? html`<li>and ${checks.length - shown.length} more</li>` : ''}
    </ul>
  </details>`
}

/** Plain text that can be posted in the target's issue tracker as it is. */
function bugReport(
  cause: Cause,
  command: string,
  cited: readonly { title: string; url: string }[],
  name: string,
): string {
  const lead = cause.failures[0]
  return [
    `${cause.operation} of ${name}: ${cause.title}`,
    '',
    ...(lead?.failure === undefined
      ? [`${cause.hides.length} conformance checks need it as a precondition.`]
      : [
          `Rule (${lead.level}): ${lead.sentence}`,
          `Expected: ${lead.failure.expected}`,
          `Got: ${lead.failure.got}`,
          `At: ${lead.failure.at}`,
          ...(lead.failure.cases?.[0]?.story ?? []),
        ]),
    '',
    `See it again: ${command}`,
    ...cited.map(({ title, url }) => `Source: ${title} ${url}`),
  ].join('\n')
}
