import { decodeJwt } from 'jose'
import type { Exchange, Gate } from '../client/index.ts'
import { notApplicable } from '../verdict/index.ts'
import { type LoginEntry, recordCreation } from './journal.ts'
import type { LivePool } from './live-pool.ts'

/** What a run may call on a live pool; all else would change the pool, or list or delete what is not ours. */
export const liveOperations = [
  'AssumeRoleWithWebIdentity',
  'DeleteIdentities',
  'DescribeIdentity',
  'DescribeIdentityPool',
  'GetCallerIdentity',
  'GetCredentialsForIdentity',
  'GetId',
  'GetIdentityPoolRoles',
  'GetOpenIdToken',
  'GetOpenIdTokenForDeveloperIdentity',
  'LookupDeveloperIdentity',
  'MergeDeveloperIdentities',
  'UnlinkDeveloperIdentity',
  'UnlinkIdentity',
]
/** What creates nothing. */
export const readOnlyOperations = ['DescribeIdentityPool', 'GetCallerIdentity', 'GetIdentityPoolRoles']

const basicFlow = new Set(['GetOpenIdToken', 'AssumeRoleWithWebIdentity'])

/** Keeps a run within what a live pool allows, and writes each login down before it can make an identity. */
export function createLiveGate(live: LivePool, journal: string): Gate {
  const allowed = new Set(live.isReadOnly ? readOnlyOperations : liveOperations)
  const ours = new Set<string>()
  const keys = new WeakMap<Exchange, string>()
  let serial = 0

  return {
    before(exchange) {
      const operation = operationOf(exchange)
      const input = readJson(exchange.request.body)
      const deny = (reason: string): Promise<never> => Promise.reject(notApplicable(`on a live pool ${reason}`))
      if (!allowed.has(operation)) {
        return deny(live.isReadOnly ? 'with --read-only nothing is created' : `${operation} is never called`)
      }
      if (basicFlow.has(operation) && !live.allowsClassicFlow)
        return deny('that forbids it, the basic flow is not judged')
      if (operation === 'DeleteIdentities' && !namesOnly(ours, input['IdentityIdsToDelete'])) {
        return deny('only identities of the run are deleted')
      }
      if (!makesIdentities(operation)) return Promise.resolve()
      if (Object.keys(input).length === 0) return deny('nothing is sent that cannot be read here')
      if (input['IdentityPoolId'] !== live.id) return Promise.resolve()
      const logins = loginsOf(input)
      if (logins.length === 0 && !live.mayMakeGuests) return deny('guests are made only with --guests')
      const key = `${(serial += 1)}`
      keys.set(exchange, key)
      const [login] = logins
      recordCreation(journal, { kind: 'identity', key, poolId: live.id, ...(login === undefined ? {} : { login }) })
      return Promise.resolve()
    },
    after(exchange) {
      const key = keys.get(exchange)
      if (key === undefined || exchange.response === undefined) return
      const id = readJson(exchange.response.body)['IdentityId']
      if (typeof id === 'string') ours.add(id)
      recordCreation(journal, { kind: 'identity', key, poolId: live.id, id: typeof id === 'string' ? id : null })
    },
  }
}

/** A check of the wire may send anything in the place of the list; what is no list of ids is held back. */
const namesOnly = (ours: ReadonlySet<string>, ids: unknown): boolean =>
  ids === undefined || (Array.isArray(ids) && ids.every((id) => ours.has(id as string)))

const makesIdentities = (operation: string): boolean =>
  operation === 'GetId' || operation === 'GetOpenIdTokenForDeveloperIdentity'

/** As the request says it, whatever the check calls it. */
function operationOf({ operation, request }: Exchange): string {
  return /^AWSCognitoIdentityService\.(\w+)$/.exec(request.headers['x-amz-target'] ?? '')?.[1] ?? operation
}

function readJson(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Who signs in; never the tokens. */
function loginsOf(input: Record<string, unknown>): LoginEntry[] {
  const logins = (input['Logins'] ?? {}) as Record<string, string>
  return Object.entries(logins).map(([provider, value]) => {
    try {
      return { provider, subject: decodeJwt(value).sub ?? '' }
    } catch {
      return { provider, developerUser: value }
    }
  })
}
