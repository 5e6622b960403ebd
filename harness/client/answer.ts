import type { Exchange } from './exchange.ts'

/** What became of one call. */
export type Answer<Output> =
  | { kind: 'accepted'; output: Output; exchange: Exchange }
  /** An error of the service, with its code (the bare shape name) and message. */
  | { kind: 'refused'; code: string; message: string; status: number; exchange: Exchange }
  /** An answer that is none of the protocol: HTML, an empty error, too much. */
  | { kind: 'broken'; reason: string; exchange: Exchange }
  /** Time-out, throttling, connection trouble: says nothing about conformance. */
  | { kind: 'silent'; reason: string; exchange: Exchange }

const throttlingCodes = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
])

/** `code` as the target sent it: a namespace before `#` and a URI behind `:` are no part of it. */
export function bareCode(code: string): string {
  return code.replace(/^.*#/, '').replace(/:.*$/, '')
}

export function isThrottled(code: string, status: number): boolean {
  return status === 429 || throttlingCodes.has(code)
}

/** Whether this answer says that the target lacks the operation; any other trouble does not. */
export function saysNotImplemented(answer: Answer<unknown>): boolean {
  if (answer.kind !== 'refused' && answer.kind !== 'broken') return false
  if (answer.exchange.response?.status === 501) return true
  return (
    answer.kind === 'refused' && /^(UnknownOperation(Exception)?|InvalidAction|NotImplemented.*)$/.test(answer.code)
  )
}

/** In a few words, for messages: `accepted`, `NotAuthorizedException "…" (HTTP 400)`. */
export function describeAnswer(answer: Answer<unknown>): string {
  switch (answer.kind) {
    case 'accepted':
      return 'the call was accepted'
    case 'refused':
      return `${answer.code}${answer.message === '' ? '' : ` "${answer.message}"`} (HTTP ${answer.status})`
    case 'broken':
      return `no answer of the protocol: ${answer.reason}`
    case 'silent':
      return answer.reason
  }
}
