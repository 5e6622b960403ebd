/** What is shown and not obeyed in a text file: control characters, direction marks, odd spaces, halves of characters. */
const hidden = /[^\P{C}\n]|[^\P{Z} ]/gu

/** One shell word of bash that stands for exactly this text; without what a shell cannot hold, NUL. */
export function shellWord(text: string): string {
  if (/^[\w:/.@+=,-]+$/.test(text)) return text
  const sound = text.toWellFormed().replaceAll('\u0000', '')
  if (sound.search(hidden) < 0) return `'${sound.replaceAll("'", String.raw`'\''`)}'`
  // Bytes, because \u depends on the locale.
  const bytes = (character: string): string =>
    [...Buffer.from(character)].map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('')
  const escaped = sound.replaceAll(/['\\]/g, String.raw`\$&`).replaceAll(/[^\P{C}\n]|[^\P{Z} ]/gu, bytes)
  return `$'${escaped}'`
}

/** A string literal of JavaScript and JSON. */
export function stringLiteral(text: string): string {
  return visible(JSON.stringify(text))
}

/** JSON on one line that holds no hidden character. */
export function plainJson(value: unknown): string {
  return visible(JSON.stringify(value))
}

function visible(json: string): string {
  return json.replaceAll(hidden, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}

/** A text for a comment or a heading: one line, nothing hidden. */
export function oneLine(text: string, limit = 300): string {
  const shown = text
    .toWellFormed()
    .replaceAll('\n', ' ')
    .replaceAll(hidden, (character) => String.raw`\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown
}
