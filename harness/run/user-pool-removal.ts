import { Trace, type UserPoolApi, createUserPoolClient, describeAnswer } from '../client/index.ts'
import type { Resource, TargetAccess } from '../world/index.ts'
import type { Removal } from './removal.ts'

/**
 * Removes the user pools of a journal, and with them their clients and users. They are looked for by name too, which only this run can
 * have given: a creation that was cut off has no id in the journal, and one that was sent again may have made two.
 */
export async function removeUserPools(
  resources: readonly Resource[],
  { endpoints, keys }: Pick<TargetAccess, 'endpoints' | 'keys'>,
  requestTimeoutMs: number,
  isDryRun: boolean,
): Promise<Removal> {
  const removal: Removal = { removed: [], residue: [] }
  const userPools = resources.filter((resource) => resource.kind === 'user-pool')
  if (userPools.length === 0) return removal
  const client = createUserPoolClient(endpoints, keys, requestTimeoutMs)
  const trace = new Trace()
  try {
    const ids = new Set(userPools.flatMap(({ id }) => (id === undefined ? [] : [id])))
    const names = new Set(userPools.map(({ name }) => name))
    const found = await client.call('ListUserPools', (api) => idsNamed(api, names), trace)
    if (found.kind === 'accepted') for (const id of found.output) ids.add(id)
    else removal.residue.push({ resource: `user pools named ${[...names].join(', ')}`, reason: describeAnswer(found) })
    const remove = async (UserPoolId: string): Promise<void> => {
      const resource = `user pool ${UserPoolId}`
      if (isDryRun) return void removal.removed.push(resource)
      const answer = await client.call('DeleteUserPool', (api) => api.deleteUserPool({ UserPoolId }), trace)
      if (answer.kind === 'accepted') removal.removed.push(resource)
      else if (answer.kind !== 'refused' || answer.code !== 'ResourceNotFoundException') {
        removal.residue.push({ resource, reason: describeAnswer(answer) })
      }
    }
    await Promise.all([...ids].map(remove))
    return removal
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
