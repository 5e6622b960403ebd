// Records the emulators of others with the built command line, and judges the recordings without them.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator } from './emulators.ts'
import { judge } from './judge.ts'

const main = path.join(import.meta.dirname, '../dist/harness/cli/main.js')

/** What depends on the order in which calls were under way: an answer is kept, and not what it came in between. */
const ofOrder = /^(laws\/races|refusals\/change-nothing)\//

function record(target: string, folder: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, 'record', target, '--out', folder], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    )
  })
}

describe.each(['moto', 'ministack', 'reference'] as const)('a recording of %s', (name) => {
  let folder = ''
  let recording = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), `recording-${name}-`))
    recording = path.join(folder, 'recording')
    const emulator = name === 'reference' ? undefined : await startEmulator(name)
    try {
      const { code, text } = await record(emulator?.url ?? name, recording)
      expect([code, text]).toEqual([0, expect.stringMatching(/recorded \d+ exchanges/)])
    } finally {
      await emulator?.stop()
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is judged with the emulator gone, and every verdict is the recorded one', async () => {
    const { code, results } = await judge(`replay:${recording}`, path.join(folder, 'report'))
    expect(code).toBe(name === 'reference' ? 0 : 1)
    expect(results.target).toMatchObject({ kind: 'recording', name })
    const otherwise = results.target.recording?.judgedOtherwise ?? []
    expect(otherwise.filter((id) => !ofOrder.test(id))).toEqual([])
    expect(results.checks.length).toBeGreaterThan(1000)
    expect(results.checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
  })

  test('is small, and holds no token and no key', () => {
    const files = readdirSync(recording).map((file) => path.join(recording, file))
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0)
    process.stderr.write(`recording of ${name}: ${Math.ceil(bytes / 1024)} KiB\n`)
    expect(bytes).toBeLessThan(3_000_000)
    for (const file of files) {
      const raw = readFileSync(file)
      const text = (file.endsWith('.gz') ? gunzipSync(raw) : raw).toString()
      expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/)
      expect(text).not.toMatch(/\bA[KS]IA[A-Z0-9]{12,}/)
      expect(text).not.toMatch(/Signature=[0-9a-f]{16}/)
    }
  })
})
