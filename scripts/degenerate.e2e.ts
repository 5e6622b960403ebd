// Nothing that is right by accident counts: targets of which nothing is right pass no MUST, and end every run with a cause.
import { expect, test } from 'vitest'
import { degenerateNames } from '../fixtures/degenerate/index.ts'
import { judgeDegenerate } from './selfcheck/degenerate.ts'

const limitMs = 60_000

test.each(degenerateNames)(
  '%s passes no MUST, and the run says why',
  async (name) => {
    const { checks, passing, code, cause, stderr, durationMs } = await judgeDegenerate(name)
    expect(durationMs).toBeLessThan(limitMs)
    expect(passing).toEqual([])
    expect(cause).toMatch(/^[^\n]{10,}$/)
    if (checks.length > 0) {
      expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
      const unexplained = checks.filter(({ reason, failure, observation }) => !reason && !failure && !observation)
      expect(unexplained.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
      expect([1, 3]).toContain(code)
    } else {
      expect(code).toBe(3)
      expect(stderr.trim().split('\n').at(-1)).toMatch(/^error: .+/)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  },
  limitMs + 10_000,
)
