import type { Kept } from '../recording/index.ts'
import type { Session } from '../world/index.ts'

/**
 * Hands the session to the worker. vitest would do that at the worker's start; this way the worker gets ready while the target is still
 * being probed.
 */
export interface HandOver {
  /** Name under which the worker asks. */
  readonly channel: string
  /** Resolves when the worker begins to load the suites. */
  readonly loading: Promise<void>
  /** `undefined`: there is nothing to judge. */
  give(session: Session | undefined): void
  /** What the worker gave back. */
  kept(): readonly Kept[]
  close(): void
}

type Message =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'session'; session: Session | undefined }
  | { kind: 'kept'; kept: readonly Kept[] }
  | { kind: 'received' }

export function createHandOver(channel: string): HandOver {
  const port = new BroadcastChannel(channel)
  const { promise: given, resolve: give } = Promise.withResolvers<Session | undefined>()
  const { promise: loading, resolve: begin } = Promise.withResolvers<void>()
  let kept: readonly Kept[] = []
  port.addEventListener('message', (event) => {
    const message = event.data as Message
    if (message.kind === 'kept') {
      kept = message.kept
      port.postMessage({ kind: 'received' } satisfies Message)
    }
    if (message.kind === 'loading') begin()
    if (message.kind !== 'ready') return
    void given.then((session) => port.postMessage({ kind: 'session', session } satisfies Message))
  })
  return { channel, loading, give, kept: () => kept, close: () => port.close() }
}

/** In the worker: tells that it begins to load the suites. */
export function announceLoading(channel: string): void {
  const port = new BroadcastChannel(channel)
  port.postMessage({ kind: 'loading' } satisfies Message)
  port.close()
}

/** In the worker: the session, or undefined where there is nothing to judge. */
export async function receiveSession(channel: string): Promise<Session | undefined> {
  const port = new BroadcastChannel(channel)
  const { promise: received, resolve: receive } = Promise.withResolvers<Session | undefined>()
  port.addEventListener('message', (event) => {
    const message = event.data as Message
    if (message.kind === 'session') receive(message.session)
  })
  port.postMessage({ kind: 'ready' } satisfies Message)
  const session = await received
  port.close()
  return session
}

/** In the worker: gives the run's exchanges to the main thread, and waits until it has them. */
export async function giveBack(channel: string, kept: readonly Kept[]): Promise<void> {
  const port = new BroadcastChannel(channel)
  const { promise: received, resolve } = Promise.withResolvers<void>()
  port.addEventListener('message', (event) => {
    if ((event.data as Message).kind === 'received') resolve()
  })
  port.postMessage({ kind: 'kept', kept } satisfies Message)
  await received
  port.close()
}
