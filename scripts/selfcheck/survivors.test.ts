import { expect, test } from 'vitest'
import { type ArguedMutant, arguedMutants } from './argued-mutants.ts'
import { judgeSurvivors, readReport } from './survivors.ts'

const file = 'rules/a.ts'
const mutant = (status: string, line: number, replacement = 'false') => ({
  status,
  mutatorName: 'ConditionalExpression',
  replacement,
  location: { start: { line, column: 7 } },
})
const source = 'one\n  if (two)\n  if (two)\n'
const survivor = { file, mutator: 'ConditionalExpression', code: 'if (two)', replacement: 'false' }
const argued: ArguedMutant = { subject: 'rules', ...survivor, why: 'Nobody can tell.' }

test('survivors go by what their line says', () => {
  const mutants = [mutant('Killed', 1), mutant('Timeout', 1), mutant('Survived', 2), mutant('NoCoverage', 3, 'a\n  b')]
  expect(readReport({ files: { [file]: { source, mutants: [...mutants, mutant('Ignored', 1)] } } })).toEqual({
    killed: 2,
    files: 1,
    survivors: [
      { ...survivor, line: 2, column: 7 },
      { ...survivor, line: 3, column: 7, replacement: 'a b' },
    ],
  })
})

test('an argument is for one survivor, and stale without one', () => {
  const [one, other] = [2, 3].map((line) => ({ ...survivor, line, column: 7 }))
  expect(judgeSurvivors([one, other] as never, [argued])).toEqual({ unread: [other], stale: [] })
  expect(judgeSurvivors([one, other] as never, [argued, argued])).toEqual({ unread: [], stale: [] })
  expect(judgeSurvivors([], [argued])).toEqual({ unread: [], stale: [argued] })
  expect(judgeSurvivors([one] as never, [{ ...argued, replacement: 'true' }]).unread).toEqual([one])
})

test('each argument is one sentence', () => {
  expect(arguedMutants.filter(({ why }) => !/^[A-Z].*\.$/.test(why))).toEqual([])
})
