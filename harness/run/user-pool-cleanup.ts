import { Trace, type UserPoolApi, createUserPoolClient } from '../client/index.ts'
import type { Resource, TargetAccess } from '../world/index.ts'

/**
 * Removes the user pools of a journal, and with them their clients and users. They are looked for by name too, which only this run can
 * have given: a creation that was cut off has no id in the journal, and one that was sent again may have made two.
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
  try {
    const ids = new Set(userPools.flatMap(({ id }) => (id === undefined ? [] : [id])))
    const names = new Set(userPools.map(({ name }) => name))
    const found = await client.call('ListUserPools', (api) => idsNamed(api, names), trace)
    if (found.kind === 'accepted') for (const id of found.output) ids.add(id)
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
