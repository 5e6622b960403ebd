import {
  type Operation,
  type RawClient,
  type RawRequest,
  type Trace,
  jsonRequest,
  queryRequest,
  readAnswer,
} from '../client/index.ts'
import { Failure, indeterminate } from '../verdict/index.ts'
import { Call } from './call.ts'

/** What came back, byte by byte; headers have lower-case names. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/** HTTP without an SDK. Where nothing comes back, or a throttle (HTTP 429), the check is indeterminate. */
export interface Http {
  /** An AWS JSON 1.1 request; without a signature unless it says so. */
  json(operation: string, input: unknown, signed?: boolean): Promise<HttpResponse>
  /** The same as a call, to be judged by its code and message; the output is the parsed body. */
  call(operation: Operation, input: unknown, signed?: boolean): Call<Record<string, unknown>>
  /** An AWS Query request to STS, without a signature. */
  query(operation: string, parameters: Record<string, string | undefined>): Promise<HttpResponse>
  send(request: RawRequest): Promise<HttpResponse>
}

/** `assertImplemented` throws for an operation that the target lacks; `recordPool` writes down the id of a pool that a call created. */
export function createHttp(
  raw: RawClient,
  trace: Trace,
  assertImplemented: (operation: Operation) => void,
  recordPool: (id: string) => void,
): Http {
  const send = async (request: RawRequest): Promise<HttpResponse> => {
    assertImplemented(request.operation as Operation)
    const { response, error = 'no answer', isTooLarge } = await raw.send(request, trace)
    if (isTooLarge === true) throw new Failure('an answer of the protocol', error, `${request.operation} answer`)
    if (response === undefined) throw indeterminate(`${request.operation}: ${error}`)
    if (response.status === 429) throw indeterminate(`${request.operation}: throttled (HTTP 429)`)
    return response
  }
  return {
    send,
    json: (operation, input, signed = false) => send(jsonRequest(operation, input, signed)),
    call: (operation, input, signed = false) => {
      const answer = async () => {
        assertImplemented(operation)
        const found = readAnswer(await raw.send(jsonRequest(operation, input, signed), trace))
        const pool = found.kind === 'accepted' && operation === 'CreateIdentityPool' && found.output['IdentityPoolId']
        if (typeof pool === 'string') recordPool(pool)
        return found
      }
      return new Call(operation, answer())
    },
    query: (operation, parameters) => send(queryRequest('sts', operation, withoutAbsent(parameters))),
  }
}

function withoutAbsent(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
