import type { Exchange } from './exchange.ts'

/** Stands before every request of a client. */
export interface Gate {
  /** Waits, or rejects where the request must not be made; the rejection reaches the caller. */
  before(exchange: Exchange): Promise<void>
  after(exchange: Exchange): void
  /** Headers for the way to the target, which no exchange shows; asked when the request is complete. */
  marks?(exchange: Exchange): Record<string, string>
  /** Answers bytes in the target's place; without it they go over a connection. */
  reply?: (exchange: Exchange) => Pick<Exchange, 'response' | 'error'>
}

export const openGate: Gate = { before: () => Promise.resolve(), after() {} }

/** Both gates, one after the other. */
export function both(first: Gate, second: Gate): Gate {
  const reply = [first, second].find((gate) => gate.reply !== undefined)
  return {
    ...(reply?.reply === undefined ? {} : { reply: reply.reply }),
    async before(exchange) {
      await first.before(exchange)
      await second.before(exchange)
    },
    after(exchange) {
      first.after(exchange)
      second.after(exchange)
    },
    marks: (exchange) => ({ ...first.marks?.(exchange), ...second.marks?.(exchange) }),
  }
}
