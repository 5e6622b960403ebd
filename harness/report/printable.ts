/** A target's text for a terminal: control characters and direction marks are shown, not obeyed; long texts are cut. */
export function printable(text: string, limit = 500): string {
  const shown = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
      character === '\n' ? ' ' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    )
  return shown.length > limit ? `${shown.slice(0, limit)}… (${shown.length} characters)` : shown
}

/** A target's text for a machine-readable format, uncut: no control character, direction mark or lone surrogate. */
export function inert(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? character : '\u{FFFD}'))
}
