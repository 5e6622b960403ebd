// Installs and starts emulators that others wrote, as child processes on loopback ports.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '..')
const environment = path.join(root, '.emulators')
const requirements = path.join(root, 'fixtures/emulators/requirements.txt')

export type EmulatorName = 'moto' | 'ministack'

export interface Emulator {
  name: EmulatorName
  url: string
  stop(): Promise<void>
}

const commands: Record<
  EmulatorName,
  (port: number) => { args: string[]; env: Record<string, string>; health: string }
> = {
  moto: (port) => ({
    args: ['-c', 'from moto.server import main; main()', '-H', '127.0.0.1', '-p', String(port)],
    env: {},
    health: '/moto-api/data.json',
  }),
  ministack: (port) => ({
    args: ['-m', 'ministack'],
    env: { GATEWAY_PORT: String(port) },
    health: '/_ministack/health',
  }),
}

/** Puts the emulators, in pinned versions, into a virtual environment of the checkout; does nothing where they are there. */
export async function installEmulators(): Promise<void> {
  const stamp = path.join(environment, 'installed.txt')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(requirements, 'utf8')) return
  try {
    await run('python3', ['-m', 'venv', '--clear', environment])
  } catch (error) {
    throw new Error('python3 with its venv module is needed (Debian: apt-get install python3-venv)', { cause: error })
  }
  await run(python(), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements])
  await run('cp', [requirements, stamp])
}

const python = (): string => path.join(environment, 'bin/python')
const startLimitMs = 60_000

/** Resolves once the emulator answers; rejects with the end of its log where it does not within a minute. */
export async function startEmulator(name: EmulatorName): Promise<Emulator> {
  const port = await freePort()
  const { args, env, health } = commands[name](port)
  const child = spawn(python(), args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = keepLog(child)
  const url = `http://127.0.0.1:${port}`
  const endWithParent = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithParent)
  const stop = async (): Promise<void> => {
    process.off('exit', endWithParent)
    await end(child)
  }
  const deadline = Date.now() + startLimitMs
  while (!(await answers(url + health))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(`${name} did not start:\n${log.join('')}`)
    }
    await sleep(100)
  }
  return { name, url, stop }
}

function keepLog(child: ChildProcess): string[] {
  const log: string[] = []
  const keep = (chunk: Buffer): void => {
    log.push(chunk.toString())
    if (log.length > 50) log.shift()
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return log
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(patience)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
