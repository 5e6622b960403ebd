import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseCatalogue } from '../harness/cli/catalogue.ts'

const markdown = readFileSync(path.join(import.meta.dirname, 'evidence.md'), 'utf8')
const lines = markdown.split('\n').filter((line) => line.startsWith('- **'))
const facts = [...parseCatalogue(markdown).values()]

describe('the catalogue of evidence', () => {
  test('is read whole: every line of a fact, each id once', () => {
    expect(facts.length).toBeGreaterThan(500)
    expect(facts).toHaveLength(lines.length)
  })

  test('grades by known words', () => {
    const known =
      /^(documented|modelled|observed|staff|inferred|conflict|open)( \((official test|several|single|weak)\))?$/
    expect(facts.filter(({ grade }) => !known.test(grade)).map(({ id, grade }) => `${id} ${grade}`)).toEqual([])
  })

  test('cites addresses that can be opened', () => {
    const urls = facts.flatMap((fact) => fact.urls)
    expect(urls.length).toBeGreaterThan(300)
    expect(urls.filter((url) => !URL.canParse(url) || new URL(url).protocol !== 'https:')).toEqual([])
  })

  test('mentions no fact that it does not have', () => {
    const known = new Set(facts.map(({ id }) => id))
    const mentions = facts.flatMap(({ id, statement }) =>
      [
        ...statement.matchAll(
          /\b(?:WIRE|OP|CON|LIM|POOL|PROV|GETID|TOK|GOIT|GCFI|ACC|DEV|JWT|LINK|LOOK|MERGE|UDI|UNL|IDN|ROLE|PTAG|TAG|STS|FLOW|MSG|OBS)-\d{2,3}\b/g,
        ),
      ].map(([mention]) => ({ id, mention })),
    )
    expect(mentions.length).toBeGreaterThan(50)
    expect(mentions.filter(({ mention }) => !known.has(mention))).toEqual([])
  })
})
