import { defineConfig } from 'vitest/config'

const tests = {
  rules: ['fixtures/reference/rules/*.test.ts', 'scripts/selfcheck/suites.mutation.ts'],
  oracle: ['scripts/selfcheck/oracle.mutation.ts'],
}

// What StrykerJS runs against each mutant; see stryker.config.js.
export default defineConfig({
  test: {
    include: process.env['MUTATED'] === 'oracle' ? tests.oracle : tests.rules,
    testTimeout: 60_000,
    pool: 'threads',
  },
})
