import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { iamModes, iamPolicy } from '../harness/cli/iam-policy.ts'

const document = readFileSync(path.join(import.meta.dirname, '../docs/iam-policies.md'), 'utf8')

test.each(iamModes)('docs/iam-policies.md shows the policy of %s that explain --iam prints', (mode) => {
  const [, section = ''] = document.split(`## ${mode}\n`)
  const [, shown = ''] = section.split('```json\n')
  expect(JSON.parse(shown.split('\n```')[0] ?? '')).toEqual(iamPolicy(mode))
})
