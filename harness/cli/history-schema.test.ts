import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyAt } from '../law/index.ts'
import { parseStoredHistory } from './history-schema.ts'

const stored = {
  schemaVersion: 1,
  law: 'laws/documented-rules',
  kind: 'histories',
  signature: '0123456789abcdef',
  requirement: 'identities/same-login-same-identity',
  sentence: 'Water is wet.',
  operation: 'GetId',
  expected: ['I1'],
  got: 'I2',
  story: ['1 create a pool'],
  history: historyAt(['a', 'b', 'c'], 1, 1),
  calls: 3,
  seen: 1,
  reproduced: 'always',
  target: 'reference',
}
const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())

/** Is read, or refused in one line. */
function isClear(text: string): void {
  try {
    expect(parseStoredHistory(text).history.steps.length).toBeGreaterThan(0)
  } catch (error) {
    expect((error as Error).message).toMatch(/^(not JSON|no history: [^\n]+ at [^\n]+)$/)
  }
}

test('every history that laws play can be stored', () => {
  for (let index = 0; index < 300; index += 1) {
    const history = historyAt(['a', 'b', 'c'], 1, index)
    expect(parseStoredHistory(JSON.stringify({ ...stored, history })).history).toEqual(history)
  }
})

test('any text, and a history with any other member, is read or refused in one line', () => {
  fc.assert(fc.property(anyText, isClear))
  fc.assert(fc.property(fc.json(), isClear))
  const changed = fc.record({ name: fc.constantFrom(...Object.keys(stored)), value: fc.jsonValue() })
  fc.assert(fc.property(changed, ({ name, value }) => isClear(JSON.stringify({ ...stored, [name]: value }))))
  const step = fc.record({ name: fc.constantFrom('n', 'call', 'pool', 'logins', 'shape'), value: fc.jsonValue() })
  const withStep = fc.tuple(fc.nat({ max: stored.history.steps.length - 1 }), step)
  fc.assert(
    fc.property(withStep, ([at, { name, value }]) => {
      const steps = stored.history.steps.map((one, index) => (index === at ? { ...one, [name]: value } : one))
      isClear(JSON.stringify({ ...stored, history: { steps } }))
    }),
  )
})
