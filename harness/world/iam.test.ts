import { mkdtempSync, rmSync } from 'node:fs'
import { type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Trace, createRawClient } from '../client/index.ts'
import { createOidcProvider, createRole } from './iam.ts'
import { openJournal } from './journal.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'iam-'))
let answer: (response: ServerResponse) => void
const server = createServer((_, response) => answer(response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const endpoints = { region: 'us-east-1', cognito: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
const raw = createRawClient(endpoints, { accessKeyId: 'test', secretAccessKey: 'test' }, 5000)
const owner = { journal: path.join(folder, 'journal') }
openJournal(owner.journal, { runId: 'r1', pid: 1, host: 'h', startedAt: '2026-01-01T00:00:00Z', endpoints })
afterAll(async () => {
  await raw.close()
  server.close()
  rmSync(folder, { recursive: true })
})

const xml = (status: number, body: string) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
const refusal = xml(403, '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>')
const dropped = (response: ServerResponse) => response.destroy()

test('a role that IAM does not make leaves what needs it without a verdict', async () => {
  const make = () => createRole(raw, owner, 'role', '{}', new Trace())
  answer = xml(200, '<CreateRoleResponse><Arn>arn:aws:iam::111122223333:role/role</Arn></CreateRoleResponse>')
  expect(await make()).toBe('arn:aws:iam::111122223333:role/role')
  answer = refusal
  await expect(make()).rejects.toMatchObject({ verdict: 'untestable' })
  answer = dropped
  await expect(make()).rejects.toMatchObject({ verdict: 'indeterminate' })
})

test('an answer that was lost says nothing of what IAM knows', async () => {
  const provider = { issuer: 'https://issuer.example', arn: 'arn:aws:iam::111122223333:oidc-provider/issuer.example' }
  const create = () => createOidcProvider(raw, owner, provider, 'audience', new Trace())
  answer = refusal
  expect(await create()).toBe('refused')
  answer = dropped
  expect(await create()).toBe('unanswered')
})
