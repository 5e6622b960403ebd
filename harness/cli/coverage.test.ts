import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { excluded, facts, may, must, topic } from '../requirement/index.ts'
import { coverageOf, renderCoverage } from './coverage.ts'

const rows = topic('sample', {
  rule: must('Water is wet.', facts('A-01')),
  open: may('Which colour water has.', facts('A-01', 'A-02')),
  hidden: excluded('nobody looks', must('Water is deep.', facts('A-02'))),
})
const fact = (id: string) => ({ id, grade: 'documented', statement: '', urls: [] })
const checks = [1, 2].map(() => ({ requirement: 'sample/rule', topic: 'sample' }))

test('facts have the requirements that cite them, with their checks, or a reason', () => {
  const coverage = coverageOf(
    ['A-01', 'A-02', 'A-03', 'A-04'].map(fact),
    new Map([['A-03', 'nothing was found']]),
    Object.values(rows),
    checks,
  )
  expect(coverage.topics).toEqual([{ topic: 'sample', must: 1, should: 0, may: 1, excluded: 1, checks: 2 }])
  const text = renderCoverage(coverage)
  expect(text).toContain('MUST   sample/rule  2 checks\n')
  expect(text).toContain('MAY    sample/open  0 checks\n')
  expect(text).toContain('MUST   sample/hidden  excluded: nobody looks\n')
  expect(text).toMatch(/A-03 .*not used: nothing was found\nA-04 .*NO DISPOSITION\n/)
  expect(text).toContain('4 facts: 2 cited by requirements, 1 not used, 1 without disposition\n')
})

test('the command line knows what becomes of every fact, and the checks of every requirement', () => {
  const main = path.join(import.meta.dirname, 'main.ts')
  const list = (...args: string[]): string =>
    execFileSync(process.execPath, [main, 'list', ...args], { encoding: 'utf8' })
  const text = list('--coverage')
  expect(text).toMatch(/\b0 without disposition\n$/)
  expect(text).not.toMatch(/(MUST|SHOULD|MAY) +\S+ {2}0 checks/)
  expect(list('TAG-09', '--coverage')).toMatch(/^TAG-09 +observed \(official test\) +MUST {3}tags\/\S+ {2}\d checks?\n/)
})
