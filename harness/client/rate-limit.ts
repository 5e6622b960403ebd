import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from './exchange.ts'
import type { Endpoints } from './endpoints.ts'
import { type Gate, openGate } from './gate.ts'

/** Requests per second by operation; `other` for those that have no entry. */
export type RateLimits = Record<string, number> & { other: number }

/** Lowest rate that throttling leads to, in requests per second. */
const floor = 0.5
const pauseMs = 1000
const recovery = 1.05

interface Lane {
  rate: number
  nextAt: number
}

/** Spaces the requests of each operation out. A throttled one halves its rate and pauses it; it recovers with each answer. */
export function createRateLimit(limits: RateLimits, now: () => number = Date.now): Gate {
  const lanes = new Map<string, Lane>()
  const limitOf = (operation: string): number => limits[operation] ?? limits.other
  const laneOf = (operation: string): Lane => {
    let lane = lanes.get(operation)
    if (lane === undefined) {
      lane = { rate: limitOf(operation), nextAt: 0 }
      lanes.set(operation, lane)
    }
    return lane
  }
  return {
    async before({ operation }) {
      const lane = laneOf(operation)
      const at = Math.max(now(), lane.nextAt)
      lane.nextAt = at + 1000 / lane.rate
      if (at > now()) await sleep(at - now())
    },
    after(exchange) {
      const lane = laneOf(exchange.operation)
      if (isThrottle(exchange)) {
        lane.rate = Math.max(floor, lane.rate / 2)
        lane.nextAt = Math.max(lane.nextAt, now() + pauseMs)
      } else {
        lane.rate = Math.min(limitOf(exchange.operation), lane.rate * recovery)
      }
    },
  }
}

/** The rate limit that a target's endpoints ask for, if any. */
export function rateLimitOf({ limits }: Endpoints): Gate {
  return limits === undefined ? openGate : createRateLimit(limits)
}

function isThrottle({ response }: Exchange): boolean {
  if (response === undefined) return false
  return response.status === 429 || /TooManyRequestsException|Throttling|RequestLimitExceeded/.test(response.body)
}
