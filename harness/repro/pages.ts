import { type Exchange, noteSent, sentOf } from '../client/index.ts'
import { joined, read } from './answers.ts'

/** The most that a page may hold. */
const largestPage = 60

/**
 * Exchanges in which the pages of a list are one: the request for the first, the answer to the last with the lists of all. What a check
 * says of a whole list no page says alone, and a sound target may part it otherwise.
 */
export function withPagesJoined(exchanges: readonly Exchange[]): Exchange[] {
  const found: Exchange[] = []
  for (const exchange of exchanges) {
    const before = found.at(-1)
    if (before !== undefined && isNextPage(exchange, before)) found[found.length - 1] = join(before, exchange)
    else found.push(exchange)
  }
  return found
}

/** Whether a target may have further pages for the call. */
export function asksForPages(exchange: Exchange): boolean {
  const { MaxResults } = inputOf(exchange)
  return typeof MaxResults === 'number' && MaxResults < largestPage
}

function isNextPage(exchange: Exchange, before: Exchange): boolean {
  if (exchange.operation !== before.operation || before.response === undefined) return false
  if (exchange.response === undefined || exchange.response.status >= 300) return false
  const { NextToken: first, ...input } = inputOf(before)
  const { NextToken, ...again } = inputOf(exchange)
  const isFirst = first === undefined && NextToken !== undefined
  return isFirst && NextToken === read(before.response, 'NextToken') && JSON.stringify(input) === JSON.stringify(again)
}

function join(before: Exchange, next: Exchange): Exchange {
  if (before.response === undefined || next.response === undefined) return before
  const response = joined(before.response, next.response)
  const both = { ...before, durationMs: next.startedAt + next.durationMs - before.startedAt, response }
  noteSent(both, sentOf(before))
  return both
}

/** Nothing where the request is not an object in JSON, or other than usual. */
function inputOf(exchange: Exchange): Record<string, unknown> {
  if (sentOf(exchange).bytes !== undefined) return {}
  try {
    const input: unknown = JSON.parse(exchange.request.body)
    return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
