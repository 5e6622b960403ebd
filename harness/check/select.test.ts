import { describe, expect, test } from 'vitest'
import type { CheckOptions } from '../world/index.ts'
import { isSelected, operationsIn, operationsNamed } from './select.ts'

const check = {
  id: 'linking/one-login/by-merge-developer-identities',
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

test('operations are found in ids, and no operation by the beginning of another', () => {
  expect(operationsNamed('validation/get-id-refused/logins-max-11-entries')).toEqual(['GetId'])
  expect(operationsNamed('tags/described/after-tag-resource-and-untag-resource')).toEqual([
    'TagResource',
    'UntagResource',
  ])
  expect(operationsNamed('pools/unknown-pool/get-open-id-token-for-developer-identity')).toEqual([
    'GetOpenIdTokenForDeveloperIdentity',
  ])
  expect(operationsNamed('identities/get-identity')).toEqual([])
})

describe('a check is selected', () => {
  test.each([
    ['nothing', []],
    ['its topic', ['linking']],
    ['its requirement', ['linking/one-login']],
    ['its id', ['linking/one-login/by-merge-developer-identities']],
    ['a glob', ['*/by-merge-*']],
    ['an operation', ['GetId']],
    ['an operation in its id', ['MergeDeveloperIdentities']],
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
