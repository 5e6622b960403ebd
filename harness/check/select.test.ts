import { describe, expect, test } from 'vitest'
import type { CheckOptions } from '../world/index.ts'
import { isSelected, operationsIn } from './select.ts'

const check = {
  id: 'linking/one-login/by-the-developer-call',
  requirement: 'linking/one-login',
  topic: 'linking',
  source: "async ({ pool }) => { await pool.getId(ann); await call('DescribeIdentityPool', {}) }",
}
const options = (changes: Partial<CheckOptions>): CheckOptions => ({
  only: [],
  seed: 1,
  cases: 1,
  slow: false,
  timeLimitMs: 1,
  requestTimeoutMs: 1,
  shard: null,
  ...changes,
})

test('operations are found by method and by name, and no operation by a part of its name', () => {
  expect(operationsIn(check.source)).toEqual(['DescribeIdentityPool', 'GetId'])
  expect(operationsIn('pool.getIdentity(1)')).toEqual([])
})

describe('a check is selected', () => {
  test.each([
    ['nothing', []],
    ['its topic', ['linking']],
    ['its requirement', ['linking/one-login']],
    ['its id', ['linking/one-login/by-the-developer-call']],
    ['a glob', ['*/by-the-*']],
    ['an operation', ['GetId']],
    ['one of several', ['merging', 'linking']],
  ])('by %s', (_what, only) => {
    expect(isSelected(check, options({ only }))).toBe(true)
  })

  test.each([
    ['another topic', 'merging'],
    ['a part of a word', 'link'],
    ['another operation', 'GetOpenIdToken'],
  ])('not by %s', (_what, pattern) => {
    expect(isSelected(check, options({ only: [pattern] }))).toBe(false)
  })

  test('by exactly one shard', () => {
    const shards = [1, 2, 3, 4].filter((index) => isSelected(check, options({ shard: { index, count: 4 } })))
    expect(shards).toHaveLength(1)
  })
})
