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

/** By the signal itself: `process.exit` can hang while V8 compiles in the background. */
function endAtOnce(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

/** Lets Ctrl-C end the process while there is nothing to keep, also while vitest, which listens for a moment, starts. */
export function endOnInterrupt(): void {
  process.on('SIGINT', endAtOnce)
  process.on('SIGTERM', endAtOnce)
}

/** The first Ctrl-C ends the run and keeps what is there; the second one ends the process. */
export function onInterrupt(interrupt: () => void): () => void {
  let count = 0
  const listener = (signal: NodeJS.Signals): void => {
    count += 1
    if (count > 1) return endAtOnce(signal)
    process.stderr.write('\ninterrupted: ending the checks that are under way; once more to end at once\n')
    interrupt()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  process.off('SIGINT', endAtOnce)
  process.off('SIGTERM', endAtOnce)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}
