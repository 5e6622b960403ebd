import { expect, test } from 'vitest'
import { withoutIds } from './without-ids.ts'

test.for([
  ['us-east-1:00000000-0000-4000-8000-000000000000', '<id>'],
  [
    'a session of arn:aws:iam::1:role/conformance-139439ff-2-0a1b2c3d-custom',
    'a session of arn:aws:iam::1:role/<custom role>',
  ],
  ['conformance 63004de4 1-0a1b2c3d renamed', '<pool> renamed'],
  ['u1-0a1b2c3d-63004de4 of provider a', '<user> of provider a'],
] as const)('%s is alike in every run', ([text, expected]) => {
  expect(withoutIds(text)).toBe(expected)
})
