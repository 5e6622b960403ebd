import { expect, test } from 'vitest'
import { clusterFailures } from './cluster.ts'
import type { CheckResult } from './schema.ts'

const id = (digit: string): string => `us-east-1:${digit.repeat(8)}-1111-4111-8111-111111111111`
const sameIdentity = { expected: id('a'), got: id('b'), at: 'GetId answer, IdentityId' }
const crash = {
  expected: 'GetId to be accepted',
  got: 'no answer of the protocol: HTTP 500 with a body',
  at: 'GetId answer',
}
const lenient = { expected: 'GetId to be refused with X', got: 'the call was accepted', at: 'GetId answer, error code' }

function failing(
  requirement: string,
  difference: { expected: string; got: string; at: string },
  operations: string[],
  level: CheckResult['level'] = 'MUST',
): CheckResult {
  const exchange = (operation: string) => ({
    service: 'cognito-identity',
    operation,
    startedAt: 0,
    durationMs: 0,
    request: { method: 'POST', url: 'http://x', headers: {}, body: '' },
  })
  return {
    ...check(requirement, level),
    verdict: 'fail',
    requests: operations.length,
    failure: {
      message: '',
      ...difference,
      signature: 's',
      reproduced: 'always',
      exchanges: operations.map(exchange),
      repro: { command: 'run' },
    },
  }
}

const untestable = (requirement: string, reason: string, level: CheckResult['level'] = 'MUST'): CheckResult => ({
  ...check(requirement, level),
  verdict: 'untestable',
  reason,
})

function check(requirement: string, level: CheckResult['level']): CheckResult {
  const topic = requirement.split('/')[0] ?? ''
  const common = { kind: 'scenario' as const, title: 't', verdict: 'pass' as const, durationMs: 0, requests: 0 }
  return { ...common, id: `${requirement}/t`, requirement, level, topic, sentence: `${requirement}.` }
}

const seen = (checks: CheckResult[]): unknown[] =>
  clusterFailures(checks).map(({ title, failures, hides }) => [
    title,
    failures.map((one) => one.requirement),
    hides.length,
  ])

test('a difference that one operation shows alone is the root of the same difference elsewhere', () => {
  const checks = [
    failing('linking/all', { ...sameIdentity, expected: `ann to yield ${id('c')}` }, ['GetId', 'GetOpenIdToken']),
    failing('identities/same', sameIdentity, ['CreateIdentityPool', 'GetId', 'GetId']),
    untestable('merging/x', `precondition: expected <user> of provider a to yield <id> (GetId answer, IdentityId)`),
  ]
  expect(seen(checks)).toEqual([['identities/same.', ['identities/same', 'linking/all'], 1]])
})

test('without such a root, requirements stay apart', () => {
  const operations = ['GetId', 'GetOpenIdToken']
  expect(seen([failing('a/x', sameIdentity, operations), failing('a/y', sameIdentity, operations)])).toHaveLength(2)
})

test('an operation that gives no answer is one cause, also where it shows as a precondition only', () => {
  const reason = 'GetId, a precondition here, got no answer of the protocol: HTTP 500 with a body'
  const title = 'GetId gives no answer of the protocol: HTTP 500.'
  expect(seen([failing('a/x', crash, ['GetId']), failing('a/y', crash, ['GetId']), untestable('a/z', reason)])).toEqual(
    [[title, ['a/x', 'a/y'], 1]],
  )
  expect(seen([untestable('a/z', reason)])).toEqual([[title, [], 1]])
})

test('each rule that refuses is a cause of its own', () => {
  expect(seen([failing('a/x', lenient, ['GetId']), failing('a/y', lenient, ['GetId'])])).toHaveLength(2)
})

test('MUST stands before SHOULD, then what a repair changes most', () => {
  const checks = [
    failing('a/should', lenient, ['GetId'], 'SHOULD'),
    failing('a/one', { ...lenient, got: 'another error' }, ['GetId']),
    failing('a/two', lenient, ['GetId']),
    failing('a/two', lenient, ['GetId']),
  ]
  expect(clusterFailures(checks).map(({ title }) => title)).toEqual(['a/two.', 'a/one.', 'a/should.'])
})

test('every failure is in exactly one cluster, and no passing check is', () => {
  const checks = [failing('a/x', crash, ['GetId']), failing('b/y', lenient, ['GetId']), check('c/z', 'MUST')]
  expect(clusterFailures(checks).flatMap(({ failures }) => failures)).toHaveLength(2)
})
