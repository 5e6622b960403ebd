import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What decides what a run says; `npm run coverage`. A folder that is not there yet counts for nothing.
    coverage: {
      provider: 'v8',
      include: [
        'harness/{verdict,oracle,baseline}/*.ts',
        'harness/report/{cluster,comparison,movement,redact,summary,results,read}.ts',
        'harness/world/journal.ts',
        'harness/client/{answer,envelope}.ts',
        'harness/model/*.ts',
      ],
      reporter: ['text', 'json-summary'],
      reportsDirectory: '.selfcheck/coverage',
      thresholds: { branches: 90 },
    },
    projects: [
      {
        // The tool's own tests.
        test: {
          name: 'self',
          include: ['{harness,fixtures,suites,docs,scripts}/**/*.test.ts'],
          testTimeout: 30_000,
          pool: 'threads',
          // vitest leaves one processor free, but many tests wait for a command line that they started.
          maxWorkers: '100%',
        },
      },
      {
        // Runs of the built command line against emulators that others wrote; installs them.
        test: {
          name: 'emulators',
          include: ['scripts/**/*.e2e.ts'],
          globalSetup: ['scripts/emulators.ts'],
          // Two files at once: much of what they do is to wait.
          maxWorkers: 2,
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
