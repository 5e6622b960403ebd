import { Readable } from 'node:stream'
import type * as cognito from '@aws-sdk/client-cognito-identity'
import { type Answer, bareCode, isThrottled } from './answer.ts'
import { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
import { type Exchange, type Trace, answerLimit } from './exchange.ts'
import { type Operation, serviceOf } from './operations.ts'
import type { commands } from './sdk-commands.ts'

type CommandOf<Name extends Operation> = InstanceType<(typeof commands)[Name]>
export type Input<Name extends Operation> = CommandOf<Name>['input']
// The SDK keeps a command's output type in the handler that `resolveMiddleware` makes.
export type Output<Name extends Operation> =
  CommandOf<Name> extends {
    resolveMiddleware(...given: never[]): (...given: never[]) => Promise<{ output: infer Out }>
  }
    ? Out
    : never

/** The AWS SDK as applications use it, with retries off and every exchange captured. */
export interface SdkClient {
  /** Never rejects for what the target does. `keys` sign instead of the run's own. */
  call<Name extends Operation>(
    operation: Name,
    input: Input<Name>,
    trace: Trace,
    keys?: Keys,
  ): Promise<Answer<Output<Name>>>
}

type Clients = Record<'cognito-identity' | 'sts', Pick<cognito.CognitoIdentityClient, 'send'>>

export function createSdkClient(endpoints: Endpoints, ownKeys: Keys, requestTimeoutMs: number): SdkClient {
  const loaded = import('./sdk-commands.ts').then((sdk) => {
    const clientsFor = (keys: Keys): Clients => {
      const common = {
        region: endpoints.region,
        credentials: keys,
        maxAttempts: 1,
        requestHandler: {
          connectionTimeout: requestTimeoutMs,
          requestTimeout: requestTimeoutMs,
          throwOnRequestTimeout: true,
          httpAgent: { keepAlive: true, maxSockets: 64 },
          httpsAgent: { keepAlive: true, maxSockets: 64 },
        },
      }
      return {
        'cognito-identity': new sdk.CognitoIdentityClient({
          ...common,
          endpoint: endpointOf(endpoints, 'cognito-identity'),
        }),
        // One generic call over two clients: the compiler cannot pair operation and client, `serviceOf` does.
        sts: new sdk.STSClient({ ...common, endpoint: endpointOf(endpoints, 'sts') }) as unknown as Clients['sts'],
      }
    }
    return { commands: sdk.commands, clientsFor, clients: clientsFor(ownKeys) }
  })

  return {
    async call<Name extends Operation>(operation: Name, input: Input<Name>, trace: Trace, keys?: Keys) {
      const { commands, clientsFor, clients } = await loaded
      const service = serviceOf(operation)
      const exchange: Exchange = {
        service,
        operation,
        startedAt: Date.now(),
        durationMs: 0,
        request: { method: 'POST', url: endpointOf(endpoints, service), headers: {}, body: '' },
      }
      trace.exchanges.push(exchange)
      // The compiler cannot pair a command with its input either; `Input` and `Output` do for the callers.
      const Command = commands[operation] as unknown as new (given: unknown) => cognito.GetIdCommand
      const command = new Command(input)
      command.middlewareStack.add(tap(exchange, endpoints.headers ?? {}) as never, {
        step: 'deserialize',
        name: 'tap',
        priority: 'low',
      })
      try {
        const output = await (keys === undefined ? clients : clientsFor(keys))[service].send(command)
        return { kind: 'accepted', output: output as unknown as Output<Name>, exchange }
      } catch (error) {
        return classify(error, exchange)
      } finally {
        exchange.durationMs = Date.now() - exchange.startedAt
      }
    },
  }
}

interface HttpRequest {
  method: string
  protocol: string
  hostname: string
  port?: number
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array
}
interface HttpResponse {
  statusCode: number
  headers: Record<string, string>
  body: Readable
}
type Handler = (args: { request: HttpRequest }) => Promise<{ response: HttpResponse }>

/** Adds the run's headers, which no signature covers, and writes request and raw answer into `exchange`. */
function tap(exchange: Exchange, headers: Record<string, string>): (next: Handler) => Handler {
  return (next) => async (args) => {
    const { request } = args
    Object.assign(request.headers, headers)
    exchange.request = {
      method: request.method,
      url: `${request.protocol}//${request.hostname}${request.port === undefined ? '' : `:${request.port}`}${request.path}`,
      headers: request.headers,
      body: typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body),
    }
    const result = await next(args)
    const body = await drain(result.response.body)
    exchange.response = {
      status: result.response.statusCode,
      headers: result.response.headers,
      body: body.toString('utf8'),
    }
    result.response.body = Readable.from(body.length === 0 ? [] : [body])
    return result
  }
}

class AnswerTooLarge extends Error {}

async function drain(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += (chunk as Buffer).length
    if (size > answerLimit) {
      stream.destroy()
      throw new AnswerTooLarge(`the answer is larger than ${answerLimit} bytes`)
    }
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function classify(error: unknown, exchange: Exchange): Answer<never> {
  if (error instanceof AnswerTooLarge) return { kind: 'broken', reason: error.message, exchange }
  const { response } = exchange
  if (response === undefined) {
    const reason = describeTransport(error)
    exchange.error = reason
    return { kind: 'silent', reason, exchange }
  }
  const status = response.status
  const { name, message } = error as Error
  const isServiceError = (error as { $fault?: string }).$fault !== undefined
  const code = bareCode(name)
  if (isThrottled(code, status)) return { kind: 'silent', reason: `throttled: ${code} (HTTP ${status})`, exchange }
  const nameless =
    code === '' || code === 'Error' || /^(CognitoIdentity|STS)ServiceException$/.test(code) || /^\d+$/.test(code)
  if (!isServiceError || status < 300 || nameless) {
    return { kind: 'broken', reason: `HTTP ${status} with ${describeBody(response)}`, exchange }
  }
  return { kind: 'refused', code, message: message === 'UnknownError' ? '' : message, status, exchange }
}

function describeBody(response: { headers: Record<string, string>; body: string }): string {
  const type = response.headers['content-type'] ?? 'no content type'
  return response.body === '' ? 'an empty body' : `a body of ${response.body.length} characters (${type})`
}

function describeTransport(error: unknown): string {
  const { code, name, message } = error as Error & { code?: string }
  if (name === 'TimeoutError') return 'no answer in time'
  return code === undefined ? message : `connection trouble (${code})`
}
