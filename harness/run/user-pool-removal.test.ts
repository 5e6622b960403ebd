import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { startReference } from '../../fixtures/reference/index.ts'
import type { TargetAccess } from '../world/index.ts'
import { removeResources } from './removal.ts'

test('user pools of the journal are removed, by id and by exact name, and no other', async () => {
  const reference = await startReference()
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
  const api = new CognitoIdentityProvider({ endpoint: reference.url, region: 'us-east-1', credentials: keys })
  const create = async (PoolName: string) => (await api.createUserPool({ PoolName })).UserPool?.Id ?? ''
  const id = await create('conformance r1 a')
  // More than a page of others before the one whose creation was cut off.
  for (let others = 0; others < 60; others += 1) await create('conformance r1')
  await create('conformance r1 b')
  await create('conformance r1 bb')

  const access: TargetAccess = {
    kind: 'endpoint',
    faults: [],
    endpoints: { region: 'us-east-1', cognito: reference.url },
    keys,
  }
  const journal = [
    { kind: 'user-pool', name: 'conformance r1 b' },
    { kind: 'user-pool', name: 'conformance r1 a', id },
    { kind: 'user-pool', name: 'conformance r1 a' },
  ] as const
  const header = { runId: 'r1', pid: 1, host: 'h', startedAt: '', endpoints: access.endpoints }
  const { residue } = await removeResources({ header, resources: [...journal] }, access, 5000)
  expect(residue).toEqual([])

  const names: (string | undefined)[] = []
  let NextToken: string | undefined
  do {
    const page = await api.listUserPools({ MaxResults: 60, NextToken })
    names.push(...(page.UserPools ?? []).map(({ Name }) => Name))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  await reference.close()
  expect(names).toHaveLength(61)
  expect([...new Set(names)]).toEqual(['conformance r1', 'conformance r1 bb'])
})
