import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Results, readResults } from '../report/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'merge-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cli = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args], { cwd: folder, encoding: 'utf8' })
const read = (out: string): Promise<Results> =>
  readResults(readFileSync(path.join(folder, out, 'results.json'), 'utf8'))
const judge = (out: string, ...args: string[]): void =>
  void cli('run', 'reference', '--seed', '7', '--out', out, '--only', 'identities', 'validation/*-answers', ...args)

beforeAll(() => {
  judge('whole')
  for (const index of [1, 2, 3]) judge(`part${index}`, '--shard', `${index}/3`)
}, 120_000)

const part = (index: number): string => `part${index}/results.json`

test('the shards of a run give the results of the whole', async () => {
  const { status, stdout } = cli('merge', part(1), part(3), part(2), '--out', 'merged')
  expect([status, stdout]).toEqual([0, expect.stringContaining('reference')])
  const [whole, merged] = await Promise.all([read('whole'), read('merged')])
  expect(whole.checks.length).toBeGreaterThan(30)
  expect(merged.checks.map(({ id, verdict }) => [id, verdict])).toEqual(
    whole.checks.map(({ id, verdict }) => [id, verdict]),
  )
  expect(merged.summary.byLevel).toEqual(whole.summary.byLevel)
  expect(merged.summary.model.members).toEqual(whole.summary.model.members)
  expect(merged.run.partial).toBe(false)
})

test('a missing shard makes the whole partial, which is not green', async () => {
  expect(cli('merge', part(1), part(2), '--out', 'two').status).toBe(3)
  expect((await read('two')).run.partial).toBe(true)
})

test.each([
  ['another seed', (results: Results) => void (results.suite.seed = 8), 'the seed differs: 7 and 8'],
  ['another target', (results: Results) => void (results.target.spec = 'http://x'), 'the target differs'],
  ['another version', (results: Results) => void (results.suite.version = '9.9.9'), 'the version of the suite differs'],
  ['a whole run', (results: Results) => void delete results.run['shard'], 'a file is of a whole run'],
])('%s is refused in one line', async (_what, change, line) => {
  const other = await read('part2')
  change(other)
  writeFileSync(path.join(folder, 'other.json'), JSON.stringify(other))
  const { status, stderr } = cli('merge', part(1), 'other.json', '--out', 'refused')
  expect(status).toBe(4)
  expect(stderr).toMatch(/^error: these results are no shards of one run: .*\n$/)
  expect(stderr).toContain(line)
})

test('a shard given twice is refused', () => {
  expect(cli('merge', part(1), part(1)).stderr).toContain('a shard is given twice')
})
