import { once } from 'node:events'

/** Resolves at the first Ctrl-C or SIGTERM. */
export async function untilSignal(): Promise<void> {
  const ended = new AbortController()
  await Promise.race([
    once(process, 'SIGINT', { signal: ended.signal }),
    once(process, 'SIGTERM', { signal: ended.signal }),
  ])
  ended.abort()
}

/** The first Ctrl-C ends the run and keeps what is there; the second one ends the process. */
export function onInterrupt(interrupt: () => void): () => void {
  let count = 0
  const listener = (): void => {
    count += 1
    if (count > 1) process.exit(130)
    process.stderr.write('\ninterrupted: ending the checks that are under way; once more to end at once\n')
    interrupt()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}
