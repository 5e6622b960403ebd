import { describe, expect, test } from 'vitest'
import type { Fault } from '../../fixtures/faults/index.ts'
import { faults } from '../../fixtures/faults/index.ts'
import type { Judged } from './judge.ts'
import { type Matrix, judgeMatrix, reachedBy, toRow } from './matrix.ts'

const sound = (calls: string[], requirement = 'linking/a'): { requirement: string; calls: string[] } => ({
  requirement,
  calls,
})
const judged = new Map(
  Array.from({ length: 20 }, (_, index) => [`linking/a/check-${index}`, sound(['GetId'])] as const),
)
const fault = (more: Partial<Fault> = {}): Fault => ({
  id: 'linking/wrong',
  summary: 'Wrong.',
  breaks: ['linking/a'],
  apply: (handlers) => handlers,
  ...more,
})
const matrixOf = (failing: string[], errors: string[] = []): Matrix => ({
  judged,
  rows: new Map([['linking/wrong', { fault: 'linking/wrong', ran: 20, failing, unjudged: [], errors, durationMs: 1 }]]),
})
const everyCheck = { 'linking/*': 'not what is tested here' }

describe('a fault', () => {
  test('is caught by a check of what it breaks', () => {
    const { caught, trouble } = judgeMatrix(matrixOf(['linking/a/check-1']), [fault()], everyCheck)
    expect({ caught, trouble }).toEqual({ caught: 1, trouble: [] })
  })

  test('is not caught by a check of something else', () => {
    const { trouble } = judgeMatrix(matrixOf(['merging/b/check']), [fault()], everyCheck)
    expect(trouble).toEqual(['not caught: linking/wrong'])
  })

  test('is to break all that it says', () => {
    const breaks = ['linking/a', 'linking/b']
    const both = new Map([...judged, ['linking/b/check', sound(['GetId'], 'linking/b')]])
    const matrix = { ...matrixOf(['linking/a/check-1']), judged: both }
    const { trouble } = judgeMatrix(matrix, [fault({ breaks })], everyCheck)
    expect(trouble).toEqual(['linking/wrong is said to break linking/b, but no check of it fails'])
  })

  test('under which more than a tenth of the checks fail is gross, and is marked so', () => {
    const grossness = (failing: number, isGross: boolean): string[] => {
      const checks = [...judged.keys()].slice(0, failing)
      const { trouble } = judgeMatrix(matrixOf(checks), [fault(isGross ? { gross: true } : {})], everyCheck)
      return trouble.filter((line) => line.includes('gross'))
    }
    expect(grossness(3, false)).toEqual(['linking/wrong is gross: 3 of 20 checks fail'])
    expect(grossness(3, true)).toEqual([])
    expect(grossness(2, true)).toEqual(['linking/wrong is not gross: only 2 of 20 checks fail'])
  })

  test('is not caught by a crash or a time-out', () => {
    const outcomes: Judged[] = (['harness-error', 'indeterminate'] as const).map((verdict, index) => ({
      id: `linking/a/check-${index}`,
      requirement: 'linking/a',
      level: 'MUST',
      topic: 'linking',
      verdict,
      text: 'why',
      calls: [],
    }))
    const row = toRow(fault(), outcomes, judged, 1)
    expect(row.errors).toEqual(['linking/a/check-0: harness-error: why', 'linking/a/check-1: indeterminate: why'])
    const { trouble } = judgeMatrix({ judged, rows: new Map([[row.fault, row]]) }, [fault()], everyCheck)
    expect(trouble).toEqual([
      'not caught: linking/wrong',
      ...row.errors.map((error) => `under linking/wrong: ${error}`),
    ])
  })
})

describe('a check', () => {
  const oneCheck: Matrix = { ...matrixOf(['linking/a/check-1']), judged: new Map([...judged].slice(0, 2)) }
  const gross = [fault({ gross: true })]

  test('that no fault makes fail is a finding', () => {
    expect(judgeMatrix(oneCheck, gross, {}).trouble).toEqual([
      'no fault in its own rule makes it fail: linking/a/check-0',
    ])
  })

  test('may be listed with the reason, as long as it needs it', () => {
    const finding = judgeMatrix(oneCheck, gross, { 'linking/a/check-0': 'because', 'linking/a/check-1': 'no more' })
    expect(finding).toMatchObject({ killed: 1, excused: 1 })
    expect(finding.trouble).toEqual(['an excuse without a check that needs it: linking/a/check-1'])
  })
})

describe('two checks', () => {
  const two: Matrix['judged'] = new Map([...judged].slice(0, 2))
  const both = ['linking/a/check-0', 'linking/a/check-1']
  const row = (id: string, failing: string[]): Matrix['rows'] =>
    new Map([[id, { fault: id, ran: 2, failing, unjudged: [], errors: [], durationMs: 1 }]])

  test('are a finding where no fault tells them apart', () => {
    const finding = judgeMatrix({ judged: two, rows: row('linking/wrong', both) }, [fault({ gross: true })], {})
    expect(finding).toMatchObject({ alike: 2, trouble: [`no fault tells them apart: ${both.join(', ')}`] })
  })

  test('are two where only one of them fails under some fault', () => {
    const rows = new Map([...row('linking/wrong', both), ...row('linking/other', both.slice(1))])
    const gross = [fault({ gross: true }), fault({ id: 'linking/other', gross: true })]
    expect(judgeMatrix({ judged: two, rows }, gross, {})).toMatchObject({ alike: 0, trouble: [] })
  })
})

describe('the checks that a fault can reach', () => {
  const all: Matrix['judged'] = new Map([
    ['linking/a/one', sound(['GetId'])],
    ['merging/b/two', sound(['DescribeIdentity'], 'merging/b')],
  ])

  test('are those that call an operation which it alters', () => {
    const apply: Fault['apply'] = (handlers) => ({ ...handlers, DescribeIdentity: () => ({}) })
    expect(reachedBy(fault({ breaks: ['merging/b'], apply }), all)).toEqual(new Set(['merging/b/two']))
  })

  test('are all where it is between HTTP and the service, or makes pools otherwise', () => {
    const every = new Set(all.keys())
    expect(reachedBy(fault({ sabotage: (request, proceed) => proceed(request) }), all)).toEqual(every)
    const apply: Fault['apply'] = (handlers) => ({ ...handlers, CreateIdentityPool: () => ({}) })
    expect(reachedBy(fault({ apply }), all)).toEqual(every)
  })

  test('are laws only where it changes a rule on state, or breaks that law', () => {
    const laws: Matrix['judged'] = new Map([['laws/a/one', sound([], 'laws/a')]])
    const apply: Fault['apply'] = (handlers) => ({ ...handlers, GetId: () => ({}) })
    expect(reachedBy(fault({ breaks: ['merging/b'], apply }), laws).size).toBe(1)
    expect(reachedBy(fault({ breaks: ['wire/b'], sabotage: (request, proceed) => proceed(request) }), laws).size).toBe(
      0,
    )
    expect(reachedBy(fault({ breaks: ['laws/a'], sabotage: (request, proceed) => proceed(request) }), laws).size).toBe(
      1,
    )
  })

  test('are those of the operations whose input it judges otherwise', () => {
    const constraint = fault({ breaks: ['validation/describe-identity-refused'], validate: (judge) => judge })
    expect(reachedBy(constraint, all)).toEqual(new Set(['merging/b/two']))
  })

  test('are not none, for any fault', () => {
    const own = (breaks: readonly string[]): Matrix['judged'] =>
      new Map(breaks.map((requirement) => [`${requirement}/check`, sound([], requirement)]))
    const unreached = faults.filter(({ breaks, ...rest }) => reachedBy({ breaks, ...rest }, own(breaks)).size === 0)
    expect(unreached).toEqual([])
  })
})
