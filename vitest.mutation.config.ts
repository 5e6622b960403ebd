import { defineConfig } from 'vitest/config'

// What StrykerJS runs against each mutant of the reference's rules: their own tests.
export default defineConfig({
  test: { include: ['fixtures/reference/rules/*.test.ts'], testTimeout: 60_000, pool: 'threads' },
})
