import { refused, scenario, worded } from '../../harness/check/index.ts'
import type { Scene } from './arrange.ts'
import { pools } from './requirements.ts'

type Operation = Parameters<Scene['http']['call']>[0]

interface Case {
  operation: Operation
  /** Beside IdentityPoolId; `users` are two developer users of the pool, `identity` is that of the second. */
  input: (key: string, users: readonly string[], identity: string) => object
}

const required = { IdentityPoolName: 'unknown', AllowUnauthenticatedIdentities: false }
const cases: readonly Case[] = [
  { operation: 'DescribeIdentityPool', input: () => ({}) },
  { operation: 'UpdateIdentityPool', input: () => required },
  { operation: 'DeleteIdentityPool', input: () => ({}) },
  { operation: 'GetIdentityPoolRoles', input: () => ({}) },
  { operation: 'SetIdentityPoolRoles', input: () => ({ Roles: {} }) },
  { operation: 'ListIdentities', input: () => ({ MaxResults: 1 }) },
  { operation: 'LookupDeveloperIdentity', input: (_key, [user]) => ({ DeveloperUserIdentifier: user }) },
  { operation: 'GetOpenIdTokenForDeveloperIdentity', input: (key, [user]) => ({ Logins: { [key]: user } }) },
  {
    operation: 'MergeDeveloperIdentities',
    input: (DeveloperProviderName, [SourceUserIdentifier, DestinationUserIdentifier]) => ({
      DeveloperProviderName,
      SourceUserIdentifier,
      DestinationUserIdentifier,
    }),
  },
  {
    operation: 'UnlinkDeveloperIdentity',
    input: (DeveloperProviderName, [, DeveloperUserIdentifier], IdentityId) => ({
      DeveloperProviderName,
      DeveloperUserIdentifier,
      IdentityId,
    }),
  },
]

/** They leave the pool otherwise than it was. */
const changing = new Set(['UpdateIdentityPool', 'DeleteIdentityPool', 'SetIdentityPoolRoles'])

for (const { operation, input } of cases) {
  const needs = { own: changing.has(operation), developer: true }
  const unknown = async ({ pool, developer, http, region }: Scene) => {
    const users = [developer.user().identifier, developer.user().identifier]
    let identity = ''
    if (operation.includes('Developer')) {
      for (const user of users) {
        identity = (await pool.getOpenIdTokenForDeveloperIdentity([developer.user(user)])).identity
      }
    }
    const members = input(developer.key, users, identity)
    await http.call(operation, { IdentityPoolId: pool.id, ...members }, true)
    const IdentityPoolId = `${region}:00000000-0000-4000-8000-000000000000`
    return { call: http.call(operation, { IdentityPoolId, ...members }, true), IdentityPoolId }
  }

  scenario(pools.unknownPool, operation, needs, async (scene) => {
    await refused((await unknown(scene)).call, 'ResourceNotFoundException')
  })

  // The identity that it names is in no such pool either.
  if (operation === 'UnlinkDeveloperIdentity') continue
  scenario(pools.unknownPoolText, operation, needs, async (scene) => {
    const { call, IdentityPoolId } = await unknown(scene)
    await worded(call, `IdentityPool '${IdentityPoolId}' not found.`)
  })
}

scenario(pools.oddId, 'digits for a UUID', {}, async ({ pool, call, region }) => {
  await call('DescribeIdentityPool', { IdentityPoolId: pool.id })
  const odd = call('DescribeIdentityPool', { IdentityPoolId: `${region}:930292469738` })
  await refused(odd, 'ResourceNotFoundException')
})

scenario(pools.oddId, 'a UUID of no version', {}, async ({ pool, call, region }) => {
  await call('DescribeIdentityPool', { IdentityPoolId: pool.id })
  const odd = call('DescribeIdentityPool', { IdentityPoolId: `${region}:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee` })
  await refused(odd, 'ResourceNotFoundException')
})

scenario(pools.otherRegion, 'its id with the name of another', {}, async ({ pool, call, region }) => {
  await call('DescribeIdentityPool', { IdentityPoolId: pool.id })
  const elsewhere = pool.id.replace(region, region === 'eu-west-1' ? 'us-east-1' : 'eu-west-1')
  await refused(call('DescribeIdentityPool', { IdentityPoolId: elsewhere }), 'ResourceNotFoundException')
})
