import type { CheckIdentity, Outcome } from '../verdict/index.ts'
import { createRedactor } from './redact.ts'
import { reproCommand } from './repro.ts'
import type { CheckResult, Results } from './schema.ts'
import { signatureOf } from './signature.ts'
import { summarize } from './summary.ts'

export interface RunFacts {
  suite: Results['suite']
  target: Results['target']
  run: Results['run']
  operations: Results['summary']['model']['operations']
  /** What the checks saw of the service model. */
  sightings: ReadonlySet<string>
}

/** The one source of all reports. Checks stand in the order of their ids. */
export function assembleResults(facts: RunFacts, checks: readonly CheckResult[]): Results {
  const sorted = checks.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const { suite, target, run, operations, sightings } = facts
  return { schemaVersion: 1, suite, target, run, summary: summarize(sorted, operations, sightings), checks: sorted }
}

/** A check's outcome as it may be written: redacted (of `headers` the values too), with its signature and the way to see it again. */
export function toCheckResult(
  identity: CheckIdentity,
  outcome: Outcome,
  targetSpec: string,
  headers: readonly string[] = [],
): CheckResult {
  const { failure, reason, observation, verdict, durationMs, requests, provokes } = outcome
  const redactor = createRedactor(headers)
  return {
    ...identity,
    verdict,
    durationMs: Math.round(durationMs * 10) / 10,
    requests,
    ...(provokes === undefined ? {} : { provokes }),
    ...(reason === undefined ? {} : { reason: redactor.text(reason) }),
    ...(observation === undefined ? {} : { observation: redactor.text(observation) }),
    ...(failure === undefined
      ? {}
      : {
          failure: {
            ...failure,
            exchanges: failure.exchanges.map((exchange) => redactor.exchange(exchange)),
            message: redactor.text(failure.message),
            expected: redactor.text(failure.expected),
            got: redactor.text(failure.got),
            signature: signatureOf(failure),
            repro: { command: reproCommand(targetSpec, identity.id, failure.property?.seed) },
          },
        }),
  }
}
