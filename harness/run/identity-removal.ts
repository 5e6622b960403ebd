import type { RawRequest } from '../client/index.ts'
import { jsonRequest } from '../client/index.ts'
import type { Resource } from '../world/index.ts'

type IdentityEntry = Extract<Resource, { kind: 'identity' }>

export interface IdentityRemoval {
  removed: string[]
  residue: { resource: string; reason: string }[]
}

/** DeleteIdentities takes so many at once. */
const batchSize = 60

/** A fresh login token of a user whom our issuer signs for; nothing for a provider that is none of ours. */
export type SignIn = (provider: string, subject: string) => Promise<string | undefined>

/**
 * Deletes the identities that a run made in a live pool. Where a call was cut off before its answer came, a developer user's identity is looked
 * up, and a user of our issuer signs in again with `signIn`, which yields the same identity, or a new one that goes as well. A guest cannot be
 * found again. `send` answers the body of an accepted call, nothing where
 * what it names does not exist, and rejects otherwise.
 */
export async function removeIdentities(
  entries: readonly IdentityEntry[],
  send: (request: RawRequest) => Promise<string | undefined>,
  isDryRun: boolean,
  signIn?: SignIn,
): Promise<IdentityRemoval> {
  const removal: IdentityRemoval = { removed: [], residue: [] }
  const ids = new Set<string>()
  for (const entry of entries) {
    if (typeof entry.id === 'string') ids.add(entry.id)
    else if (entry.id === undefined) {
      const found = await find(entry, send, isDryRun ? undefined : signIn).catch((error: Error) => {
        removal.residue.push({ resource: nameOfEntry(entry), reason: error.message })
        return undefined
      })
      if (found !== undefined) ids.add(found)
    }
  }
  const all = [...ids]
  for (let start = 0; start < all.length; start += batchSize) {
    const batch = all.slice(start, start + batchSize)
    const unprocessed = isDryRun ? [] : await deleteBatch(batch, send)
    for (const id of batch) {
      const left = unprocessed.find((item) => item.IdentityId === id)
      // A check may have deleted it already; the service does not tell an unknown identity from a forbidden one.
      const isGone = left !== undefined && (await describe(id, send)) === undefined
      if (left === undefined) removal.removed.push(`identity ${id}`)
      else if (!isGone) removal.residue.push({ resource: `identity ${id}`, reason: left.ErrorCode ?? 'not deleted' })
    }
  }
  return removal
}

interface Unprocessed {
  IdentityId?: string
  ErrorCode?: string
}

async function deleteBatch(
  ids: string[],
  send: (request: RawRequest) => Promise<string | undefined>,
): Promise<Unprocessed[]> {
  try {
    const body = await send(jsonRequest('DeleteIdentities', { IdentityIdsToDelete: ids }, true))
    return (JSON.parse(body ?? '{}') as { UnprocessedIdentityIds?: Unprocessed[] }).UnprocessedIdentityIds ?? []
  } catch (error) {
    return ids.map((IdentityId) => ({ IdentityId, ErrorCode: (error as Error).message }))
  }
}

function describe(id: string, send: (request: RawRequest) => Promise<string | undefined>): Promise<string | undefined> {
  return send(jsonRequest('DescribeIdentity', { IdentityId: id }, true)).catch((error: Error) => error.message)
}

async function find(
  { poolId, login }: IdentityEntry,
  send: (request: RawRequest) => Promise<string | undefined>,
  signIn: SignIn | undefined,
): Promise<string | undefined> {
  if (login === undefined) throw new Error('the call was cut off: possibly one guest identity')
  // A token of the service itself names an identity that is there.
  if (login.provider === 'cognito-identity.amazonaws.com') return undefined
  if ('subject' in login) {
    if (signIn === undefined) {
      throw new Error(
        'the call was cut off: possibly one identity, which only a login of this user can name; sweep --issuer-url URL --issuer-key FILE signs in again',
      )
    }
    const token = await signIn(login.provider, login.subject)
    if (token === undefined) return undefined
    const request = jsonRequest('GetId', { IdentityPoolId: poolId, Logins: { [login.provider]: token } })
    const body = await send(request)
    return body === undefined ? undefined : (JSON.parse(body) as { IdentityId?: string }).IdentityId
  }
  const input = { IdentityPoolId: poolId, DeveloperUserIdentifier: login.developerUser }
  const lookup = send(jsonRequest('LookupDeveloperIdentity', input, true))
  // A user whom the service will not even look up has no identity.
  const body = await lookup.catch((error: Error) => {
    if (/^(ValidationException|InvalidParameterException)/.test(error.message)) return undefined
    throw error
  })
  return body === undefined ? undefined : (JSON.parse(body) as { IdentityId?: string }).IdentityId
}

function nameOfEntry({ poolId, login }: IdentityEntry): string {
  const who = login === undefined ? 'a guest' : 'subject' in login ? login.subject : login.developerUser
  return `identity of ${who} in ${poolId}`
}
