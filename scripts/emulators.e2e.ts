import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, type EmulatorName, startEmulator } from './emulators.ts'
import { type Judgement, judge } from './judge.ts'

/** Deviations that were verified against evidence by hand; a run that does not find them has gone blind. */
const knownDeviations: Record<EmulatorName, string[]> = {
  moto: [
    'identities/same-login-same-identity', // every GetId answers a new identity
    'identities/guests-refused', // AllowUnauthenticatedIdentities is not read
    'developer/known-user',
    'logins/signature-verified', // Logins are not read
    'tokens/is-jwt', // the token is a fixed text
    'unlinking/removes-login', // the operation does not exist
  ],
  ministack: [
    'identities/same-login-same-identity', // every GetId answers a new identity
    'identities/guests-refused',
    'linking/needs-own-login', // whoever knows an identity's id gets its token
    'logins/signature-verified',
    'pagination/identities-page-size', // NextToken is never given
    'sts/not-jwt',
  ],
}

describe.each(['moto', 'ministack'] as const)('a run against %s', (name) => {
  let emulator: Emulator | undefined
  let judgement: Judgement
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), `${name}-`))
    emulator = await startEmulator(name)
    judgement = await judge(emulator.url, folder)
  })
  afterAll(async () => {
    await emulator?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('identifies the target', () => {
    expect(judgement.results.target.name).toBe(name)
  })

  test('ends with exit code 1, not cut off, with nothing on our account', () => {
    expect(judgement.code).toBe(1)
    expect(judgement.results.run.partial).toBe(false)
    expect(judgement.results.checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
  })

  test('gives every check a verdict, and a cause where nothing was judged', () => {
    const { checks } = judgement.results
    expect(checks.length).toBeGreaterThan(300)
    const isExplained = (check: (typeof checks)[number]): boolean =>
      check.verdict === 'pass' || (check.reason ?? check.observation ?? check.failure?.message ?? '') !== ''
    expect(checks.filter((check) => !isExplained(check))).toEqual([])
  })

  test('does not hang: hardly anything is indeterminate', () => {
    const { checks, summary } = judgement.results
    expect(summary.verdicts.indeterminate).toBeLessThan(checks.length / 20)
  })

  test('finds the deviations that are known', () => {
    const failing = new Set(
      judgement.results.checks.filter(({ verdict }) => verdict === 'fail').map((check) => check.requirement),
    )
    expect(knownDeviations[name].filter((requirement) => !failing.has(requirement))).toEqual([])
  })

  test('says of every failure what was expected, what came, where, and how to see it again', () => {
    for (const { failure } of judgement.results.checks) {
      if (failure === undefined) continue
      for (const text of [failure.expected, failure.got, failure.at, failure.repro.command]) expect(text).not.toBe('')
    }
  })

  describe('with its baseline', () => {
    const shipped = path.join(import.meta.dirname, `../fixtures/emulators/baselines/${name}.yaml`)
    /** Runs the checks of one line with a baseline of our making. */
    const judgeWith = async (baseline: string, only: string): Promise<Judgement> => {
      const file = path.join(folder, 'known-deviations.yaml')
      writeFileSync(file, baseline)
      return judge(emulator?.url ?? '', path.join(folder, 'part'), '--baseline', file, '--only', only)
    }
    const listed = (verdict: string): string =>
      judgement.results.checks.find((check) => check.verdict === verdict && check.kind === 'scenario')?.id ?? 'none'

    // Both answer HTTP 500 now and then where calls come at once.
    test('conforms but for known deviations, each with a reason', async () => {
      const { code, results, stdout } = await judge(
        emulator?.url ?? '',
        path.join(folder, 'all'),
        '--baseline',
        shipped,
        '--concurrency',
        '1',
      )
      expect(stdout).toContain('known deviations, 0 new failures')
      expect(results.summary.baseline).toMatchObject({ new: 0, unreasoned: [], unknown: [] })
      expect(code).toBe(0)
    })

    test('diverges once a line is gone', async () => {
      const id = listed('fail')
      const lines = readFileSync(shipped, 'utf8').split('\n')
      const rest = lines.filter((line) => !line.includes(`${id}:`))
      expect(rest).toHaveLength(lines.length - 1)
      const { code, results } = await judgeWith(rest.join('\n'), id)
      expect([code, results.summary.baseline?.new]).toEqual([1, 1])
    })

    test('is stale where a line passes', async () => {
      const id = listed('pass')
      const more = `  - { reason: It passes., failures: { ${id}: '0123456789abcdef' } }\n`
      const { code, stdout } = await judgeWith(readFileSync(shipped, 'utf8') + more, id)
      expect([code, stdout]).toEqual([2, expect.stringContaining('Stale: listed as failing, but passes')])
    })
  })

  test('leaks no token and no key', () => {
    const text = JSON.stringify(judgement.results) + judgement.stdout + judgement.stderr
    expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}\./)
    expect(text).not.toMatch(/\bASIA[A-Z0-9]{12,}/)
    expect(text).not.toMatch(/AWS4-HMAC-SHA256 Credential|Signature=\w/)
  })
})
