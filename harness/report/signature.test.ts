import { expect, test } from 'vitest'
import { signatureOf } from './signature.ts'

const property = { seed: 1, path: '0', counterexample: '[1]', cases: 25 }
const sign = (got: string, more: Partial<Parameters<typeof signatureOf>[0]> = {}): string =>
  signatureOf({ expected: 'HTTP 200', got, at: 'GetId answer', ...more }, 'scenario')

const uuid = (digit: number): string => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`

test.each([
  ['the id of an identity', `us-east-1:${uuid(1)}`, `eu-west-1:${uuid(2)}`],
  ['a port', 'http://127.0.0.1:4566/a', 'http://127.0.0.1:51234/a'],
  ['another name of this machine', 'http://localhost:4566/a', 'http://host.docker.internal:80/a'],
  ['a Region', 'arn:aws:sts::1:us-east-1', 'arn:aws:sts::2:ap-southeast-2'],
  ['a token', 'a eyJh.eyJi.c2ln', 'a eyJx.eyJy.enpa'],
  ['a request id of letters and digits', 'GJZ7ePcOQ9ySEczC1WYr', 'aaaaaaaaaaaaaaaaaaaaaaa9'],
  ['the name of a pool, with the id of the run', 'conformance 40be3d5b 210', 'conformance 0aabbccd 7'],
  ['a user', 'u1-0a1b2c3d of provider a', 'u22-99999999 of provider a'],
  ['the length of a body', 'a body of 265 characters', 'a body of 1034 characters'],
])('a signature does not depend on %s', (_what, one, other) => {
  expect(sign(one)).toBe(sign(other))
})

test.each([
  ['another error code', 'ResourceNotFoundException', 'NotAuthorizedException'],
  ['another text', 'not found', 'not here'],
  ['nothing in the place of an id', `us-east-1:${uuid(1)}`, 'undefined'],
  ['another provider, where the check names it', 'u1-0a1b2c3d of provider a', 'u1-0a1b2c3d of provider b'],
])('a signature changes with %s', (_what, one, other) => {
  expect(sign(one)).not.toBe(sign(other))
})

test('a property is known by its difference, whichever case shows it', () => {
  const list = (...digits: number[]): string => `["${digits.map((digit) => `us-east-1:${uuid(digit)}`).join('","')}"]`
  const first = sign(list(1, 2), { at: 'ListIdentities answers; for [2]', property })
  expect(sign(list(3, 4, 5, 6), { at: 'ListIdentities answers; for [17]', property })).toBe(first)
  expect(sign('u1-0a1b2c3d of provider a', { property })).toBe(sign('u1-0a1b2c3d of provider c', { property }))
  expect(sign('none', { property })).not.toBe(first)
})

test('a law has one signature, because its histories are random', () => {
  const law = (got: string): string => signatureOf({ expected: 'permitted', got, at: 'GetId answer' }, 'law')
  expect(law('one')).toBe(law('another'))
  expect(law('one')).toMatch(/^[0-9a-f]{16}$/)
})
