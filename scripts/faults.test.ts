import { expect, test } from 'vitest'
import { faults } from '../fixtures/faults/index.ts'
import { readRequirements } from '../harness/cli/suite.ts'

const requirements = new Map((await readRequirements()).map((row) => [row.id, row]))

test('faults have ids of their own and one sentence each', () => {
  expect(faults.length).toBeGreaterThan(100)
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length)
  expect(faults.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary)).map(({ id }) => id)).toEqual([])
})

test('a fault breaks requirements that exist and are judged', () => {
  const isJudged = (id: string): boolean => {
    const row = requirements.get(id)
    return row !== undefined && row.level !== 'MAY' && row.excluded === undefined
  }
  expect(faults.filter(({ breaks }) => breaks.length === 0).map(({ id }) => id)).toEqual([])
  expect(faults.flatMap(({ breaks }) => breaks).filter((id) => !isJudged(id))).toEqual([])
})
