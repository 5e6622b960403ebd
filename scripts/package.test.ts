import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Results, readResults } from '../harness/report/index.ts'

const root = path.join(import.meta.dirname, '..')
let project = ''

const npm = (args: string[], cwd: string): string => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** Runs the installed command as `npx` would, with this Node. */
function run(...args: string[]): Results {
  const bin = path.join(project, 'node_modules/.bin/cognito-identity-conformance')
  execFileSync(process.execPath, [bin, 'run', ...args], { cwd: project, stdio: 'pipe' })
  return JSON.parse(readFileSync(path.join(project, 'conformance-report/results.json'), 'utf8')) as Results
}

/** Every file below a folder with its size and time of change. */
function snapshot(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    files.map((file) => {
      const { size, mtimeMs } = statSync(path.join(folder, file))
      return [file, `${size} ${mtimeMs}`]
    }),
  )
}

describe('the package, installed from its tarball in an empty folder', () => {
  beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'package-'))
    const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', project], root)) as { filename: string }[]
    writeFileSync(path.join(project, 'package.json'), '{ "private": true }')
    npm(['install', '--no-audit', '--no-fund', `./${packed?.filename}`], project)
  }, 180_000)
  afterAll(() => rmSync(project, { recursive: true, force: true }), 60_000)

  test('runs all suites, and writes nothing into its own folder', async () => {
    const installed = path.join(project, 'node_modules/cognito-identity-conformance')
    const before = snapshot(installed)
    const results = run()
    expect(await readResults(JSON.stringify(results))).toBeDefined()
    expect(results.summary.verdicts.fail).toBe(0)
    expect(results.checks.length).toBeGreaterThan(300)
    expect(snapshot(installed)).toEqual(before)
  }, 120_000)

  test('is unaffected by a vitest config and another vitest of the host project', () => {
    writeFileSync(path.join(project, 'vitest.config.js'), 'throw new Error("the host project was loaded")')
    writeFileSync(path.join(project, 'vite.config.js'), 'throw new Error("the host project was loaded")')
    mkdirSync(path.join(project, 'test'))
    writeFileSync(path.join(project, 'test/host.test.js'), 'throw new Error("a test of the host project was run")')
    npm(['install', '--no-audit', '--no-fund', 'vitest@4.1.11'], project)
    const nested = path.join(project, 'node_modules/cognito-identity-conformance/node_modules/vitest/package.json')
    expect((JSON.parse(readFileSync(nested, 'utf8')) as { version: string }).version).toMatch(/^5\./)
    expect(run('--only', 'logins').summary.verdicts.pass).toBeGreaterThan(0)
  }, 180_000)

  test('explains requirements from its own catalogue', () => {
    const bin = path.join(project, 'node_modules/.bin/cognito-identity-conformance')
    const text = execFileSync(process.execPath, [bin, 'explain', 'identities/same-login-same-identity'], {
      encoding: 'utf8',
    })
    expect(text).toContain('https://docs.aws.amazon.com/')
  })
})
