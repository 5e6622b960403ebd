import type { Forms, Repro } from '../repro/index.ts'
import { type Markup, html, verbatim } from './escape.ts'

/** Characters that all repros of a page may take together; further cards have the command. */
const budget = 150_000

/** The repros of the cards, one after the other, as far as they fit. */
export function createReproTexts(forms: Forms): (repro: Repro | undefined, index: number) => Markup | undefined {
  let left = budget
  return (repro, index) => {
    const markup = repro === undefined ? undefined : renderRepro(forms, repro, index)
    if (markup === undefined || markup.text.length > left) return undefined
    left -= markup.text.length
    return markup
  }
}

/** The texts of a card's repro and one button a form. What is the same for all cards stands in the page once and is put together on copying. */
function renderRepro(forms: Forms, repro: Repro, index: number): Markup {
  const { script, curl, awsCli, issue, inIssue } = forms.partsOfForms(repro)
  const text = (name: string): string => `${name}-${index}`
  const button = (label: string, ...ids: string[]): Markup =>
    html`<button type="button" data-copy="${ids.join(' ')}">${label}</button> `
  return html`<div class="again" role="group" aria-label="Copy a repro">
      ${button('Copy script', text('script'), 'common-script')} ${button('Copy curl', text('curl'), 'common-curl')}
      ${button('Copy AWS CLI', text('aws'))}
      ${button('Copy bug report', text('bug'), text(inIssue), `common-${inIssue}`, text('bug-end'))}
    </div>
    ${hidden(text('script'), script)} ${hidden(text('curl'), curl)} ${hidden(text('aws'), awsCli)}
    ${hidden(text('bug'), issue[0])} ${hidden(text('bug-end'), issue[1])}`
}

/** Once a page. */
export function renderCommon(forms: Forms): Markup {
  const { script, curl } = forms.commonParts()
  return html`${hidden('common-script', script)} ${hidden('common-curl', curl)}`
}

/** The line break behind the tag is none of the text: HTML drops it. */
function hidden(id: string, text: string): Markup {
  return html`<pre class="bug" id="${id}" hidden>${verbatim(`\n${text}`)}</pre>`
}
