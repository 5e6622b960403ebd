import { Ajv2020 } from 'ajv/dist/2020.js'
import { validate as validateCtrf } from 'ctrf'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import {
  type FormatName,
  type Results,
  assembleResults,
  compareResults,
  formatNames,
  renderFormat,
  renderMovement,
} from './index.ts'
import { resultsJsonSchema } from './json-schema.ts'
import type { CheckResult } from './schema.ts'

const hostile =
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>\u001b[31m\u202e]]>|`@all ![](http://x)\uD800'

function check(
  id: string,
  verdict: CheckResult['verdict'],
  text: string,
  level: CheckResult['level'] = 'MUST',
): CheckResult {
  const requirement = id.split('/').slice(0, 2).join('/')
  const common = {
    id,
    requirement,
    level,
    kind: 'scenario' as const,
    topic: 'sample',
    title: text,
    sentence: 'Water is wet.',
  }
  const request = { method: 'POST', url: 'http://x', headers: { 'x-amz-target': text }, body: text }
  const exchange = { service: 's', operation: 'GetId', startedAt: 0, durationMs: 1, request }
  const failure = {
    message: text,
    expected: text,
    got: `${text} ${id}`,
    at: `GetId answer, ${text}`,
    signature: id,
    reproduced: 'always' as const,
    exchanges: [{ ...exchange, response: { status: 200, headers: {}, body: text } }],
    repro: { command: `run ${text}` },
  }
  const outcome = { verdict, durationMs: 1.5, requests: 1 }
  if (verdict === 'fail') return { ...common, ...outcome, failure }
  return { ...common, ...outcome, ...(verdict === 'pass' ? {} : { reason: text }) }
}

function resultsOf(checks: CheckResult[], text = 'plain', partial = false): Results {
  const suite = { name: 'suite', version: '0.0.0', revision: null, seed: 1 }
  const target = { spec: `http://x/${text}`, kind: 'endpoint', name: text, version: null, digest: null, region: 'r' }
  const run = {
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 10,
    requests: 3,
    command: text,
    level: 'MUST' as const,
  }
  const operations = { GetId: 'implemented' as const }
  const facts = {
    suite,
    target: { ...target, declared: {}, probed: {} },
    run: { ...run, partial },
    operations,
    sightings: new Set<string>(),
  }
  return assembleResults(facts, checks)
}

const every = (text: string): CheckResult[] => [
  check('a/b/1', 'pass', text),
  check('a/b/2', 'fail', text),
  check('a/c/3', 'fail', text, 'SHOULD'),
  check('a/c/4', 'untestable', text),
  check('a/c/5', 'not-implemented', text),
  check('a/c/6', 'indeterminate', text),
  check('a/c/7', 'not-applicable', text),
  check('a/c/8', 'observed', text, 'MAY'),
  check('a/c/9', 'harness-error', text),
]
const samples: [string, Results][] = [
  ['all verdicts', resultsOf(every('plain'))],
  ['hostile texts', resultsOf(every(hostile), hostile)],
  ['texts of a megabyte', resultsOf(every('x'.repeat(2 ** 20)))],
  ['nothing', resultsOf([], 'plain', true)],
]

describe.each(samples)('%s', (_what, results) => {
  test('fit the published JSON Schema', () => {
    const isValid = new Ajv2020({ strict: false }).compile(resultsJsonSchema())
    expect(isValid(JSON.parse(JSON.stringify(results))), JSON.stringify(isValid.errors)).toBe(true)
    expect(isValid({ ...results, schemaVersion: 2 })).toBe(false)
    expect(isValid({ ...results, future: 1 })).toBe(true)
  })

  test('fit the schema of CTRF and keep their verdicts there', async () => {
    const document = JSON.parse(await renderFormat('ctrf', { results: [results] })) as {
      results: { tests: { rawStatus: string }[]; summary: { tests: number; passed: number } }
    }
    expect(validateCtrf(document)).toMatchObject({ valid: true })
    expect(countsOf(document.results.tests.map((one) => one.rawStatus))).toEqual(nonZero(results))
    expect(document.results.summary.passed).toBe(results.summary.verdicts.pass)
  })

  test('keep their verdicts in SARIF, with a kind that agrees', async () => {
    const { runs } = JSON.parse(await renderFormat('sarif', { results: [results] })) as {
      runs: { results: { kind: string; properties: { verdict: string } }[] }[]
    }
    const found = runs[0]?.results ?? []
    expect(countsOf(found.map((one) => one.properties.verdict))).toEqual(nonZero(results))
    expect(found.filter((one) => one.kind === 'fail')).toHaveLength(results.summary.verdicts.fail)
    expect(found.filter((one) => one.kind === 'pass')).toHaveLength(results.summary.verdicts.pass)
  })

  test('are valid HTML whose data keeps the verdicts', async () => {
    const page = await renderFormat('html', { results: [results] })
    const rules = {
      'no-inline-style': 'off',
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'long-title': 'off',
    } as const
    const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules }).validateString(page)
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
    ).toEqual([])
    const [, json = ''] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page) ?? []
    const { rows } = JSON.parse(json) as { rows: { outcomes: { verdict: string }[] }[] }
    expect(countsOf(rows.flatMap(({ outcomes }) => outcomes.map((one) => one.verdict)))).toEqual(nonZero(results))
  })

  test('make a step summary of at most 40 lines, and a badge', async () => {
    const summary = await renderFormat('markdown', { results: [results] })
    expect(summary.split('\n').length).toBeLessThanOrEqual(40)
    const { pass, fail } = results.summary.byLevel.MUST.verdicts
    const row = results.summary.byLevel.MUST
    expect(summary).toContain(`| MUST | ${pass} | ${fail} | ${row.demanded - row.judged} |`)
    const badge = JSON.parse(await renderFormat('badge', { results: [results] })) as Record<string, unknown>
    expect(badge).toMatchObject({ schemaVersion: 1 })
    expect(badge['message']).toContain(row.judged === 0 ? 'nothing judged' : `${pass} pass, ${fail} fail`)
  })
})

test.each(formatNames)('%s obeys nothing that a target says', async (name: FormatName) => {
  const text = await renderFormat(name, { results: [resultsOf(every(hostile), hostile)] })
  for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character)
  expect(text.isWellFormed()).toBe(true)
  if (name !== 'html' && name !== 'junit' && name !== 'markdown') return
  expect(text).not.toContain('<script>alert')
  expect(text).not.toContain('<img')
  if (name === 'markdown') expect(text).not.toMatch(/@all|(?<!\\)!\[|http:\/\/x\)/)
})

test('a badge is green only where all that is demanded was judged and holds', async () => {
  const colour = async (...checks: CheckResult[]): Promise<unknown> =>
    (JSON.parse(await renderFormat('badge', { results: [resultsOf(checks)] })) as { color: string }).color
  expect(await colour(check('a/b/1', 'pass', 't'))).toBe('brightgreen')
  expect(await colour(check('a/b/1', 'pass', 't'), check('a/b/2', 'untestable', 't'))).toBe('yellow')
  expect(await colour(check('a/b/1', 'pass', 't'), check('a/b/2', 'fail', 't'))).toBe('red')
  expect(await colour(check('a/b/2', 'untestable', 't'))).toBe('lightgrey')
})

test('movement keeps what changed apart', () => {
  const older = [check('a/b/fixed', 'fail', 't'), check('a/b/broke', 'pass', 't'), check('a/b/lost', 'pass', 't')]
  const newer = [
    check('a/b/fixed', 'pass', 't'),
    check('a/b/broke', 'fail', hostile),
    check('a/b/lost', 'untestable', 't'),
  ]
  const vanished = [
    check('a/b/missing', 'fail', 't'),
    check('a/b/found', 'untestable', 't'),
    check('a/b/gone', 'pass', 't'),
  ]
  const present = [
    check('a/b/missing', 'not-implemented', 't'),
    check('a/b/found', 'fail', 't'),
    check('a/b/new', 'fail', 't'),
  ]
  const movement = compareResults(resultsOf([...older, ...vanished]), resultsOf([...newer, ...present]))
  const ids = (name: 'fixed' | 'regressed' | 'newlyJudged' | 'noLongerJudged' | 'added' | 'removed'): string[] =>
    movement[name].map(({ id }) => id.replace('a/b/', ''))
  expect({ fixed: ids('fixed'), regressed: ids('regressed'), judged: ids('newlyJudged') }).toEqual({
    fixed: ['fixed'],
    regressed: ['broke', 'missing'],
    judged: ['found'],
  })
  expect({ lost: ids('noLongerJudged'), added: ids('added'), removed: ids('removed') }).toEqual({
    lost: ['lost'],
    added: ['new'],
    removed: ['gone'],
  })
  expect(renderMovement(movement)).toContain('## Conformance: 2 regressed, 1 fixed')
})

const countsOf = (verdicts: string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(verdicts, (one) => one)].map(([verdict, all]) => [verdict, all.length]))
const nonZero = (results: Results): Record<string, number> =>
  Object.fromEntries(Object.entries(results.summary.verdicts).filter(([, count]) => count > 0))
