// Runs against images through testcontainers. The images are built locally, from what is installed, as no registry may be in reach.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Results, readResults } from '../harness/report/index.ts'
import { environment } from './emulators.ts'

const main = path.join(import.meta.dirname, '../dist/harness/cli/main.js')
const build = path.join(import.meta.dirname, '../fixtures/emulators/build-images.sh')

const missing = whatIsMissing()
if (missing !== undefined) process.stderr.write(`SKIPPED: containers are not tested: ${missing}\n`)

function whatIsMissing(): string | undefined {
  try {
    execFileSync('docker', ['version'], { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'docker is not installed' : 'no Docker daemon answers'
  }
}

const containers = (): string[] =>
  execFileSync('docker', ['ps', '--all', '--quiet', '--filter', 'label=cognito-identity-conformance'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((line) => line !== '')

describe.skipIf(missing !== undefined)('containers', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'containers-'))
    execFileSync('bash', [build, environment], { stdio: 'pipe' })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function run(args: string[], duringRun?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void) {
    const child = spawn(process.execPath, [main, 'run', '--out', folder, ...args])
    let stderr = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk)
      duringRun?.(stderr, (signal) => child.kill(signal))
    })
    const code = await new Promise<number | null>((resolve) => {
      child.once('close', resolve)
    })
    return { code, stderr }
  }
  const results = (): Promise<Results> => readResults(readFileSync(path.join(folder, 'results.json'), 'utf8'))

  test.each([
    ['moto', 5000],
    ['ministack', 4566],
  ])('judges the image of %s, whose container reaches our issuer, and removes it', async (name, port) => {
    const { code, stderr } = await run([`image:${name}-local`, '--port', String(port)])
    expect([code, stderr]).toEqual([1, expect.not.stringContaining('error:')])
    const { target, checks } = await results()
    expect(target.name).toBe(name)
    expect(target.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(target.probed['logins']).toBe('issuer')
    expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
    expect(checks.some(({ verdict }) => verdict === 'pass')).toBe(true)
    expect(containers()).toEqual([])
  })

  test('says in one line what keeps a container from starting', async () => {
    const unknown = await run(['image:no-such-image-local'])
    expect([unknown.code, unknown.stderr]).toEqual([
      3,
      expect.stringMatching(/error: no-such-image-local did not start: there is no such image here, .+\n$/),
    ])
    const closed = await run(['image:moto-local', '--port', '81', '--start-limit', '15'])
    expect([closed.code, closed.stderr]).toEqual([
      3,
      expect.stringMatching(/error: moto-local did not start: .*the end of its log: .+\n$/),
    ])
    expect(containers()).toEqual([])
  })

  test('removes the container on Ctrl-C, and at the next start that of a run that was killed', async () => {
    const interrupted = await run(['image:moto-local', '--port', '5000'], (stderr, kill) => {
      if (stderr.includes('running') && !stderr.includes('interrupted')) kill('SIGINT')
    })
    expect(interrupted.code).toBe(3)
    expect(containers()).toEqual([])
    await run(['image:moto-local', '--port', '5000'], (stderr, kill) => {
      if (stderr.includes('running')) kill('SIGKILL')
    })
    expect(containers()).toHaveLength(1)
    await run(['image:moto-local', '--port', '5000', '--only', 'identities/guest-is-new'])
    expect(containers()).toEqual([])
  })

  test('says that a container died during the run, with the end of its log', async () => {
    let isKilled = false
    const { code, stderr } = await run(['image:moto-local', '--port', '5000'], (text) => {
      if (isKilled || !text.includes('running')) return
      isKilled = true
      for (const id of containers()) execFileSync('docker', ['kill', id], { stdio: 'pipe' })
    })
    expect(code).toBe(3)
    expect(stderr).toContain('the container of moto-local ended during the run; the end of its log:')
    expect((await results()).run.partial).toBe(true)
  })
})
