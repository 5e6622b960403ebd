import type { Exchange } from './exchange.ts'
import type { Signing } from './signing.ts'

/** What an exchange does not show of its request; kept apart, as it may hold keys and is never written anywhere. */
export interface Sent {
  /** A signature other than the usual one. */
  signing?: Signing
  /** Headers before they were signed. */
  headers?: Record<string, string>
  /** A body that is no text. */
  bytes?: Uint8Array
  /** What was written to a connection, part by part. */
  parts?: readonly string[]
}

const known = new WeakMap<Exchange, Sent>()

export function noteSent(exchange: Exchange, sent: Sent): void {
  known.set(exchange, sent)
}

export function sentOf(exchange: Exchange): Sent {
  return known.get(exchange) ?? {}
}
