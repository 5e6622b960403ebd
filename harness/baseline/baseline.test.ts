import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckResult, type Results, assembleResults, exitCodeOf } from '../report/index.ts'
import { applyBaseline, isAccepted, readBaseline, updateBaseline } from './index.ts'

const [a, b, c] = ['aaaaaaaaaaaaaaaa', '0123456789012345', 'cccccccccccccccc'] as const
const today = '2027-01-15'

function check(id: string, verdict: CheckResult['verdict'], signature: string = a, more: object = {}): CheckResult {
  const requirement = id.split('/').slice(0, 2).join('/')
  const words = { topic: 'sample', title: 't', sentence: 'Water is wet.', kind: 'scenario' as const }
  const common = { id, requirement, level: 'MUST' as const, ...words, verdict, durationMs: 1, requests: 1, ...more }
  if (verdict !== 'fail') return common
  const difference = { message: 'm', expected: 'wet', got: 'dry', at: `GetId answer, ${signature}` }
  const failure = { ...difference, signature, reproduced: 'always' as const, exchanges: [], repro: { command: 'run' } }
  return { ...common, failure }
}

function resultsOf(checks: CheckResult[], run: Partial<Results['run']> = {}): Results {
  const target = { spec: 'x', kind: 'endpoint', name: 'x', version: null, digest: null, region: 'r' }
  const startedAt = '2027-01-15T00:00:00.000Z'
  const facts = { startedAt, durationMs: 1, requests: 1, partial: false, restricted: false, command: 'run' }
  return assembleResults(
    {
      suite: { name: 'suite', version: '0.1.0', revision: null, seed: 1 },
      target: { ...target, declared: {}, probed: {} },
      run: { ...facts, level: 'MUST', ...run },
      operations: {},
      sightings: new Set(),
    },
    checks,
  )
}

const listed = (failures: string, more = ''): string =>
  `deviations:\n  - reason: known\n${more}    failures:\n${failures}`
const one = (key: string, signature: string = a, more = ''): string => listed(`      ${key}: '${signature}'\n`, more)
const held = (text: string, checks: CheckResult[], run: Partial<Results['run']> = {}): Results =>
  applyBaseline(resultsOf(checks, run), readBaseline(text), { file: 'f', today })
const statesOf = ({ checks }: Results): Record<string, string | undefined> =>
  Object.fromEntries(checks.map(({ id, known }) => [id, known?.state]))
const codeOf = (results: Results): number => exitCodeOf(results, 0.05)

describe('a check that a baseline lists', () => {
  test.each([
    ['known where it fails as listed', check('s/r/t', 'fail'), 'known', 0],
    ['different where it fails otherwise', check('s/r/t', 'fail', b), 'different', 1],
    ['stale where it passes', check('s/r/t', 'pass'), 'stale', 2],
    ['missing where the operation is gone', check('s/r/t', 'not-implemented'), 'missing', 1],
    ['left alone where it is untestable', check('s/r/t', 'untestable'), undefined, 3],
    ['left alone where it has no answer', check('s/r/t', 'indeterminate'), undefined, 3],
  ])('is %s', (_what, found, state, code) => {
    const results = held(one('s/r/t'), [found])
    expect(statesOf(results)).toEqual({ 's/r/t': state })
    expect(codeOf(results)).toBe(code)
    expect(results.summary.baseline?.unjudged).toEqual(state === undefined ? ['s/r/t'] : [])
  })

  test('is expired after its last day, and not on it', () => {
    const until = (day: string): Results =>
      held(one('s/r/t', a, `    expires: ${day}\n`), [check('s/r/t', 'fail'), check('s/r/u', 'pass')])
    expect([codeOf(until('2027-01-14')), statesOf(until('2027-01-14'))['s/r/t']]).toEqual([2, 'expired'])
    expect([codeOf(until('2027-01-15')), statesOf(until('2027-01-15'))['s/r/t']]).toEqual([0, 'known'])
  })

  test('is not stale where it is said to pass at times', () => {
    const flaky = (found: CheckResult): Results => held(one('s/r/t', a, '    flaky: true\n'), [found])
    expect(codeOf(flaky(check('s/r/t', 'pass')))).toBe(0)
    expect(statesOf(flaky(check('s/r/t', 'fail')))).toEqual({ 's/r/t': 'known' })
    expect(codeOf(flaky(check('s/r/t', 'fail', b)))).toBe(1)
    expect(updateBaseline(one('s/r/t', a, '    flaky: true\n'), resultsOf([check('s/r/t', 'pass')])).dropped).toEqual(
      [],
    )
  })

  test('does not hide another one: what is not listed is new, and worse than what is stale', () => {
    const results = held(one('s/r/t'), [check('s/r/t', 'pass'), check('s/r/u', 'fail')])
    expect(results.summary.baseline).toMatchObject({ new: 1, stale: 1, known: 0 })
    expect(codeOf(results)).toBe(1)
  })

  test('is followed by its former id, and by that of its requirement', () => {
    const formerly = ['old/name/t', 's/r/old-title']
    for (const former of formerly) {
      expect(statesOf(held(one(former), [check('s/r/t', 'fail', a, { formerly })]))).toEqual({ 's/r/t': 'known' })
    }
    const byRequirement = held(one('old/name'), [check('s/r/t', 'fail', a, { formerly })])
    expect(statesOf(byRequirement)).toEqual({ 's/r/t': 'known' })
  })

  test('that the run left out is neither stale nor unknown', () => {
    const { baseline } = held(one('s/r/t'), [check('s/x/y', 'pass')], { restricted: true }).summary
    expect(baseline).toMatchObject({ stale: 0, unknown: [], unjudged: ['s/r/t'] })
    expect(held(one('s/r/t'), [check('s/x/y', 'pass')]).summary.baseline).toMatchObject({ unknown: ['s/r/t'] })
  })
})

describe('a requirement that a baseline lists', () => {
  const both = (first: CheckResult, second: CheckResult, run: Partial<Results['run']> = {}): Results =>
    held(listed(`      s/r: ['${a}', '${b}']\n`), [first, second], run)

  test('covers the listed failures of all its checks, and no other', () => {
    const [known, other] = [check('s/r/1', 'fail', b), check('s/r/2', 'fail', c)]
    expect(statesOf(both(known, other))).toEqual({ 's/r/1': 'known', 's/r/2': 'different' })
  })

  test('is stale where all its checks were judged and pass', () => {
    expect(codeOf(both(check('s/r/1', 'pass'), check('s/r/2', 'pass')))).toBe(2)
    for (const open of [check('s/r/2', 'fail'), check('s/r/2', 'untestable')]) {
      expect(codeOf(both(check('s/r/1', 'pass'), open))).toBe(0)
    }
    expect(codeOf(both(check('s/r/1', 'pass'), check('s/r/2', 'pass'), { restricted: true }))).toBe(0)
  })
})

describe('reading a baseline', () => {
  test.each([
    ['no YAML', 'deviations: [', /line 1/],
    ['an entry without a reason', 'deviations: [{ failures: {} }]', /reason/],
    ['no signature', one('s/r/t', 'any'), /signature/],
    ['a number for a signature', listed('      s/r/t: 0123456789012345\n'), /deviations.0.failures.s\/r\/t/],
    ['no day', one('s/r/t', a, '    expires: soon\n'), /a day such as/],
    ['a misspelt member', `${one('s/r/t')}    ticked: x\n`, /ticked/],
    [
      'a check that is listed twice',
      `${one('s/r/t')}  - reason: again\n    failures: { s/r/t: '${a}' }\n`,
      /listed twice/,
    ],
  ])('says in one line what is wrong with %s', (_what, text, message) => {
    expect(() => readBaseline(text)).toThrow(message)
    expect(() => readBaseline(text)).toThrow(/^[^\n]*$/)
  })

  test('takes an empty file for an empty baseline', () => {
    expect(readBaseline('').size).toBe(0)
    expect(readBaseline('# nothing yet\ndeviations:\n').size).toBe(0)
  })
})

describe('updating a baseline', () => {
  const text = `# Ours. Do not lose.
suite: 0.0.1
deviations:
  # The comment of the entry.
  - reason: >-
      It is an old friend.
    ticket: https://example.com/1
    expires: 2030-01-01
    failures:
      # The comment of the line.
      s/r/kept: '${a}' # beside it
      s/r/fixed: '${a}'
      s/r/other: '${a}'
      s/r/silent: '${a}'
      old/name/moved: '${b}'
  # Goes with its entry.
  - reason: Soon nothing is left here.
    failures: { s/q/fixed: '${a}' }
`
  const found = resultsOf([
    check('s/r/kept', 'fail'),
    check('s/r/fixed', 'pass'),
    check('s/r/other', 'fail', c),
    check('s/r/silent', 'untestable'),
    check('s/r/moved', 'fail', b, { formerly: ['old/name/moved'] }),
    check('s/q/fixed', 'pass'),
    check('s/n/new', 'fail', b),
  ])

  test('keeps reasons and comments, drops what passes, renews what fails otherwise, adds what is new', () => {
    const update = updateBaseline(text, found)
    expect(update.text).toBe(`# Ours. Do not lose.
suite: 0.1.0
deviations:
  # The comment of the entry.
  - reason: >-
      It is an old friend.
    ticket: https://example.com/1
    expires: 2030-01-01
    failures:
      # The comment of the line.
      s/r/kept: '${a}' # beside it
      s/r/other: '${c}'
      s/r/silent: '${a}'
      s/r/moved: '${b}'
  # MUST Water is wet.
  # GetId answer, ${b}: expected wet, got dry
  - reason: TODO
    failures:
      s/n/new: '${b}'
`)
    expect(update).toMatchObject({ added: ['s/n/new'], changed: ['s/r/other'] })
    expect(update.dropped.toSorted()).toEqual(['s/q/fixed', 's/r/fixed'])
  })

  test('leaves a run that conforms but for known deviations, whose new entries still ask for a reason', () => {
    const again = held(updateBaseline(text, found).text, found.checks)
    expect(codeOf(again)).toBe(0)
    expect(again.summary.baseline).toMatchObject({ known: 4, new: 0, stale: 0, unreasoned: ['s/n/new'] })
    const twice = updateBaseline(updateBaseline(text, found).text, found)
    expect(twice).toMatchObject({ text: updateBaseline(text, found).text, added: [], dropped: [], changed: [] })
  })

  test('touches nothing that was left out', () => {
    const part = updateBaseline(text, resultsOf([check('s/r/fixed', 'pass')], { restricted: true }))
    expect(part.dropped).toEqual(['s/r/fixed'])
    for (const key of ['s/r/kept', 's/r/other', 's/r/silent', 'old/name/moved', 's/q/fixed']) {
      expect(part.text).toContain(key)
    }
  })

  test('writes a first baseline, of one entry a cause, in which a hostile text is inert', () => {
    const hostile = check('s/n/1', 'fail')
    if (hostile.failure !== undefined) hostile.failure.got = '\n- reason: forged\u001b[31m\u202e'
    const first = updateBaseline(undefined, resultsOf([hostile, check('s/m/2', 'fail', b)]))
    expect(first.text).toMatch(/^# Known deviations/)
    expect(first.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect([...readBaseline(first.text).values()].map(({ key, reason }) => [key, reason])).toEqual([
      ['s/m/2', 'TODO'],
      ['s/n/1', 'TODO'],
    ])
  })
})

test('only a listed failure in time may go on where a run ends at the first one', () => {
  const baseline = readBaseline(one('s/r/t'))
  expect(isAccepted(check('s/r/t', 'fail'), baseline, today)).toBe(true)
  expect(isAccepted(check('s/r/t', 'fail', b), baseline, today)).toBe(false)
  expect(isAccepted(check('s/r/u', 'fail'), baseline, today)).toBe(false)
  expect(isAccepted(check('s/r/t', 'fail'), readBaseline(one('s/r/t', a, '    expires: 2020-01-01\n')), today)).toBe(
    false,
  )
})

test('any text is read as a baseline, or refused in one line', () => {
  const isClear = (text: string): void => {
    try {
      expect(readBaseline(text)).toBeInstanceOf(Map)
    } catch (error) {
      expect((error as Error).message).toMatch(/^[^\n]+$/)
    }
  }
  const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())
  fc.assert(fc.property(anyText, isClear))
  fc.assert(fc.property(fc.json(), isClear))
  const entry = fc.record(
    {
      reason: fc.jsonValue(),
      expires: fc.jsonValue(),
      failures: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.oneof(fc.constant(a), fc.jsonValue()))),
    },
    { requiredKeys: ['failures'] },
  )
  fc.assert(fc.property(fc.array(entry), (deviations) => isClear(JSON.stringify({ deviations }))))
  const yaml = fc.stringMatching(/^(deviations|- |\s|:|\n|&a|\*a|!!|[{}[\],'"|>%@`#?]|\w){0,60}$/)
  fc.assert(fc.property(yaml, isClear))
})
