import { XMLParser } from 'fast-xml-parser'
import { type Answer, bareCode, isThrottled } from './answer.ts'
import type { Exchange } from './exchange.ts'

const xml = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false })

/** Reads a raw exchange as an answer of its protocol; the output is the parsed body. */
export function readAnswer(exchange: Exchange): Answer<Record<string, unknown>> {
  const { response } = exchange
  if (response === undefined) {
    return { kind: exchange.isTooLarge === true ? 'broken' : 'silent', reason: exchange.error ?? 'no answer', exchange }
  }
  const { status, body } = response
  const parsed = exchange.service === 'cognito-identity' ? parseJson(body) : parseXml(body)
  const error = parsed === undefined ? undefined : readError(parsed, response.headers)
  if (status === 429 || (error !== undefined && isThrottled(error.code, status))) {
    return { kind: 'silent', reason: `throttled (HTTP ${status})`, exchange }
  }
  if (status >= 200 && status < 300) {
    if (parsed === undefined && body !== '')
      return { kind: 'broken', reason: `HTTP ${status} with an unreadable body`, exchange }
    return { kind: 'accepted', output: parsed ?? {}, exchange }
  }
  if (error === undefined) return { kind: 'broken', reason: `HTTP ${status} without an error code`, exchange }
  return { kind: 'refused', ...error, status, exchange }
}

function parseJson(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function parseXml(body: string): Record<string, unknown> | undefined {
  try {
    const value = xml.parse(body) as Record<string, unknown>
    return Object.keys(value).some((key) => key.endsWith('Response')) ? value : undefined
  } catch {
    return undefined
  }
}

function readError(
  parsed: Record<string, unknown>,
  headers: Record<string, string>,
): { code: string; message: string } | undefined {
  const fromXml = (parsed['ErrorResponse'] as Record<string, unknown> | undefined)?.['Error'] as
    | Record<string, unknown>
    | undefined
  const code = fromXml?.['Code'] ?? parsed['__type'] ?? parsed['code'] ?? headers['x-amzn-errortype']
  if (typeof code !== 'string' || bareCode(code) === '') return undefined
  const message = fromXml?.['Message'] ?? parsed['message'] ?? parsed['Message'] ?? ''
  return { code: bareCode(code), message: typeof message === 'string' ? message : JSON.stringify(message) }
}
