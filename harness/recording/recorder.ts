import { type Exchange, currentScope } from '../client/index.ts'
import type { Kept, Tape } from './tape.ts'

/** Keeps every exchange, in memory. */
export interface Recorder extends Tape {
  readonly kept: readonly Kept[]
}

export function createRecorder(): Recorder {
  const kept: Kept[] = []
  const places = new WeakMap<Exchange, Omit<Kept, 'exchange'>>()
  return {
    kept,
    gate: {
      before(exchange) {
        const scope = currentScope()
        places.set(exchange, { scope: scope.name, sequence: scope.requests })
        scope.requests += 1
        return Promise.resolve()
      },
      after(exchange) {
        const place = places.get(exchange)
        if (place !== undefined) kept.push({ ...place, exchange })
      },
    },
  }
}
