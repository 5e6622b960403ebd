import { expect, test } from 'vitest'
import { historyAt } from './generate.ts'
import { actsOf, loginsOf, referencesOf } from './history.ts'

const names = ['a', 'b', 'c'] as const
const all = Array.from({ length: 300 }, (_, index) => historyAt(names, 1, index))
const acts = all.flatMap(({ steps }) => actsOf(steps))

test('the same seed and number make the same history, others another', () => {
  expect(historyAt(names, 1, 7)).toEqual(all[7])
  expect(historyAt(names, 2, 7)).not.toEqual(all[7])
})

test('histories have 1 to 40 calls besides those that make the pools', () => {
  const lengths = all.map(({ steps }) => steps.length)
  expect(Math.min(...lengths)).toBeLessThan(6)
  expect(Math.max(...lengths)).toBeGreaterThan(30)
  expect(Math.max(...lengths)).toBeLessThanOrEqual(43)
})

test('every operation on identities comes up, with sound, other and flawed tokens', () => {
  const operations = new Set(acts.map(({ call }) => call))
  expect(operations.size).toBe(15)
  const tokens = new Set(acts.flatMap(loginsOf).map(({ token }) => token))
  expect(tokens).toEqual(
    new Set([
      undefined,
      'again',
      'expired',
      'wrong-audience',
      'without-audience',
      'wrong-issuer',
      'unsigned',
      'badly-signed',
      'malformed',
    ]),
  )
  expect(new Set(acts.flatMap(loginsOf).map(({ user }) => user)).size).toBe(6)
})

test('a step refers to steps before it only', () => {
  for (const { steps } of all) {
    for (const act of actsOf(steps)) expect(referencesOf(act).every((reference) => reference < act.n)).toBe(true)
  }
})

test('without public providers there are guests and developer users', () => {
  const logins = Array.from({ length: 30 }, (_, index) => historyAt([], 1, index)).flatMap(({ steps }) =>
    actsOf(steps).flatMap(loginsOf),
  )
  expect(new Set(logins.map(({ provider }) => provider))).toEqual(new Set(['dev']))
})
