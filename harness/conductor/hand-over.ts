import type { Finished } from '../check/index.ts'
import type { Kept } from '../recording/index.ts'
import type { Session } from '../world/index.ts'

/**
 * The line between the main thread and the worker. vitest has one too: it would hand the session over at the worker's start, and tells what
 * became of tests only ten times a second. This way the worker gets ready while the target is still being probed, and an outcome is known
 * at once.
 */
export interface HandOver {
  /** Name under which the worker asks. */
  readonly channel: string
  /** Resolves when the worker begins to load the suites. */
  readonly loading: Promise<void>
  /** `undefined`: there is nothing to judge. */
  give(session: Session | undefined): void
  /** Exchanges that the worker kept, once it has ended. */
  kept(): readonly Kept[]
  close(): void
}

type Message =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'session'; session: Session | undefined }
  | { kind: 'finished'; finished: readonly Finished[] }
  | { kind: 'ended'; kept: readonly Kept[] }
  | { kind: 'received' }

/** `finished` is told of each check that ends. */
export function createHandOver(channel: string, finished: (finished: Finished) => void): HandOver {
  const port = new BroadcastChannel(channel)
  const { promise: given, resolve: give } = Promise.withResolvers<Session | undefined>()
  const { promise: loading, resolve: begin } = Promise.withResolvers<void>()
  let kept: readonly Kept[] = []
  port.addEventListener('message', (event) => {
    const message = event.data as Message
    if (message.kind === 'loading') begin()
    else if (message.kind === 'finished') message.finished.forEach(finished)
    else if (message.kind === 'ended') {
      kept = message.kept
      port.postMessage({ kind: 'received' } satisfies Message)
    } else if (message.kind === 'ready') {
      void given.then((session) => port.postMessage({ kind: 'session', session } satisfies Message))
    }
  })
  return { channel, loading, give, kept: () => kept, close: () => port.close() }
}

/** In the worker: tells that it begins to load the suites. */
export function announceLoading(channel: string): void {
  const port = new BroadcastChannel(channel)
  port.postMessage({ kind: 'loading' } satisfies Message)
  port.close()
}

/** Each message wakes the main thread, where the embedded reference runs. */
const pauseBetweenMs = 50

/** The worker's end of the line. */
export interface WorkerLine {
  /** `undefined`: there is nothing to judge. */
  readonly session: Promise<Session | undefined>
  finished(finished: Finished): void
  /** Gives the run's exchanges to the main thread, and waits until it has all that was said. */
  end(kept: readonly Kept[]): Promise<void>
  close(): void
}

export function openWorkerLine(channel: string): WorkerLine {
  const port = new BroadcastChannel(channel)
  const { promise: session, resolve: receive } = Promise.withResolvers<Session | undefined>()
  const { promise: received, resolve: ended } = Promise.withResolvers<void>()
  port.addEventListener('message', (event) => {
    const message = event.data as Message
    if (message.kind === 'session') receive(message.session)
    if (message.kind === 'received') ended()
  })
  const post = (message: Message): void => port.postMessage(message)
  const waiting: Finished[] = []
  let sending: NodeJS.Timeout | undefined
  const send = (): void => {
    clearTimeout(sending)
    sending = undefined
    if (waiting.length > 0) post({ kind: 'finished', finished: waiting.splice(0) })
  }
  let pauseMs = 0
  let isOver = false
  post({ kind: 'ready' })
  return {
    session,
    finished(finished) {
      // vitest does not wait for what is under way when a run is cancelled.
      if (isOver) return
      waiting.push(finished)
      sending ??= setTimeout(send, pauseMs)
      pauseMs = pauseBetweenMs
    },
    async end(kept) {
      isOver = true
      send()
      post({ kind: 'ended', kept })
      await received
      port.close()
    },
    close: () => port.close(),
  }
}
