// Judges the reference under each seeded fault, or under those that the arguments name, and says which fault no check catches.
// A fault is caught where a check of a requirement that it breaks fails.
import { faults } from '../fixtures/faults/index.ts'
import type { Fault } from '../fixtures/faults/index.ts'
import { suiteFiles } from '../harness/cli/suite.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { startRun } from '../harness/run/index.ts'

interface Caught {
  fault: Fault
  /** Ids of failing checks that cite what the fault breaks. */
  by: string[]
  /** Requirements that the fault is said to break and that no failing check cites. */
  missed: string[]
  errors: string[]
}

async function judgeFault(fault: Fault): Promise<Caught> {
  const { results } = startRun(
    {
      target: { kind: 'reference', spec: `reference+fault:${fault.id}`, faults: [fault.id] },
      settings: { region: 'us-east-1' },
      options: {
        only: [...fault.breaks],
        seed: 1,
        cases: 25,
        histories: 60,
        slow: false,
        timeLimitMs: 30_000,
        requestTimeoutMs: 10_000,
        shard: null,
      },
      level: 'SHOULD',
      concurrency: 16,
      bail: false,
      declared: [],
      issuer: {},
      logins: fault.logins ?? 'auto',
      createRoles: true,
      suites: suiteFiles(),
      suite: { name: 'selfcheck', version: '0', revision: null },
      command: 'selfcheck',
    },
    {},
  )
  const { checks } = await results
  const failing = checks.filter(({ verdict }) => verdict === 'fail')
  return {
    fault,
    by: failing.map(({ id }) => id),
    missed: fault.breaks.filter((requirement) => !failing.some((check) => check.requirement === requirement)),
    errors: checks.filter(({ verdict }) => verdict === 'harness-error').map(({ id, reason }) => `${id}: ${reason}`),
  }
}

const patterns = process.argv.slice(2)
const chosen = faults.filter(
  ({ id }) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(id, pattern)),
)
const trouble: string[] = []
for (const fault of chosen) {
  const { by, missed, errors } = await judgeFault(fault)
  if (by.length === 0) trouble.push(`not caught: ${fault.id}`)
  else if (missed.length > 0)
    trouble.push(`${fault.id} is said to break ${missed.join(', ')}, but no check of it fails`)
  trouble.push(...errors.map((error) => `harness error under ${fault.id}: ${error}`))
}
process.stdout.write(
  [...trouble, `${chosen.length - trouble.length} of ${chosen.length} faults caught as they say`, ''].join('\n'),
)
process.exitCode = trouble.length === 0 ? 0 : 1
