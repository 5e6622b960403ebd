import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Answer,
  type RawClient,
  type RawRequest,
  Trace,
  createRawClient,
  describeAnswer,
  jsonRequest,
  queryRequest,
  rateLimitOf,
  readAnswer,
} from '../client/index.ts'
import { type SignIn, removeIdentities } from './identity-removal.ts'
import { removeUserPools } from './user-pool-removal.ts'
import { readTag } from './tagged.ts'
import type { Journal, Resource, Tag, TargetAccess } from '../world/index.ts'

/** What could not be removed, and why. */
// A type and not an interface, so that it fits the open records of the results schema.
export type Residue = { resource: string; reason: string }

export interface Removal {
  removed: string[]
  residue: Residue[]
}

/**
 * Removes what a journal names, newest first. What was created for certain is deleted at once; what was only going to be created is looked
 * up, and deleted where it carries the run's tag. Never rejects. With `isDryRun` it only says what it would remove.
 */
export async function removeResources(
  { header, resources }: Journal,
  access: Pick<TargetAccess, 'endpoints' | 'keys'>,
  requestTimeoutMs: number,
  isDryRun = false,
  signIn?: SignIn,
): Promise<Removal> {
  const raw = createRawClient(access.endpoints, access.keys, requestTimeoutMs, rateLimitOf(access.endpoints))
  const remover = createRemover(raw, header.tag, isDryRun)
  const removal: Removal = { removed: [], residue: [] }
  try {
    // Pools before the roles and providers that they name, which is the journal's order backwards.
    const identities = await removeIdentities(
      resources.filter((one) => one.kind === 'identity'),
      (request) => remover.read(request),
      isDryRun,
      signIn,
    )
    removal.removed.push(...identities.removed)
    removal.residue.push(...identities.residue)
    const userPools = await removeUserPools(resources, access, requestTimeoutMs, isDryRun)
    removal.removed.push(...userPools.removed)
    removal.residue.push(...userPools.residue)
    await Promise.all(
      resources
        .filter((one) => one.kind !== 'identity' && one.kind !== 'user-pool')
        .map(async (resource) => {
          try {
            if (await remover.remove(resource)) removal.removed.push(nameOf(resource))
          } catch (error) {
            removal.residue.push({ resource: nameOf(resource), reason: (error as Error).message })
          }
        }),
    )
  } finally {
    await raw.close()
  }
  return removal
}

const attempts = 5

type Removable = Exclude<Resource, { kind: 'identity' | 'user-pool' }>

interface Remover {
  /** The body of an accepted call; nothing where what it names does not exist. */
  read(request: RawRequest): Promise<string | undefined>
  /** Answers whether there was anything to remove, and rejects where it stays. */
  remove(resource: Removable): Promise<boolean>
}

function createRemover(raw: RawClient, tag: Tag | undefined, isDryRun: boolean): Remover {
  const send = async (request: RawRequest): Promise<Answer<Record<string, unknown>>> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = readAnswer(await raw.send(request, new Trace()))
      // A fault of the server passes as well; what it refuses, it refuses again.
      const passes = answer.kind === 'silent' || (answer.exchange.response?.status ?? 0) >= 500
      if (!passes || attempt === attempts) return answer
      await sleep(200 * 2 ** attempt)
    }
  }
  const read = async (request: RawRequest): Promise<string | undefined> => {
    const answer = await send(request)
    if (answer.kind === 'accepted') return answer.exchange.response?.body ?? ''
    if (isGone(answer)) return undefined
    throw new Error(describeAnswer(answer))
  }
  const remove = async (request: RawRequest): Promise<boolean> => {
    if (isDryRun) return true
    const answer = await send(request)
    if (answer.kind === 'accepted') return true
    if (isGone(answer)) return false
    throw new Error(describeAnswer(answer))
  }
  const json = (operation: string, input: object): RawRequest => jsonRequest(operation, input, true)
  const iam = (operation: string, parameters: Record<string, string>): RawRequest =>
    queryRequest('iam', operation, parameters, true)
  const hasTag = (body: string | undefined): boolean =>
    body !== undefined && tag !== undefined && readTag(body, tag.key) === tag.value

  async function findPool(name: string): Promise<string | undefined> {
    let NextToken: string | undefined
    do {
      const page = JSON.parse(
        (await read(json('ListIdentityPools', { MaxResults: 60, NextToken }))) ?? '{}',
      ) as PoolPage
      for (const { IdentityPoolId, IdentityPoolName } of page.IdentityPools ?? []) {
        if (IdentityPoolName !== name) continue
        const described = JSON.parse((await read(json('DescribeIdentityPool', { IdentityPoolId }))) ?? '{}') as PoolTags
        if (tag !== undefined && described.IdentityPoolTags?.[tag.key] === tag.value) return IdentityPoolId
      }
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    return undefined
  }

  const removeOne = async (resource: Removable): Promise<boolean> => {
    switch (resource.kind) {
      case 'identity-pool': {
        const id = resource.id ?? (tag === undefined ? undefined : await findPool(resource.name))
        return id !== undefined && remove(json('DeleteIdentityPool', { IdentityPoolId: id }))
      }
      case 'role': {
        const RoleName = resource.name
        const isOurs =
          tag === undefined || resource.arn !== undefined || hasTag(await read(iam('ListRoleTags', { RoleName })))
        return isOurs && remove(iam('DeleteRole', { RoleName }))
      }
      case 'oidc-provider': {
        const OpenIDConnectProviderArn = resource.arn
        const isOurs =
          resource.isOurs ??
          (tag === undefined || hasTag(await read(iam('GetOpenIDConnectProvider', { OpenIDConnectProviderArn }))))
        return isOurs && remove(iam('DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn }))
      }
    }
  }
  return { read, remove: removeOne }
}

interface PoolPage {
  IdentityPools?: { IdentityPoolId: string; IdentityPoolName: string }[]
  NextToken?: string
}
interface PoolTags {
  IdentityPoolTags?: Record<string, string>
}

function isGone(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && /^(ResourceNotFoundException|NoSuchEntity(Exception)?)$/.test(answer.code)
}

function nameOf(resource: Removable): string {
  switch (resource.kind) {
    case 'identity-pool':
      return `identity pool ${resource.id ?? `"${resource.name}"`}`
    case 'role':
      return `role ${resource.name}`
    case 'oidc-provider':
      return `OIDC provider ${resource.arn}`
  }
}
