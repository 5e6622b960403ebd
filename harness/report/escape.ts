import { printable } from './printable.ts'

/** Markup that is safe as it stands. */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export type { Markup }

type Part = string | number | Markup | readonly Part[]

/** Markup from a template: every part that is not markup itself is a text, escaped and with control characters made visible. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + render(parts[index] ?? '')).join(''))
}

/** A text of our own making in which nothing is hidden: escaped, and kept in full. */
export function verbatim(text: string): Markup {
  return new Markup(escaped(text))
}

/** For our own assets only. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

/** JSON for a script element: no `<` can end it. */
export function embeddedJson(value: unknown): Markup {
  const text = JSON.stringify(value).toWellFormed()
  return new Markup(text.replaceAll('<', String.raw`\u003c`).replaceAll(/[\u2028\u2029]/g, ' '))
}

function render(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'number') return String(part)
  if (typeof part !== 'string') return part.map(render).join('')
  return escaped(printable(part, 2000).toWellFormed())
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
