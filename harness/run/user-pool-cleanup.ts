import { Trace, type UserPoolApi, createUserPoolClient } from '../client/index.ts'
import type { Resource, TargetAccess } from '../world/index.ts'

/**
 * Removes the user pools of a journal, and with them their clients and users. One whose creation was cut off has no id there: it is looked
 * for by its name, which only this run can have given.
 */
export async function removeUserPools(
  resources: readonly Resource[],
  { endpoints, keys }: TargetAccess,
  requestTimeoutMs: number,
): Promise<void> {
  const userPools = resources.filter((resource) => resource.kind === 'user-pool')
  if (userPools.length === 0) return
  const client = createUserPoolClient(endpoints, keys, requestTimeoutMs)
  const trace = new Trace()
  const ids = new Set(userPools.flatMap(({ id }) => (id === undefined ? [] : [id])))
  const known = new Set(userPools.flatMap(({ name, id }) => (id === undefined ? [] : [name])))
  const unknown = new Set(userPools.map(({ name }) => name).filter((name) => !known.has(name)))
  try {
    if (unknown.size > 0) {
      const found = await client.call('ListUserPools', (api) => idsNamed(api, unknown), trace)
      if (found.kind === 'accepted') for (const id of found.output) ids.add(id)
    }
    const remove = (UserPoolId: string) =>
      client.call('DeleteUserPool', (api) => api.deleteUserPool({ UserPoolId }), trace)
    await Promise.all([...ids].map(remove))
  } finally {
    await client.close()
  }
}

async function idsNamed(api: UserPoolApi, names: ReadonlySet<string>): Promise<string[]> {
  const ids: string[] = []
  let NextToken: string | undefined
  do {
    const page = await api.listUserPools({ MaxResults: 60, NextToken })
    for (const { Id, Name } of page.UserPools ?? []) {
      if (Id !== undefined && Name !== undefined && names.has(Name)) ids.push(Id)
    }
    NextToken = page.NextToken === NextToken ? undefined : page.NextToken
  } while (NextToken !== undefined)
  return ids
}
