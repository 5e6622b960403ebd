// Child processes of the bench: each is ended with the bench, whatever happens.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
/** The built command line. */
export const cli = path.join(root, 'dist/harness/cli/main.js')

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

export interface Ended {
  code: number | null
  /** From the start of the process to its end. */
  wallMs: number
  stdout: string
  stderr: string
  /** High-water mark of resident memory; undefined where the system has no /proc. */
  peakMiB: number | undefined
}

/** Runs a command to its end; rejects where it does not end within `limitMs`. */
export async function runCommand(command: string, args: string[], limitMs = 120_000): Promise<Ended> {
  const startedAt = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  let peakMiB: number | undefined
  const watch = setInterval(() => (peakMiB = readPeak(child.pid) ?? peakMiB), 50)
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  clearInterval(watch)
  clearTimeout(limit)
  running.delete(child)
  const wallMs = performance.now() - startedAt
  if (code === null) throw new Error(`${command} ${args[0] ?? ''} did not end by itself:\n${stderr.slice(-2000)}`)
  return { code, wallMs, stdout, stderr, peakMiB }
}

export const runNode = (...args: string[]): Promise<Ended> => runCommand(process.execPath, args)

function readPeak(pid: number | undefined): number | undefined {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return peak === undefined ? undefined : Number(peak) / 1024
  } catch {
    return undefined
  }
}

export interface Served {
  name: string
  url: string
  stop(): Promise<void>
}

/** The reference emulator in a process of its own. */
export async function startServe(...flags: string[]): Promise<Served> {
  const child = spawn(process.execPath, [cli, 'serve', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const found = /http:\/\/[\w.:]+/.exec(String(chunk))?.[0]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error('the reference did not start')))
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    running.delete(child)
  }
  return { name: 'reference', url, stop }
}
