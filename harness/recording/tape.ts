import type { Exchange, Gate } from '../client/index.ts'

/** What keeps the exchanges of a run, or plays those of an earlier one. */
export interface Tape {
  gate: Gate
  /** Where one is played: milliseconds since the epoch, as they were when the current scope's last exchange was recorded. */
  now?: () => number
}

/** An exchange as it went over the wire, with whom it belongs to. Stays in memory: it holds tokens and keys. */
export interface Kept {
  /** One attempt of a check (`linking/…#1`), or the making of one pool. */
  scope: string
  /** From 0, within the scope. */
  sequence: number
  exchange: Exchange
}
