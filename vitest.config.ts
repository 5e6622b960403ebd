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
        // Runs of the built command line against emulators that others wrote; installs them.
        test: {
          name: 'emulators',
          include: ['scripts/**/*.e2e.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
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
