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
