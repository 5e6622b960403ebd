import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import type { CheckIdentity, Outcome } from '../verdict/index.ts'
import { assembleResults, exitCodeOf, printable, readResults, renderText, toCheckResult } from './index.ts'
import type { CheckResult, Results } from './index.ts'
import { renderJunit } from './junit.ts'

const identity = (id: string, level: 'MUST' | 'SHOULD' | 'MAY' = 'MUST'): CheckIdentity => ({
  id,
  requirement: id.split('/').slice(0, 2).join('/'),
  sentence: 'Water is wet.',
  level,
  kind: 'scenario',
  topic: 'sample',
  title: 'a title',
})
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl'
const hostile = '<script>alert(1)</script>\u001b[31m\u202e\u0000]]>'

const failing: Outcome = {
  verdict: 'fail',
  durationMs: 1.23,
  requests: 2,
  failure: {
    message: `expected dry, got ${hostile}`,
    expected: 'us-east-1:11111111-1111-4111-8111-111111111111',
    got: hostile,
    at: 'GetId answer',
    reproduced: 'always',
    program: { reason: 'a sample' },
    exchanges: [
      {
        service: 'cognito-identity',
        operation: 'GetId',
        startedAt: 1,
        durationMs: 2,
        request: {
          method: 'POST',
          url: 'http://127.0.0.1/?X-Amz-Security-Token=verysecret',
          headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE', 'content-type': 'application/json' },
          body: JSON.stringify({ Logins: { a: jwt, 'graph.facebook.com': `EAA${'x'.repeat(120)}` } }),
        },
        response: {
          status: 200,
          headers: {},
          body: JSON.stringify({
            Token: jwt,
            Credentials: { SecretKey: 'hush+hush/hush', SessionToken: 'quiet', AccessKeyId: 'ASIAABCDEFGHIJKLMNOP' },
          }),
        },
      },
    ],
  },
}

function results(...checks: CheckResult[]): Results {
  return assembleResults(
    {
      suite: { name: 'suite', version: '0.0.0', revision: null, seed: 1 },
      target: {
        spec: 'http://x',
        kind: 'endpoint',
        name: hostile,
        version: null,
        digest: null,
        region: 'us-east-1',
        declared: {},
        probed: {},
      },
      run: {
        startedAt: '2026-01-01T00:00:00.000Z',
        durationMs: 10,
        requests: 3,
        partial: false,
        command: 'run',
        level: 'MUST',
      },
      operations: { GetId: 'implemented' },
      sightings: new Set(['in GetId.Logins', 'unknown GetId.Extra']),
    },
    checks,
  )
}
const check = (id: string, verdict: Outcome['verdict'], level: 'MUST' | 'SHOULD' | 'MAY' = 'MUST'): CheckResult =>
  toCheckResult(
    identity(id, level),
    verdict === 'fail' ? failing : { verdict, durationMs: 1, requests: 1, reason: 'a cause' },
    { target: 'http://x' },
  )

describe('results', () => {
  test('fit their schema and keep members that they do not know', async () => {
    const written = { ...results(check('a/b/c', 'fail')), future: true }
    expect(await readResults(JSON.stringify(written))).toEqual(written)
  })

  test.each([
    ['no JSON', '<html>', /not JSON/],
    ['another document', '{}', /schemaVersion/],
    ['a newer version', '{"schemaVersion":2}', /newer version/],
  ])('say in one line what is wrong with %s', async (_what, text, message) => {
    await expect(readResults(text)).rejects.toThrow(message)
  })

  test('keep divergence and coverage apart', () => {
    const { byLevel } = results(
      check('a/b/1', 'pass'),
      check('a/b/2', 'fail'),
      check('a/b/3', 'untestable'),
      check('a/b/4', 'not-implemented'),
      check('a/b/5', 'not-applicable'),
      check('a/b/6', 'observed', 'MAY'),
    ).summary
    expect(byLevel.MUST).toMatchObject({ judged: 2, demanded: 4, divergence: 0.5, coverage: 0.5 })
    expect(byLevel.MAY).toMatchObject({ judged: 0, demanded: 0, divergence: null, coverage: null })
  })

  test('contain no token, key or authorization', () => {
    const text = JSON.stringify(results(check('a/b/c', 'fail')))
    for (const secret of [jwt, 'hush', 'quiet', 'verysecret', 'AKIDEXAMPLE', 'ASIAABCDEFGHIJKLMNOP', 'EAAxxx']) {
      expect(text).not.toContain(secret)
    }
    expect(text.match(/<token:1>/g)).toHaveLength(2)
  })

  test('give a failure a signature that does not depend on ids', () => {
    const signature = (id: string): string | undefined => {
      const outcome = { ...failing, failure: { ...failing.failure, got: `us-east-1:${id}` } } as Outcome
      return toCheckResult(identity('a/b/c'), outcome, { target: 'http://x' }).failure?.signature
    }
    expect(signature('22222222-1111-4111-8111-111111111111')).toBe(signature('33333333-4444-4111-8111-111111111111'))
    expect(signature('22222222-1111-4111-8111-111111111111')).not.toBe(signature('none'))
  })
})

describe('the exit code', () => {
  test.each([
    ['0 where all that was judged holds', [check('a/b/1', 'pass'), check('a/b/2', 'untestable')], 0],
    ['1 where a MUST fails', [check('a/b/1', 'pass'), check('a/b/2', 'fail')], 1],
    ['0 where only a SHOULD fails', [check('a/b/1', 'pass'), check('a/b/2', 'fail', 'SHOULD')], 0],
    ['3 where nothing was judged', [check('a/b/1', 'untestable'), check('a/b/2', 'not-implemented')], 3],
    ['3 where too much is indeterminate', [check('a/b/1', 'pass'), check('a/b/2', 'indeterminate')], 3],
    ['4 where we are at fault', [check('a/b/1', 'pass'), check('a/b/2', 'harness-error')], 4],
  ])('is %s', (_what, checks, code) => {
    expect(exitCodeOf(results(...checks), 0.05)).toBe(code)
  })

  test('follows the level that was asked for, and a run that was cut off is never green', () => {
    const shoulds = results(check('a/b/1', 'pass'), check('a/b/2', 'fail', 'SHOULD'))
    expect(exitCodeOf({ ...shoulds, run: { ...shoulds.run, level: 'SHOULD' } }, 0.05)).toBe(1)
    const partial = results(check('a/b/1', 'pass'))
    expect(exitCodeOf({ ...partial, run: { ...partial.run, partial: true } }, 0.05)).toBe(3)
  })
})

describe('renderings', () => {
  const all = results(
    check('a/b/1', 'pass'),
    check('a/b/2', 'fail'),
    check('a/b/3', 'untestable'),
    check('a/b/4', 'harness-error'),
  )

  test('JUnit is well-formed XML whose counts are those of the results', () => {
    const xml = renderJunit(all)
    expect(XMLValidator.validate(xml)).toBe(true)
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      testsuites: Record<string, string> & { testsuite: Record<string, string> }
    }
    const counts = ['tests', 'failures', 'errors'].map((name) => testsuites[`@_${name}`])
    expect([...counts, testsuites.testsuite['@_skipped']]).toEqual(['4', '1', '1', '1'])
  })

  test('text obeys no control character of a target', () => {
    const text = renderText(all, { colour: false, causes: 10 })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).toContain('conforms on 1 of the 2 MUST checks that were judged. 2 MUST checks could not be judged.')
  })

  test('printable texts are cut', () => {
    expect(printable('x'.repeat(1000), 10)).toBe(`${'x'.repeat(10)}… (1000 characters)`)
  })
})
