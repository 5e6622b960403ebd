import {
  type Answer,
  type RawClient,
  Trace,
  createRawClient,
  describeAnswer,
  jsonRequest,
  queryRequest,
  rateLimitOf,
  readAnswer,
} from '../client/index.ts'
import { TargetError } from '../target/index.ts'
import { type Journal, type Resource, type TargetAccess, rolePath, tagKey } from '../world/index.ts'

/** Pools and roles that carry the suite's tag and are old enough, as journals of the runs that made them. Rejects with `TargetError` where they cannot be listed. */
export async function findTagged(
  { endpoints, keys }: Pick<TargetAccess, 'endpoints' | 'keys'>,
  requestTimeoutMs: number,
  olderThanHours: number,
): Promise<Journal[]> {
  const raw = createRawClient(endpoints, keys, requestTimeoutMs, rateLimitOf(endpoints))
  try {
    const found = [...(await taggedPools(raw)), ...(await taggedRoles(raw))]
    const youngest = Date.now() - olderThanHours * 3_600_000
    const runs = Map.groupBy(found, ({ value }) => value)
    return [...runs].flatMap(([value, resources]) => {
      const [runId = '', startedAt = ''] = value.split(' ')
      // A tag without a time is none of ours.
      if (!(Date.parse(startedAt) <= youngest)) return []
      const header = { runId, startedAt, pid: 0, host: '', endpoints, tag: { key: tagKey, value } }
      return [{ header, resources: resources.map(({ resource }) => resource) }]
    })
  } finally {
    await raw.close()
  }
}

interface Tagged {
  /** Of the tag. */
  value: string
  resource: Resource
}

async function taggedPools(raw: RawClient): Promise<Tagged[]> {
  const found: Tagged[] = []
  let NextToken: string | undefined
  do {
    const page = await json(raw, 'ListIdentityPools', { MaxResults: 60, NextToken })
    for (const { IdentityPoolId: id, IdentityPoolName: name } of (page['IdentityPools'] ?? []) as PoolItem[]) {
      const { IdentityPoolTags: tags } = await json(raw, 'DescribeIdentityPool', { IdentityPoolId: id })
      const value = (tags as Record<string, string> | undefined)?.[tagKey]
      if (value !== undefined) found.push({ value, resource: { kind: 'identity-pool', name, id } })
    }
    NextToken = page['NextToken'] as string | undefined
  } while (NextToken !== undefined)
  return found
}

interface PoolItem {
  IdentityPoolId: string
  IdentityPoolName: string
}

async function taggedRoles(raw: RawClient): Promise<Tagged[]> {
  const found: Tagged[] = []
  let Marker: string | undefined
  do {
    const page = await iam(raw, 'ListRoles', { PathPrefix: rolePath, ...(Marker === undefined ? {} : { Marker }) })
    for (const [, name = ''] of page.matchAll(/<RoleName>([^<]+)<\/RoleName>/g)) {
      const value = readTag(await iam(raw, 'ListRoleTags', { RoleName: name }), tagKey)
      if (value !== undefined) found.push({ value, resource: { kind: 'role', name } })
    }
    Marker = /<Marker>([^<]+)<\/Marker>/.exec(page)?.[1]
  } while (Marker !== undefined)
  return found
}

async function json(raw: RawClient, operation: string, input: object): Promise<Record<string, unknown>> {
  const answer = readAnswer(await raw.send(jsonRequest(operation, input, true), new Trace()))
  if (answer.kind !== 'accepted') throw cannotList(operation, answer)
  return answer.output
}

async function iam(raw: RawClient, operation: string, parameters: Record<string, string>): Promise<string> {
  const answer = readAnswer(await raw.send(queryRequest('iam', operation, parameters, true), new Trace()))
  if (answer.kind !== 'accepted') throw cannotList(operation, answer)
  return answer.exchange.response?.body ?? ''
}

const cannotList = (operation: string, answer: Answer<unknown>): TargetError =>
  new TargetError('usage', `tagged resources cannot be listed: ${operation}: ${describeAnswer(answer)}`)

/** The value of a tag in an answer of IAM. */
export function readTag(xml: string, key: string): string | undefined {
  const tags = xml.matchAll(/<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>/g)
  return [...tags].find(([, name]) => name === key)?.[2]
}
