import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CheckResult, type Results, assembleResults } from '../report/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'diff-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cli = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...args], { cwd: folder, encoding: 'utf8' })

function resultsOf(verdict: 'pass' | 'untestable' | 'not-implemented'): Results {
  const suite = { name: 'suite', version: '0.0.0', revision: null, seed: 1 }
  const target = {
    spec: 'x',
    kind: 'endpoint',
    name: 'x',
    version: null,
    digest: null,
    region: 'r',
    declared: {},
    probed: {},
  }
  const run = {
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    requests: 1,
    partial: false,
    command: 'run',
    level: 'MUST' as const,
  }
  const words = { topic: 'a', title: 't', sentence: 'Water is wet.' }
  const check: CheckResult = {
    id: 'a/b/t',
    requirement: 'a/b',
    level: 'MUST',
    kind: 'scenario',
    ...words,
    verdict,
    durationMs: 1,
    requests: 1,
  }
  return assembleResults({ suite, target, run, operations: {}, sightings: new Set() }, [check])
}

beforeAll(() => {
  for (const verdict of ['pass', 'untestable', 'not-implemented'] as const) {
    writeFileSync(path.join(folder, `${verdict}.json`), JSON.stringify(resultsOf(verdict)))
  }
})

test.each([
  ['1 where a judged check is no longer implemented', 'pass', 'not-implemented', 1, '1 regressed'],
  ['0 where a check is no longer judged', 'pass', 'untestable', 0, '1 no longer judged'],
  ['0 where a check is newly judged', 'untestable', 'pass', 0, '1 newly judged'],
  ['0 where nothing moved', 'pass', 'pass', 0, 'nothing moved'],
])('diff ends with %s', (_what, older, newer, code, words) => {
  const { status, stdout } = cli('diff', `${older}.json`, `${newer}.json`)
  expect(stdout).toContain(words)
  expect(status).toBe(code)
})

test('report shows movement on the page, and prints one format on standard output', () => {
  const { status, stdout } = cli('report', 'not-implemented.json', '--format', 'html', '--against', 'pass.json')
  expect(status).toBe(0)
  expect(stdout).toContain('Regressed: 1')
  expect(cli('report', 'pass.json').stdout).toContain('conforms on 1 of the 1 MUST checks')
})

test('a folder of results gives the trend, for report and for run', () => {
  const older = resultsOf('pass')
  const reports = path.join(folder, 'history/first')
  mkdirSync(reports, { recursive: true })
  writeFileSync(path.join(reports, 'results.json'), JSON.stringify(older))
  writeFileSync(path.join(reports, 'badge.json'), '{ "schemaVersion": 1, "label": "not results" }')
  const later = { ...resultsOf('not-implemented'), run: { ...older.run, startedAt: '2026-02-01T00:00:00.000Z' } }
  writeFileSync(path.join(folder, 'later.json'), JSON.stringify(later))
  const one = cli('report', 'later.json', '--against', 'history')
  expect([one.status, one.stdout]).toEqual([
    0,
    expect.stringMatching(/Trend on MUST:[^]*2026-02-01.*0 fixed, 1 regressed/),
  ])
  writeFileSync(path.join(folder, 'history/later.json'), JSON.stringify(later))
  const all = cli('report', 'history', '--format', 'html')
  expect([all.status, all.stdout]).toEqual([0, expect.stringContaining('Regressed: 1')])
  const empty = cli('report', mkdtempSync(path.join(folder, 'empty-')))
  expect([empty.status, empty.stderr]).toEqual([4, expect.stringContaining('holds no results.json of a run')])
})
