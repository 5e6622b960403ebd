import {
  type Operation,
  type RawClient,
  type RawRequest,
  type Trace,
  bareCode,
  isThrottled,
  jsonRequest,
  queryRequest,
  readAnswer,
  statusLine,
} from '../client/index.ts'
import { Failure, indeterminate } from '../verdict/index.ts'
import { Call } from './call.ts'

/** What came back, byte by byte; headers have lower-case names. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/** What of a request goes out otherwise; an empty header does not go out at all. */
export type RequestChanges = Partial<Pick<RawRequest, 'method' | 'path' | 'headers' | 'body'>>

/** HTTP without an SDK. Where nothing comes back, or a throttle, the check is indeterminate. */
export interface Http {
  /** An AWS JSON 1.1 request; without a signature unless it says so. */
  json(
    operation: string,
    input: unknown,
    signed?: RawRequest['signed'],
    changes?: RequestChanges,
  ): Promise<HttpResponse>
  /** The same as a call, to be judged by its code and message; the output is the parsed body. */
  call(operation: Operation, input: unknown, signed?: boolean): Call<Record<string, unknown>>
  /** An AWS Query request to STS; without a signature unless it says so. */
  query(
    operation: string,
    parameters: Record<string, string | undefined>,
    signed?: RawRequest['signed'],
    changes?: RequestChanges,
  ): Promise<HttpResponse>
  send(request: RawRequest): Promise<HttpResponse>
  /**
   * Bytes on a connection of their own, part by part; answers the statuses and the whole text that came back.
   * The last request of `parts` has to ask for the end of the connection.
   */
  talk(operation: string, parts: readonly string[]): Promise<{ statuses: number[]; text: string }>
  /** The first lines of a request for `talk`. */
  readonly postHead: readonly string[]
}

/** `assertImplemented` throws for an operation that the target lacks; `onPool` hears of each pool that came to be, by its id. */
export function createHttp(
  raw: RawClient,
  trace: Trace,
  assertImplemented: (operation: Operation) => void,
  onPool: (id: string) => void,
): Http {
  const send = async (request: RawRequest): Promise<HttpResponse> => {
    assertImplemented(request.operation as Operation)
    const exchange = await raw.send(request, trace)
    const { response, error = 'no answer', isTooLarge } = exchange
    if (isTooLarge === true) throw new Failure('an answer of the protocol', error, `${request.operation} answer`)
    if (response === undefined) throw indeterminate(`${request.operation}: ${error}`)
    if (response.status >= 400) {
      const answer = readAnswer(exchange)
      if (answer.kind === 'silent') throw indeterminate(`${request.operation}: ${answer.reason}`)
    }
    const created = request.operation === 'CreateIdentityPool' ? poolId.exec(response.body)?.[1] : undefined
    if (created !== undefined) onPool(created)
    return response
  }
  return {
    send,
    postHead: raw.postHead,
    async talk(operation, parts) {
      assertImplemented(operation as Operation)
      const { response, error = 'no answer' } = await raw.talk(operation, parts, trace)
      if (response === undefined) throw indeterminate(`${operation}: ${error}`)
      const statuses = [...response.body.matchAll(statusLine)].map(([, status]) => Number(status))
      const codes = [...response.body.matchAll(errorCode)].map(([, code = '']) => bareCode(code))
      if (statuses.includes(429) || codes.some((code) => isThrottled(code, 0)))
        throw indeterminate(`${operation}: throttled`)
      return { statuses, text: response.body }
    },
    json: (operation, input, signed = false, changes = {}) =>
      send(changed(jsonRequest(operation, input, signed), changes)),
    query: (operation, parameters, signed = false, changes = {}) =>
      send(changed(queryRequest('sts', operation, withoutAbsent(parameters), signed), changes)),
    call: (operation, input, signed = false) => {
      const answer = async () => {
        assertImplemented(operation)
        const found = readAnswer(await raw.send(jsonRequest(operation, input, signed), trace))
        const pool = found.kind === 'accepted' && operation === 'CreateIdentityPool' && found.output['IdentityPoolId']
        if (typeof pool === 'string') onPool(pool)
        return found
      }
      return new Call(operation, answer())
    },
  }
}

const errorCode = /"__type"\s*:\s*"([^"]*)"/g
const poolId = /"IdentityPoolId"\s*:\s*"([\w:-]+)"/

function changed(request: RawRequest, changes: RequestChanges): RawRequest {
  const headers = Object.entries({ ...request.headers, ...changes.headers }).filter(([, value]) => value !== '')
  return { ...request, ...changes, headers: Object.fromEntries(headers) }
}

function withoutAbsent(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
