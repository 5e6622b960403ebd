// Installs emulators that others wrote, and starts them as child processes on loopback ports.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { presets } from '../fixtures/emulators/presets.ts'
import { startCommand } from '../harness/target/index.ts'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '..')
/** The virtual environment that the emulators are installed in. */
export const environment = path.join(root, '.emulators')
const requirements = path.join(root, 'fixtures/emulators/requirements.txt')

export type EmulatorName = 'moto' | 'ministack'

export interface Emulator {
  name: EmulatorName
  url: string
  stop(): Promise<void>
}

/** Puts the emulators, in pinned versions, into a virtual environment of the checkout; does nothing where they are there. Tests have it as their set-up. */
export async function installEmulators(): Promise<void> {
  const stamp = path.join(environment, 'installed.txt')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(requirements, 'utf8')) return
  try {
    await run('python3', ['-m', 'venv', '--clear', environment])
  } catch (error) {
    throw new Error('python3 with its venv module is needed (Debian: apt-get install python3-venv)', { cause: error })
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]
  await run(path.join(environment, 'bin/python'), pip)
  await run('cp', [requirements, stamp])
}

export { installEmulators as setup }

/** Resolves once the emulator answers; rejects with the end of its log where it does not within a minute. */
export async function startEmulator(name: EmulatorName): Promise<Emulator> {
  const { command } = presets[name] ?? {}
  if (command === undefined) throw new Error(`${name} has no command`)
  const PATH = `${path.join(environment, 'bin')}:${process.env['PATH'] ?? ''}`
  const { url, stop } = await startCommand({
    name,
    argv: command.argv,
    env: { ...command.env, PATH },
    startLimitMs: 60_000,
  })
  return { name, url, stop }
}
