import path from 'node:path'
import type { CheckIdentity, FailureReport, LawCase, Outcome } from '../verdict/index.ts'
import { createRedactor } from './redact.ts'
import { historyFile } from './histories.ts'
import { replayCommand, reproCommand } from './repro.ts'
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

export interface Origin {
  /** As it was named. */
  target: string
  /** Names of headers whose values are secrets. */
  headers?: readonly string[]
  /** Where the histories of laws are written. */
  histories?: string
}

/** A check's outcome as it may be written: redacted, with its signature and the way to see it again. */
export function toCheckResult(
  identity: CheckIdentity,
  outcome: Outcome,
  { target, headers = [], histories = '' }: Origin,
): CheckResult {
  const { failure, reason, observation, verdict, durationMs, requests, provokes } = outcome
  const redactor = createRedactor(headers)
  const common = {
    ...identity,
    verdict,
    durationMs: Math.round(durationMs * 10) / 10,
    requests,
    ...(provokes === undefined ? {} : { provokes }),
    ...(reason === undefined ? {} : { reason: redactor.text(reason) }),
    ...(observation === undefined ? {} : { observation: redactor.text(observation) }),
  }
  if (failure === undefined) return common
  const { program, cases, ...plain } = failure
  return {
    ...common,
    failure: {
      ...plain,
      exchanges: failure.exchanges.map((exchange) => redactor.exchange(exchange)),
      message: redactor.text(failure.message),
      expected: redactor.text(failure.expected),
      got: redactor.text(failure.got),
      at: redactor.text(failure.at),
      ...(failure.property === undefined
        ? {}
        : { property: { ...failure.property, counterexample: redactor.text(failure.property.counterexample) } }),
      signature: signatureOf(failure, identity.kind),
      repro: {
        command: commandFor(identity, failure, target, histories),
        // Made without secrets, of exchanges that are not redacted yet.
        ...reproOfProgram(program),
      },
      ...(cases === undefined ? {} : { cases: cases.map((one) => redactCase(one, (value) => redactor.text(value))) }),
    },
  }
}

function reproOfProgram(
  program: FailureReport['program'],
): Omit<NonNullable<CheckResult['failure']>['repro'], 'command'> {
  if (program === undefined) return {}
  return 'reason' in program ? { reason: program.reason } : { program }
}

/** A law's history is played again; any other check is run again. */
function commandFor(
  { id }: CheckIdentity,
  { property, cases }: FailureReport,
  target: string,
  histories: string,
): string {
  const [lead] = cases ?? []
  return lead === undefined
    ? reproCommand(target, id, property?.seed)
    : replayCommand(target, path.join(histories, historyFile(lead)))
}

function redactCase(one: LawCase, text: (value: string) => string): LawCase {
  const { expected, got, story } = one
  return { ...one, expected: expected.map(text), got: text(got), story: story.map(text) }
}
