import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startReference } from '../../fixtures/reference/index.ts'
import { Trace, createSdkClient } from '../client/index.ts'
import { Call } from './call.ts'
import { createIdentityPoolMaker } from './identity-pool.ts'
import { openJournal, readJournal } from './journal.ts'
import type { MakeCall } from './pool.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'pools-'))
const journal = path.join(folder, 'journal')
const reference = await startReference()
const endpoints = { region: 'us-east-1', cognito: reference.url }
const sdk = createSdkClient(endpoints, { accessKeyId: 'test', secretAccessKey: 'test' }, 5000)
afterAll(async () => {
  await Promise.all([reference.close(), sdk.close()])
  rmSync(folder, { recursive: true })
})

const call: MakeCall = (operation, input) =>
  new Call(operation, (async () => sdk.call(operation, await input, new Trace()))())

test('every pool that was created stands in the journal by its id, and carries the tag of the run', async () => {
  const header = { runId: 'r1', pid: 1, host: 'h', startedAt: '2026-01-01T00:00:00Z', endpoints }
  openJournal(journal, header)
  const pools = createIdentityPoolMaker({ runId: 'r1', journal, tag: { key: 'run', value: 'r1' } })
  const first = await pools.create(call, { IdentityPoolTags: { team: 'red' } })
  expect(first).toMatchObject({
    IdentityPoolName: expect.stringMatching(/^conformance r1 1-[0-9a-f]{8}$/),
    AllowUnauthenticatedIdentities: false,
    IdentityPoolTags: { team: 'red', run: 'r1' },
  })
  const twin = await pools.create(call, { IdentityPoolName: first.IdentityPoolName })
  const refused = await pools.create(call, { DeveloperProviderName: 'no name' }).answer
  expect(refused.kind).toBe('refused')
  const journalled = readJournal(journal)?.resources ?? []
  const ids = journalled.map((one) => ('id' in one ? one.id : undefined))
  expect(ids).toEqual([undefined, twin.IdentityPoolId, first.IdentityPoolId])
})
