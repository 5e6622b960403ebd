import { expect, test } from 'vitest'
import { type OracleAnswer, type OracleCall, linearize, sizeOf, step } from './index.ts'
import {
  ann,
  annAtB,
  bob,
  bobAtB,
  conflict,
  developerCall,
  dora,
  emil,
  getId,
  getToken,
  is,
  merge,
  notFound,
  ok,
  remove,
  silent,
  start,
  unlink,
  unprocessed,
} from './test-history.ts'

const race = (...calls: [OracleCall, OracleAnswer][]) => calls.map(([call, answer]) => ({ call, answer }))

test('no calls at all are permitted', () => {
  const { worlds } = start()
  expect(linearize(worlds, [])).toEqual({ kind: 'permitted', order: [], worlds })
})

test('six calls with one new login give one identity', () => {
  const calls = Array.from({ length: 6 }, (): [OracleCall, OracleAnswer] => [getId(ann), is('1')])
  const result = linearize(start().worlds, race(...calls))
  expect(new Set(result.order)).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  expect(result.kind === 'permitted' && sizeOf(result.worlds)).toBe(1)
})

test('one new login with two identities fits no order', () => {
  const calls = race([getId(bob), is('3')], [getId(ann), is('1')], [getId(ann), is('2')])
  const result = linearize(start().worlds, calls)
  expect(result).toMatchObject({
    kind: 'violation',
    violation: { requirement: 'identities/same-login-same-identity', got: expect.stringMatching(/identity [12]$/) },
  })
  expect(result.order).toHaveLength(2)
  expect(result.order).toContain(0)
})

test('two identities that link one login: one of them gets it, or they are merged', () => {
  const two = start().permits(getId(ann), is('1')).permits(getId(bob), is('2'))
  const link = (identity: string, own: typeof ann): OracleCall => getToken(identity, own, annAtB)
  const first = linearize(two.worlds, race([link('2', bob), conflict], [link('1', ann), is('1')]))
  expect(first).toMatchObject({ kind: 'permitted', order: [1, 0] })
  expect(linearize(two.worlds, race([link('2', bob), is('2')], [link('1', ann), is('1')]))).toMatchObject({
    kind: 'violation',
    violation: { requirement: 'merging/shared-provider' },
  })
})

test('merges in opposite directions leave one identity', () => {
  const two = () => start().permits(developerCall(dora), is('1')).permits(developerCall(emil), is('2'))
  const there: OracleCall = merge('dora', 'emil')
  const back: OracleCall = merge('emil', 'dora')
  expect(linearize(two().worlds, race([there, is('2')], [back, is('2')]))).toMatchObject({ kind: 'permitted' })
  expect(linearize(two().worlds, race([there, is('2')], [back, is('1')]))).toMatchObject({
    kind: 'permitted',
    order: expect.any(Array),
  })
  const implicit = start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))
  const both = race([getToken('1', ann, bobAtB), is('1')], [getToken('2', bobAtB, ann), is('1')])
  expect(linearize(implicit.worlds, both)).toMatchObject({ kind: 'permitted' })
  const third = race([getToken('1', ann, bobAtB), is('1')], [getToken('2', bobAtB, ann), is('3')])
  expect(linearize(implicit.worlds, third).kind).toBe('violation')
})

test('a deletion against a call for the identity: known before, unknown after', () => {
  const { worlds } = start().permits(getId(ann), is('1'))
  const deletion: [OracleCall, OracleAnswer] = [remove('1'), unprocessed()]
  expect(linearize(worlds, race(deletion, [getToken('1', ann), is('1')]))).toMatchObject({ order: [1, 0] })
  expect(linearize(worlds, race(deletion, [getToken('1', ann), notFound]))).toMatchObject({ order: [0, 1] })
})

test('all orders that are permitted count for what comes next', () => {
  const history = start().permits(getId(ann, annAtB), is('1'))
  const calls = race([unlink('1', [ann, annAtB], 'b'), ok], [getToken('1', ann, annAtB), is('1')])
  const result = linearize(history.worlds, calls)
  if (result.kind === 'violation') throw new Error(result.violation.sentence)
  expect(sizeOf(result.worlds)).toBe(2)
  // Linked again after it was unlinked, or unlinked last.
  expect(step(result.worlds, getId(annAtB), is('1')).kind).toBe('permitted')
  expect(step(result.worlds, getId(annAtB), is('2')).kind).toBe('permitted')
})

test('a silent call among them takes any place, or none', () => {
  const history = start().permits(getId(ann), is('1'))
  const result = linearize(history.worlds, race([remove('1'), silent], [getToken('1', ann), notFound]))
  expect(result).toMatchObject({ kind: 'permitted', order: [0, 1] })
})
