import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        // The tool's own tests.
        test: {
          name: 'self',
          include: ['{harness,fixtures,suites,docs,scripts}/**/*.test.ts'],
          testTimeout: 30_000,
          pool: 'threads',
        },
      },
      {
        // Checks under construction, with plain vitest, against the embedded reference.
        test: {
          name: 'conformance',
          include: ['suites/**/*.suite.ts'],
          globalSetup: ['harness/run/plain-vitest.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
