import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readResults } from '../report/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const main = path.join(import.meta.dirname, 'main.ts')

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function cli(...args: string[]): Promise<Ended> {
  const environment = { PATH: process.env['PATH'] ?? '' }
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: folder, env: environment }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

const laws = ['laws/documented-rules', 'laws/choices']
const faulty = 'reference+fault:merging/source-survives'

test('a law finds a fault, tells it, stores it, and replay shows it again', async () => {
  const run = await cli('run', faulty, '--only', ...laws, '--cases', '60', '--seed', '1', '--out', 'red')
  expect(run.code).toBe(1)
  expect(run.stdout).toMatch(/rule {5}merging\/destination-survives: MergeDeveloperIdentities returns/)
  expect(run.stdout).toMatch(/story {4}1 create a pool that .*\n +2 developer call .* → I1\n/)
  const results = await readResults(readFileSync(path.join(folder, 'red/results.json'), 'utf8'))
  const failing = results.checks.find(({ verdict }) => verdict === 'fail')
  expect(failing).toMatchObject({ kind: 'law', failure: { reproduced: 'always', cases: [{ calls: 4 }] } })
  expect(failing?.observation).toMatch(/^\d+ histories, \d+ calls judged$/)

  const [name = ''] = readdirSync(path.join(folder, 'red/histories'))
  const file = `red/histories/${name}`
  expect(failing?.failure?.repro.command).toBe(`npx cognito-identity-conformance replay ${file} --target ${faulty}`)
  expect(readFileSync(path.join(folder, file), 'utf8')).not.toMatch(/eyJ|us-east-1:/)

  const again = await cli('replay', file)
  expect(again.stdout).toMatch(/^reference .*: the same violation shows\n {2}1 create a pool/)
  expect(again.code).toBe(1)
  const sound = await cli('replay', file, '--target', 'reference')
  expect(sound.stdout).toMatch(/^reference .* fits: every answer to 4 calls is permitted/)
  expect(sound.code).toBe(0)
}, 120_000)

test('histories are as long as is asked for', async () => {
  const callsOf = async (length: string): Promise<number> => {
    const flags = ['--cases', '8', '--seed', '1', '--history-length', length, '--out', `long-${length}`]
    const run = await cli('run', 'reference', '--only', 'laws/documented-rules', ...flags)
    expect(run.code).toBe(0)
    const { checks } = await readResults(readFileSync(path.join(folder, `long-${length}/results.json`), 'utf8'))
    return Number(/^8 histories, (\d+) calls judged$/.exec(checks[0]?.observation ?? '')?.[1])
  }
  // Up to four calls make the pools, and the audit looks at two lists of each pool, at an identity and at a login.
  expect(await callsOf('1')).toBeLessThanOrEqual(8 * 14)
  expect(await callsOf('100')).toBeGreaterThan(8 * 14)
})

test('a law that time cuts off is not green', async () => {
  const flags = ['--cases', '100000', '--time-limit', '1', '--out', 'short']
  const run = await cli('run', 'reference', '--only', 'laws/documented-rules', ...flags)
  expect(run.stdout).toMatch(
    /only \d+ histories, \d+ calls judged, then the time limit was reached|no history was judged/,
  )
  expect(run.code).toBe(3)
}, 60_000)

test.each([
  ['no file', 'missing.json', undefined, /^error: cannot read missing.json \(ENOENT\); /],
  ['no JSON', 'text.json', 'nonsense', /^error: text.json: not JSON; /],
  ['no history', 'other.json', '{"schemaVersion":1}', /^error: other.json: no history: /],
])('%s: exit code 4 and one line', async (_what, name, content, message) => {
  if (content !== undefined) writeFileSync(path.join(folder, name), content)
  const ended = await cli('replay', name)
  expect(ended.code).toBe(4)
  expect(ended.stderr).toMatch(message)
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
})
