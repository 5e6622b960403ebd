import { defineConfig } from 'vitest/config'

// What StrykerJS runs against each mutant of the reference's rules: the reference's own tests.
export default defineConfig({
  test: { include: ['fixtures/reference/**/*.test.ts'], testTimeout: 60_000, pool: 'threads' },
})
