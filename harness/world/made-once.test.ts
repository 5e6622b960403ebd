import { expect, test } from 'vitest'
import { currentScope } from '../client/index.ts'
import { indeterminate, untestable } from '../verdict/index.ts'
import { madeOnce } from './made-once.ts'

test('what was made, or refused, stays so', async () => {
  const once = madeOnce<number>()
  let made = 0
  const next = async (): Promise<number> => (made += 1)
  expect([await once('a', next), await once('a', next), await once('b', next)]).toEqual([1, 1, 2])
  const refused = madeOnce<number>()
  await expect(refused('a', () => Promise.reject(untestable('refused')))).rejects.toThrow('refused')
  await expect(refused('a', next)).rejects.toThrow('refused')
})

test('what had no answer is made anew under other names, but not again and again', async () => {
  const once = madeOnce<string>()
  const scopes: string[] = []
  const unanswered = async (): Promise<string> => {
    scopes.push(currentScope().name)
    throw indeterminate('no answer')
  }
  for (let time = 0; time < 5; time += 1) await expect(once('pool', unanswered)).rejects.toThrow('no answer')
  expect(scopes).toEqual(['pool', 'pool (2)', 'pool (3)'])

  const mended = madeOnce<string>()
  await expect(mended('pool', unanswered)).rejects.toThrow('no answer')
  expect(await mended('pool', async () => 'made')).toBe('made')
  expect(await mended('pool', unanswered)).toBe('made')
})
