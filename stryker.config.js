// Which code is mutated: `rules` of the reference, or the `oracle`; scripts/selfcheck-mutation.ts runs both.
const subject = process.env.MUTATED ?? 'rules'
const mutated = {
  rules: ['fixtures/reference/rules/*.ts', '!fixtures/reference/rules/test-world.ts'],
  oracle: ['harness/oracle/*.ts', '!harness/oracle/{imagining,random-calls,test-history}.ts'],
}

export default {
  packageManager: 'npm',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: [...mutated[subject], '!**/*.test.ts'],
  tsconfigFile: 'none: StrykerJS 10 reads tsconfig.json by an API that TypeScript 7 does not have',
  coverageAnalysis: 'perTest',
  incremental: true,
  incrementalFile: `.selfcheck/mutation-${subject}-incremental.json`,
  tempDirName: `.selfcheck/stryker-${subject}`,
  ignorePatterns: ['.emulators', 'bench', 'conformance-report', 'dist'],
  concurrency: Number(process.env.WORKERS ?? 2),
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 20,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.selfcheck/mutation-${subject}-report.json` },
}
