import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { undetectable } from '../fixtures/faults/undetectable.ts'
import { qualityInWords, readQuality } from '../harness/report/index.ts'
import { renderQualityPage } from './selfcheck/quality-page.ts'

test('the page shows the figures that reports show', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/quality.md'), 'utf8')
  expect(page).toBe(renderQualityPage(readQuality(), undetectable))
})

test('what was not measured is said to be so, and not shown as zero', () => {
  const nothing = {
    measuredOn: '2026-11-26',
    faults: null,
    repros: null,
    variation: null,
    degenerate: null,
    flakes: [],
    mutation: [],
    branches: null,
    run: null,
  }
  expect(qualityInWords(nothing)).toEqual([])
  expect(renderQualityPage(nothing, {}).match(/^Not measured\.$/gm)).toHaveLength(8)
})

test('figures are told in words', () => {
  const flakes = [{ target: 'moto', runs: 20, checks: 1968, flakes: 2 }]
  const figures = {
    ...readQuality(),
    flakes,
    mutation: [{ subject: 'rules', killed: 914, survived: 86, argued: 80, files: 5 }],
    branches: 0.912,
  }
  const words = qualityInWords(figures)
  expect(words).toContain('2 of 1,968 checks end differently in 20 runs on moto')
  expect(words).toContain("91% of 1,000 mutants of the reference's rules are killed")
  expect(renderQualityPage(figures, {})).toContain("| the reference's rules | 5 | 1,000 | 914 (91.4%) | 80 of 86 |")
  expect(renderQualityPage(figures, {})).toContain('the others are not read yet')
  const read = { ...figures, mutation: figures.mutation.map((one) => ({ ...one, argued: one.survived })) }
  expect(renderQualityPage(read, {})).not.toContain('not read')
})
