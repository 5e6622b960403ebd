import { defineConfig } from 'vitest/config'

const tests = {
  rules: ['fixtures/reference/rules/*.test.ts', 'scripts/selfcheck/suites.mutation.ts'],
  oracle: ['harness/oracle/*.test.ts', 'scripts/selfcheck/laws.mutation.ts'],
}
// Starts servers for what the histories of laws hold already.
const slow = 'harness/oracle/reference.test.ts'

// What StrykerJS runs against each mutant; see stryker.config.js.
export default defineConfig({
  test: {
    include: process.env['MUTATED'] === 'oracle' ? tests.oracle : tests.rules,
    exclude: [slow],
    testTimeout: 60_000,
    pool: 'threads',
  },
})
