import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { word } from './bash.ts'
import { oneLine, plainJson, shellWord, stringLiteral } from './quote.ts'
import { literal, partsOf } from './template.ts'

const hostile = [
  "it's",
  "'; touch owned; '",
  '$(touch owned)',
  '`touch owned`',
  '${HOME} $HOME !! \\',
  'two\nlines\r\n',
  '\u202etxt.exe\u2066',
  '\u001b[31mred\u0007',
  '"quoted" \\" \\\\',
  '--flag',
  '',
  '-',
  '@file',
  '~/*?[a]{b,c}',
  'é €\u00a0\u2028',
]

test.each(hostile)('bash takes %j for nothing but itself', (text) => {
  const args = [shellWord(text), word(literal(text))]
  for (const one of args) {
    const said = execFileSync('bash', ['-c', `printf '%s.' ${one === '' ? "''" : one}`], { encoding: 'utf8' })
    expect(said).toBe(`${text}.`)
  }
})

test.each([...hostile, '\u0000', '\ud800'])('JavaScript and JSON take %j for nothing but itself', (text) => {
  expect(JSON.parse(stringLiteral(text))).toBe(text)
  expect(JSON.parse(plainJson({ [text]: text }))).toEqual({ [text]: text })
  expect(stringLiteral(text)).not.toMatch(/[^\P{C}]|[^\P{Z} ]/u)
})

test('a word of bash has no NUL, which no argument can hold', () => {
  expect(shellWord('a\u0000b')).toBe(`'ab'`)
})

test('one line hides nothing', () => {
  expect(oneLine('a\nb\u202e\u0000')).toBe(String.raw`a b\u{202e}\u{0}`)
})

test('a literal text comes out of a template as it went in', () => {
  for (const text of [...hostile, '$', '$$', '${run}', '$${run}'])
    expect(partsOf(literal(text))).toEqual(text === '' ? [] : [text])
  expect(partsOf('a$$${run}b')).toEqual(['a$', { reference: 'run' }, 'b'])
})
