import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readJournal, recordCreation } from './journal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what was created is read back, newest first', () => {
  const journal = path.join(folder, 'journal')
  recordCreation(journal, { kind: 'role', name: 'r' })
  recordCreation(journal, { kind: 'identity-pool', id: 'p' })
  expect(readJournal(journal)).toEqual([
    { kind: 'identity-pool', id: 'p' },
    { kind: 'role', name: 'r' },
  ])
})

test('a journal that was cut off in the middle of a line keeps the lines before', () => {
  const journal = path.join(folder, 'journal')
  recordCreation(journal, { kind: 'role', name: 'r' })
  appendFileSync(journal, '{"kind":"ro')
  expect(readJournal(journal)).toEqual([{ kind: 'role', name: 'r' }])
})

test('a journal that does not exist is empty', () => {
  expect(readJournal(path.join(folder, 'none'))).toEqual([])
})
