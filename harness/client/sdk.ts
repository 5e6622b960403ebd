import { AsyncLocalStorage } from 'node:async_hooks'
import type * as cognito from '@aws-sdk/client-cognito-identity'
import { type Answer, bareCode, isThrottled } from './answer.ts'
import { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
import type { Exchange, Trace } from './exchange.ts'
import { type Gate, openGate } from './gate.ts'
import { type Http, createHttp } from './http.ts'
import { type Operation, serviceOf } from './operations.ts'
import type { commands } from './sdk-commands.ts'
import { misshapen } from './structure.ts'

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
  close(): Promise<void>
}

type Clients = Record<'cognito-identity' | 'sts', Pick<cognito.CognitoIdentityClient, 'send'>>

/** Loads what the first call would load. */
export async function preloadSdk(): Promise<void> {
  await import('./sdk-commands.ts')
}

export function createSdkClient(
  endpoints: Endpoints,
  ownKeys: Keys,
  requestTimeoutMs: number,
  gate: Gate = openGate,
): SdkClient {
  const http = createHttp(requestTimeoutMs, endpoints.ca)
  const requestHandler = createCapturingHandler(http, endpoints.headers ?? {}, gate)
  const loaded = import('./sdk-commands.ts').then((sdk) => {
    const clientsFor = (keys: Keys): Clients => {
      const common = {
        region: endpoints.region,
        credentials: keys,
        maxAttempts: 1,
        requestHandler,
        cacheMiddleware: true,
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
    close: () => http.close(),
    async call<Name extends Operation>(operation: Name, input: Input<Name>, trace: Trace, keys?: Keys) {
      const { commands, clientsFor, clients } = await loaded
      const service = serviceOf(operation)
      const exchange: Exchange = {
        service,
        operation,
        startedAt: Date.now(),
        durationMs: 0,
        // For the gate; what goes over the wire takes its place.
        request: { method: 'POST', url: endpointOf(endpoints, service), headers: {}, body: JSON.stringify(input) },
      }
      await gate.before(exchange)
      exchange.startedAt = Date.now()
      trace.exchanges.push(exchange)
      // The compiler cannot pair a command with its input either; `Input` and `Output` do for the callers.
      const Command = commands[operation] as unknown as new (given: unknown) => cognito.GetIdCommand
      const client = (keys === undefined ? clients : clientsFor(keys))[service]
      try {
        const output = await captured.run(exchange, () => client.send(new Command(input)))
        const odd = misshapen(operation, output)
        if (odd !== undefined) return { kind: 'broken', reason: `${odd} is not what the service model says`, exchange }
        return { kind: 'accepted', output: output as unknown as Output<Name>, exchange }
      } catch (error) {
        return classify(error, exchange)
      } finally {
        gate.after(exchange)
      }
    },
  }
}

/** The exchange of the call under way: with cached middleware, nothing else of a call reaches the handler. */
export const captured = new AsyncLocalStorage<Exchange>()

type RequestHandler = Extract<cognito.CognitoIdentityClientConfig['requestHandler'], { handle: unknown }>
type HttpRequest = Parameters<RequestHandler['handle']>[0]

/** Writes request and raw answer into the exchange, and adds the run's headers, which no signature covers. */
export function createCapturingHandler(http: Http, headers: Record<string, string>, gate: Gate): RequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest) {
      const exchange = captured.getStore()
      if (exchange === undefined) throw new Error('a request outside of a call')
      const { method, protocol, hostname, port, path } = request
      const body = request.body as string | Uint8Array
      exchange.request = {
        method,
        url: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`,
        headers: { ...request.headers, ...headers },
        body: typeof body === 'string' ? body : new TextDecoder().decode(body),
      }
      const bytes = await http.send(exchange, body, gate.marks?.(exchange))
      if (exchange.response === undefined) throw new Error(exchange.error)
      const { status: statusCode, headers: answered } = exchange.response
      return { response: { statusCode, headers: answered, body: bytes } }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  }
}

export function classify(error: unknown, exchange: Exchange): Answer<never> {
  const { response } = exchange
  if (response === undefined) {
    const reason = (exchange.error ??= (error as Error).message)
    return { kind: exchange.isTooLarge === true ? 'broken' : 'silent', reason, exchange }
  }
  const status = response.status
  const { name, message } = error as Error
  const isServiceError = (error as { $fault?: string }).$fault !== undefined
  const code = bareCode(name)
  if (isThrottled(code, status)) return { kind: 'silent', reason: `throttled: ${code} (HTTP ${status})`, exchange }
  const nameless =
    code === '' ||
    code === 'Error' ||
    /^(CognitoIdentity|CognitoIdentityProvider|STS)ServiceException$/.test(code) ||
    /^\d+$/.test(code)
  if (!isServiceError || status < 300 || nameless) {
    return { kind: 'broken', reason: `HTTP ${status} with ${describeBody(response)}`, exchange }
  }
  return { kind: 'refused', code, message: message === 'UnknownError' ? '' : message, status, exchange }
}

function describeBody(response: { headers: Record<string, string>; body: string }): string {
  const type = response.headers['content-type'] ?? 'no content type'
  return response.body === '' ? 'an empty body' : `a body of ${response.body.length} characters (${type})`
}
