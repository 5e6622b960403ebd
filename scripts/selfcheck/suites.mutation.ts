// The suites as tests of the reference's rules, for StrykerJS: one test a requirement, one after the other, so that it learns which of them
// reach a mutant.
import { afterAll, expect, test } from 'vitest'
import { readRequirements } from '../../harness/cli/suite.ts'
import { type Bench, createJudge } from './judge.ts'

const judge = await createJudge({ cases: 4, histories: 8, concurrency: 1, timeLimitMs: 9000 })
let opened: Promise<Bench> | undefined

afterAll(async () => {
  await (await opened?.catch(() => undefined))?.close()
  await judge.close()
})

test.each(await readRequirements())('$id', async ({ id }) => {
  const bench = await (opened ??= judge.open({ spec: 'reference' }))
  for (const one of bench.checks.filter(({ check }) => check.requirement === id)) {
    const { verdict, text } = await bench.run(one)
    expect(verdict, `${one.check.id}: ${text}`).not.toMatch(/^(fail|harness-error|indeterminate)$/)
  }
})
