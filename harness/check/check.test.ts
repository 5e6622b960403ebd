import { describe, expect, test } from 'vitest'
import { Trace } from '../client/index.ts'
import { type Requirement, formerly, must, may, topic } from '../requirement/index.ts'
import { indeterminate, untestable } from '../verdict/index.ts'
import { Audit, type Scene, type World } from '../world/index.ts'
import { type Body, createCheck, runCheck } from './check.ts'
import { equal } from './expect.ts'
import { renamed } from './index.ts'
import { given, judge, observe } from './judgement.ts'

const rows = topic('sample', { rule: must('Water is wet.'), open: may('Which colour water has.') })

const world: World = {
  meaningless: undefined,
  setup: new Trace(),
  identities: [],
  facts: {
    runId: '00000000',
    endpoints: { region: 'us-east-1', cognito: 'http://127.0.0.1:1' },
    keys: { accessKeyId: 'test', secretAccessKey: 'test' },
  },
  audit: new Audit({ seed: 1 }),
  scene: () => Promise.resolve({} as Scene),
  leave: async () => {},
  close: () => Promise.resolve(),
}

const run = (body: Body, requirement: Requirement = rows.rule, limitMs = 1000) =>
  runCheck(createCheck('scenario', requirement, 'A title, in words!', {}, body, ''), world, limitMs)

test('a check is named by its requirement and its title', () => {
  expect(createCheck('scenario', rows.rule, 'A title, in words!', {}, async () => {}, '').id).toBe(
    'sample/rule/a-title-in-words',
  )
})

test('a check keeps the ids that it and its requirement had', () => {
  const { moved } = topic('sample', { moved: formerly('old/name', must('Water is wet.')) })
  const idsOf = (requirement: Requirement, title: Parameters<typeof createCheck>[2]) =>
    createCheck('scenario', requirement, title, {}, async () => {}, '').formerly
  expect(idsOf(rows.rule, 'now')).toBeUndefined()
  expect(idsOf(rows.rule, renamed('now', 'then', 'before'))).toEqual(['sample/rule/then', 'sample/rule/before'])
  expect(idsOf(moved, 'now')).toEqual(['old/name/now'])
  expect(idsOf(moved, renamed('now', 'then'))).toEqual(['sample/moved/then', 'old/name/now', 'old/name/then'])
})

describe('the verdict', () => {
  test('is pass where all that was judged holds', async () => {
    expect(await run(async () => equal(1, 1, 'sum'))).toMatchObject({ verdict: 'pass' })
  })

  test('is never pass on a target of which nothing means anything; a failure stays one', async () => {
    const useless: World = { ...world, meaningless: 'all are one' }
    const on = (body: Body) => runCheck(createCheck('scenario', rows.rule, 'A title', {}, body, ''), useless, 1000)
    expect(await on(async () => equal(1, 1, 'sum'))).toMatchObject({ verdict: 'untestable', reason: 'all are one' })
    expect(await on(async () => equal(1, 2, 'sum'))).toMatchObject({ verdict: 'fail' })
  })

  test('is a harness error where nothing was judged', async () => {
    expect(await run(async () => {})).toMatchObject({ verdict: 'harness-error', reason: 'the check judged nothing' })
  })

  test('is a harness error where only preconditions were looked at', async () => {
    const body = async (): Promise<void> => {
      await given(Promise.resolve().then(() => judge(true, 'a', 'a', 'here')))
    }
    expect(await run(body)).toMatchObject({ verdict: 'harness-error' })
  })

  test('is fail, with what was expected, got and where', async () => {
    const outcome = await run(async () => equal(2, 1, 'sum'))
    expect(outcome).toMatchObject({
      verdict: 'fail',
      failure: { expected: '1', got: '2', at: 'sum', reproduced: 'always', message: 'expected 1, got 2 (sum)' },
    })
  })

  test('stays fail where the second attempt succeeds, and says so', async () => {
    const outcome = await run(async (_scene, attempt) => equal(attempt.number, 2, 'attempt'))
    expect(outcome).toMatchObject({ verdict: 'fail', failure: { reproduced: 'sometimes' } })
  })

  test('is untestable where a precondition fails, with the cause', async () => {
    const body = async (): Promise<void> => {
      await given(Promise.resolve().then(() => judge(false, 'sameness', 'change', 'GetId answer')))
      equal(1, 1, 'never reached')
    }
    expect(await run(body)).toMatchObject({
      verdict: 'untestable',
      reason: 'precondition: expected sameness (GetId answer)',
    })
  })

  test('carries the cause of what could not be judged', async () => {
    const failing = (error: Error) => run(() => Promise.reject(error))
    expect(await failing(indeterminate('no answer in time'))).toMatchObject({ verdict: 'indeterminate' })
    expect(await failing(untestable('no issuer'))).toMatchObject({ verdict: 'untestable', reason: 'no issuer' })
    expect(await failing(new TypeError('a slip of ours'))).toMatchObject({ verdict: 'harness-error' })
  })

  test('is indeterminate where the check does not end in time', async () => {
    const outcome = await run(() => new Promise(() => {}), rows.rule, 20)
    expect(outcome).toMatchObject({ verdict: 'indeterminate', reason: 'the check did not end within 0.02 s' })
  })
})

describe('a MAY requirement', () => {
  test('is observed and never failed', async () => {
    expect(await run(async () => observe('blue'), rows.open)).toMatchObject({
      verdict: 'observed',
      observation: 'blue',
    })
    expect(await run(async () => equal(1, 2, 'x'), rows.open)).toMatchObject({ verdict: 'untestable' })
  })

  test('that observed nothing is our fault', async () => {
    expect(await run(async () => {}, rows.open)).toMatchObject({ verdict: 'harness-error' })
  })
})
