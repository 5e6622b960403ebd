import { expect, test } from 'vitest'
import { compareResults, renderMovement } from './movement.ts'
import type { CheckResult, Results } from './schema.ts'

const check = (id: string, verdict: CheckResult['verdict'], signature = 's', level = 'MUST' as CheckResult['level']) =>
  ({
    id,
    level,
    verdict,
    sentence: `Of ${id}.`,
    ...(verdict === 'fail' ? { failure: { signature } } : {}),
  }) as unknown as CheckResult

const results = (checks: CheckResult[], { version = '1.0.0', name = 'x', partial = false } = {}): Results =>
  ({ suite: { version }, target: { name }, run: { partial }, checks }) as unknown as Results

const ids = (changes: readonly { id: string }[]): string[] => changes.map(({ id }) => id)

test('each check that moved stands in the list of how it moved', () => {
  const movement = compareResults(
    results([
      check('fixed', 'fail'),
      check('regressed', 'pass'),
      check('lost', 'pass'),
      check('new', 'untestable'),
      check('gone', 'fail'),
      check('otherwise', 'fail', 'a'),
      check('level', 'pass', 's', 'SHOULD'),
      check('same', 'fail'),
      check('removed', 'pass'),
    ]),
    results([
      check('fixed', 'pass'),
      check('regressed', 'fail'),
      check('lost', 'not-implemented'),
      check('new', 'fail'),
      check('gone', 'indeterminate'),
      check('otherwise', 'fail', 'b'),
      check('level', 'pass'),
      check('same', 'fail'),
      check('added', 'pass'),
    ]),
  )
  expect(ids(movement.fixed)).toEqual(['fixed'])
  expect(ids(movement.regressed)).toEqual(['regressed', 'lost'])
  expect(ids(movement.newlyJudged)).toEqual(['new'])
  expect(ids(movement.noLongerJudged)).toEqual(['gone'])
  expect(ids(movement.failsOtherwise)).toEqual(['otherwise'])
  expect(ids(movement.levelChanged)).toEqual(['level'])
  expect(movement.added).toEqual([{ id: 'added', level: 'MUST', sentence: 'Of added.', old: null, new: 'pass' }])
  expect(movement.removed).toEqual([{ id: 'removed', level: 'MUST', sentence: 'Of removed.', old: 'pass', new: null }])
  expect(movement).toMatchObject({ suites: null, cautions: [] })
  expect(renderMovement(movement)).toContain('- MUST `added` none → pass: Of added.')
  expect(renderMovement(movement)).toContain('- MUST `removed` pass → none: Of removed.')
})

test('another target, another suite and runs that were cut off call for care', () => {
  const older = results([], { version: '1.0.0', name: 'x', partial: true })
  const newer = results([], { version: '1.1.0', name: 'y', partial: true })
  const movement = compareResults(older, newer)
  expect(movement.cautions).toEqual([
    'the targets differ: x and y',
    'the older run was cut off',
    'the newer run was cut off',
  ])
  const text = renderMovement(movement)
  expect(text).toContain('nothing moved')
  expect(text).toContain('Suite 1.0.0 → 1.1.0.')
})

test('long lists are cut, and say so', () => {
  const many = Array.from({ length: 30 }, (_, index) => `check-${index}`)
  const text = renderMovement(
    compareResults(results(many.map((id) => check(id, 'pass'))), results(many.map((id) => check(id, 'fail')))),
  )
  expect(text).toContain('### Regressed (30)')
  expect(text).toContain('- … and 5 more')
})
