import { expect, test } from 'vitest'
import {
  Failure,
  Unjudged,
  indeterminate,
  notApplicable,
  notImplemented,
  untestable,
  verdicts,
  withoutIds,
} from './index.ts'

test('a failure says what was expected, what came, and where', () => {
  const failure = new Failure('dry', 'wet', 'GetId answer')
  expect(failure).toMatchObject({ name: 'Failure', expected: 'dry', got: 'wet', at: 'GetId answer' })
  expect(failure.message).toBe('expected dry, got wet (GetId answer)')
})

test.each([
  [untestable('why'), 'untestable', 'why'],
  [indeterminate('why'), 'indeterminate', 'why'],
  [notApplicable('why'), 'not-applicable', 'why'],
  [notImplemented('GetId'), 'not-implemented', 'GetId is not implemented'],
] as const)('what was not judged has a verdict and a cause: %s', (unjudged, verdict, cause) => {
  expect(unjudged).toBeInstanceOf(Unjudged)
  expect(unjudged).toMatchObject({ verdict, message: cause })
  expect(verdicts).toContain(verdict)
})

test('texts of one cause are alike without their ids', () => {
  const text = (id: string, user: string, port: number): string =>
    withoutIds(`us-east-1:${id} of ${user} at 127.0.0.1:${port}, request ${id}`)
  expect(text('11111111-1111-4111-8111-111111111111', 'u7-0a1b2c3d-00112233', 4566)).toBe(
    text('22222222-2222-c222-8222-222222222222', 'u12-ffffffff-44556677 (another token)', 9090),
  )
})
