import type { Exchange } from './exchange.ts'

/** Stands before every request of a client. */
export interface Gate {
  /** Waits, or rejects where the request must not be made; the rejection reaches the caller. */
  before(exchange: Exchange): Promise<void>
  after(exchange: Exchange): void
}

export const openGate: Gate = { before: () => Promise.resolve(), after() {} }

/** Both gates, one after the other. */
export function both(first: Gate, second: Gate): Gate {
  return {
    async before(exchange) {
      await first.before(exchange)
      await second.before(exchange)
    },
    after(exchange) {
      first.after(exchange)
      second.after(exchange)
    },
  }
}
