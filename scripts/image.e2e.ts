// The image of the command line. It is built on this machine's own Node and shell, as no image registry may be in reach.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResults } from '../harness/report/index.ts'

const root = path.join(import.meta.dirname, '..')
const [base, image] = ['conformance-node-local', 'cognito-identity-conformance-local']
const hasDocker = spawnSync('docker', ['version'], { stdio: 'pipe' }).status === 0
if (!hasDocker) process.stderr.write('SKIPPED: the image is not built: no Docker daemon answers\n')

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })

/** An image of Node, a shell and the libraries that they need. */
function buildBase(folder: string): void {
  const programs = [process.execPath, '/bin/sh']
  const linked = programs.flatMap((program) => run('ldd', program).match(/\/\S+\.so\S*/g) ?? [])
  // What native modules want besides; it lies beside the C library.
  const beside = path.join(path.dirname(linked.find((file) => file.includes('libc.so')) ?? ''), 'librt.so.1')
  const libraries = [...linked, beside]
  for (const place of ['tmp', 'usr/bin']) mkdirSync(path.join(folder, place), { recursive: true })
  run('cp', '-L', '--parents', ...new Set([...libraries, '/bin/sh']), folder)
  run('cp', '-L', process.execPath, path.join(folder, 'usr/bin/node'))
  run('sh', '-c', `tar -C "$0" -cf - . | docker import -c 'ENV PATH=/usr/bin:/bin' - ${base}`, folder)
}

describe.skipIf(!hasDocker)('the image of the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'image-'))
  beforeAll(() => {
    buildBase(path.join(folder, 'base'))
    run(process.execPath, 'scripts/stage.ts')
    // Without BuildKit, which is a plug-in that not every Docker has.
    run('env', 'DOCKER_BUILDKIT=0', 'docker', 'build', '-q', '-t', image, '--build-arg', `NODE=${base}`, '.')
  }, 900_000)
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    rmSync(path.join(root, '.image'), { recursive: true, force: true })
    spawnSync('docker', ['image', 'rm', '--force', image, base], { stdio: 'pipe' })
  })

  test('judges the reference, and leaves the reports in the mounted folder', async () => {
    const work = path.join(folder, 'work')
    mkdirSync(work)
    const only = ['run', '--only', 'identities/guests-refused', '--no-color']
    const said = run('docker', 'run', '--rm', '--network', 'none', '--volume', `${work}:/work`, image, ...only)
    expect(said).toContain('conforms on 2 of the 2 MUST checks')
    const results = await readResults(readFileSync(path.join(work, 'conformance-report/results.json'), 'utf8'))
    expect(results.summary.verdicts.pass).toBe(2)
  })

  test('hands the exit code on', () => {
    const { status, stderr } = spawnSync('docker', ['run', '--rm', image, 'run', 'nonsense'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([4, expect.stringContaining('unknown target: nonsense')])
  })
})
