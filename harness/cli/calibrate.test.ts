import { expect, test } from 'vitest'
import type { Results } from '../report/index.ts'
import { calibrate } from './calibrate.ts'

const failure = { expected: 'one', got: 'two', at: 'here', exchanges: [{ operation: 'GetId' }] }
const results = (kind: string): Results =>
  ({
    suite: { version: '1.2.3' },
    target: { kind, spec: kind, region: 'eu-west-1' },
    run: { startedAt: '2026-02-03T04:05:06.000Z' },
    checks: [
      { id: 'a/b/c', requirement: 'a/b', verdict: 'pass' },
      { id: 'a/d/e', requirement: 'a/d', verdict: 'pass' },
      { id: 'a/d/f', requirement: 'a/d', verdict: 'fail', failure },
      { id: 'a/g/h', requirement: 'a/g', verdict: 'untestable' },
    ],
  }) as unknown as Results

test('a requirement is verified where all that judged it passed, and in dispute where one check failed', () => {
  expect(calibrate(results('aws'))).toEqual({
    suite: '1.2.3',
    region: 'eu-west-1',
    date: '2026-02-03',
    verified: ['a/b'],
    disputed: [{ requirement: 'a/d', check: 'a/d/f', ...failure }],
  })
})

test('an emulator calibrates nothing', () => {
  expect(() => calibrate(results('endpoint'))).toThrow('only a run against AWS can calibrate')
})
