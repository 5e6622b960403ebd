import { Trace, createRawClient, jsonRequest, queryRequest } from '../client/index.ts'
import type { Resource, TargetAccess } from '../world/index.ts'
import { removeUserPools } from './user-pool-cleanup.ts'

/** Removes what a run created, as far as the target lets it: never a reason to fail. */
export async function removeResources(
  resources: readonly Resource[],
  access: TargetAccess,
  requestTimeoutMs: number,
): Promise<void> {
  if (resources.length === 0) return
  const raw = createRawClient(access.endpoints, access.keys, requestTimeoutMs)
  const trace = new Trace()
  try {
    await Promise.all(
      resources.map(async (resource) => {
        switch (resource.kind) {
          case 'identity-pool':
            return raw.send(jsonRequest('DeleteIdentityPool', { IdentityPoolId: resource.id }, true), trace)
          case 'role':
            return raw.send(queryRequest('iam', 'DeleteRole', { RoleName: resource.name }, true), trace)
          case 'oidc-provider': {
            const parameters = { OpenIDConnectProviderArn: resource.arn }
            return raw.send(queryRequest('iam', 'DeleteOpenIDConnectProvider', parameters, true), trace)
          }
          case 'user-pool':
            return undefined
        }
      }),
    )
    await removeUserPools(resources, access, requestTimeoutMs)
  } finally {
    await raw.close()
  }
}
