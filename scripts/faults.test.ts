import { expect, test } from 'vitest'
import { faults, kindOf } from '../fixtures/faults/index.ts'
import { readRequirements } from '../harness/cli/suite.ts'
import { limits } from './selfcheck/matrix.ts'

const requirements = new Map((await readRequirements()).map((row) => [row.id, row]))

test('faults have ids of their own and one sentence each', () => {
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

test('there are enough faults, most of them in rules on state, few gross or in texts only', () => {
  const count = (kind: string): number => faults.filter((fault) => kindOf(fault) === kind).length
  expect(faults.length).toBeGreaterThanOrEqual(limits.faults)
  expect(count('state')).toBeGreaterThanOrEqual(limits.state)
  expect(count('text')).toBeLessThanOrEqual(limits.text)
  expect(faults.filter(({ gross }) => gross === true).length).toBeLessThanOrEqual(limits.gross)
})
