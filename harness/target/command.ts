import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { keepTail } from './log-tail.ts'
import { TargetError } from './target-error.ts'

export interface CommandRequest {
  name: string
  /** `{port}` stands for a free port. */
  argv: readonly [string, ...string[]]
  env: Record<string, string | undefined>
  startLimitMs: number
}

export interface RunningCommand {
  url: string
  stop: () => Promise<void>
  trouble: () => Promise<string | undefined>
}

/** Starts an installed emulator as a child process on a free loopback port and waits until it answers HTTP. Throws `TargetError`. */
export async function startCommand({ name, argv, env, startLimitMs }: CommandRequest): Promise<RunningCommand> {
  const port = await freePort()
  const filled = (text: string): string => text.replaceAll('{port}', String(port))
  const [program, ...args] = argv
  const values = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value ?? '')]))
  const child = spawn(program, args.map(filled), {
    env: { ...process.env, ...values },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = keepTail()
  child.stdout.on('data', log.add)
  child.stderr.on('data', log.add)
  let failure: string | undefined
  child.once('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'ENOENT' ? `${program} is not installed` : error.message
  })
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? `exit code ${code}`}`))

  const endWithParent = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithParent)
  const stop = async (): Promise<void> => {
    process.off('exit', endWithParent)
    if (failure !== undefined) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(patience)
  }

  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + startLimitMs
  while (!(await answers(url))) {
    if (failure === undefined && Date.now() < deadline) {
      await sleep(50)
      continue
    }
    const reason = failure ?? `its port did not open within ${startLimitMs / 1000} s`
    await stop()
    throw new TargetError('unreachable', `${name} did not start: ${reason}${log.tail()}`)
  }
  return {
    url,
    stop,
    trouble: () =>
      Promise.resolve(failure === undefined ? undefined : `${name} ended during the run: ${failure}${log.tail()}`),
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const { body } = await request(url, { signal: AbortSignal.timeout(2000) })
    await body.dump()
    return true
  } catch {
    return false
  }
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
