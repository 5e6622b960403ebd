import fc from 'fast-check'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type JournalHeader, openJournal, readJournal, recordCreation } from './journal.ts'

/** Any bytes, read as UTF-8. */
const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())
const header: JournalHeader = {
  runId: 'r1',
  pid: 1,
  host: 'h',
  startedAt: '2026-01-01T00:00:00.000Z',
  endpoints: { region: 'us-east-1', cognito: 'http://127.0.0.1:1' },
}
let folder = ''
let journal = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'))
  journal = path.join(folder, 'deep/journal')
  openJournal(journal, header)
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what was created is read back, newest first', () => {
  recordCreation(journal, { kind: 'role', name: 'r' })
  recordCreation(journal, { kind: 'identity-pool', name: 'p' })
  expect(readJournal(journal)).toEqual({
    header,
    resources: [
      { kind: 'identity-pool', name: 'p' },
      { kind: 'role', name: 'r' },
    ],
  })
})

test('the entries of one resource are joined', () => {
  recordCreation(journal, { kind: 'identity-pool', name: 'p' })
  recordCreation(journal, { kind: 'identity-pool', name: 'q' })
  recordCreation(journal, { kind: 'identity-pool', name: 'p', id: 'us-east-1:1' })
  expect(readJournal(journal)?.resources).toEqual([
    { kind: 'identity-pool', name: 'q' },
    { kind: 'identity-pool', name: 'p', id: 'us-east-1:1' },
  ])
})

test('what was removed while the run was going on is left out', () => {
  for (const id of ['us-east-1:1', 'us-east-1:2']) recordCreation(journal, { kind: 'identity-pool', name: id, id })
  recordCreation(journal, { kind: 'identity-pool', name: 'us-east-1:1', id: 'us-east-1:1', isGone: true })
  expect(readJournal(journal)?.resources).toEqual([{ kind: 'identity-pool', name: 'us-east-1:2', id: 'us-east-1:2' }])
})

test('an OIDC provider that the run made stays its own when it is found to be there already', () => {
  const arn = 'arn:aws:iam::123456789012:oidc-provider/example'
  for (const isOurs of [true, false]) recordCreation(journal, { kind: 'oidc-provider', arn, isOurs })
  expect(readJournal(journal)?.resources).toEqual([{ kind: 'oidc-provider', arn, isOurs: true }])
})

test('a journal that was cut off in the middle of a line keeps the lines before', () => {
  recordCreation(journal, { kind: 'role', name: 'r' })
  appendFileSync(journal, '{"kind":"ro')
  expect(readJournal(journal)?.resources).toEqual([{ kind: 'role', name: 'r' }])
})

test('lines that cannot be read are left out, wherever they stand', () => {
  for (const line of ['{"kind":', '[]', 'null', '{"kind":"planet","name":"x"}', ''])
    appendFileSync(journal, `${line}\n`)
  recordCreation(journal, { kind: 'user-pool', name: 'u' })
  recordCreation(journal, { kind: 'identity', key: 'k', poolId: 'p' })
  expect(readJournal(journal)?.resources).toEqual([
    { kind: 'identity', key: 'k', poolId: 'p' },
    { kind: 'user-pool', name: 'u' },
  ])
})

test('any text is read as a journal or as none', () => {
  const line = fc.oneof(anyText, fc.json(), fc.constant(JSON.stringify(header)))
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      writeFileSync(journal, lines.join('\n'))
      const found = readJournal(journal)
      if (found !== undefined) expect(found.header.runId).toBeTypeOf('string')
    }),
  )
})

test('there is no journal where there is no file', () => {
  expect(readJournal(path.join(folder, 'none'))).toBeUndefined()
})
