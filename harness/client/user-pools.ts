import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import type { Answer } from './answer.ts'
import { type Endpoints, type Keys, endpointOf } from './endpoints.ts'
import type { Exchange, Trace } from './exchange.ts'
import { type Gate, openGate } from './gate.ts'
import { createHttp } from './http.ts'
import { captured, classify, createCapturingHandler } from './sdk.ts'

export type UserPoolApi = CognitoIdentityProvider

/** `cognito-idp` of a target through the AWS SDK, which is loaded with the first call; throttled calls are tried again. */
export interface UserPoolClient {
  /** Never rejects for what the target does. */
  call<Output>(operation: string, make: (api: UserPoolApi) => Promise<Output>, trace: Trace): Promise<Answer<Output>>
  close(): Promise<void>
}

const attempts = 5

export function createUserPoolClient(
  endpoints: Endpoints,
  keys: Keys,
  requestTimeoutMs: number,
  gate: Gate = openGate,
): UserPoolClient {
  const http = createHttp(requestTimeoutMs, endpoints.ca)
  const endpoint = endpointOf(endpoints, 'cognito-idp')
  let loaded: Promise<CognitoIdentityProvider> | undefined
  const load = async (): Promise<CognitoIdentityProvider> => {
    const sdk = await import('@aws-sdk/client-cognito-identity-provider')
    return new sdk.CognitoIdentityProvider({
      region: endpoints.region,
      credentials: keys,
      endpoint,
      maxAttempts: attempts,
      requestHandler: createCapturingHandler(http, endpoints.headers ?? {}, gate),
    })
  }
  return {
    close: () => http.close(),
    async call(operation, make, trace) {
      const api = await (loaded ??= load())
      const exchange: Exchange = {
        service: 'cognito-idp',
        operation,
        startedAt: Date.now(),
        durationMs: 0,
        request: { method: 'POST', url: endpoint, headers: {}, body: '' },
      }
      await gate.before(exchange)
      trace.exchanges.push(exchange)
      try {
        return { kind: 'accepted', output: await captured.run(exchange, () => make(api)), exchange }
      } catch (error) {
        return classify(error, exchange)
      } finally {
        gate.after(exchange)
      }
    },
  }
}
