import { isRed, reasonOf, stateWords } from './known.ts'
import { inert } from './printable.ts'
import type { CheckResult, Results } from './schema.ts'

/** Common Test Report Format. What was not judged is skipped or other, never passed; `rawStatus` is the verdict itself. A known deviation is skipped. */
export function renderCtrf(results: Results): string {
  const { suite, target, run } = results
  const tests = results.checks.map(toTest)
  const count = (status: Status): number => tests.filter((test) => test.status === status).length
  const start = Math.round(Date.parse(run.startedAt)) || 0
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: suite.name,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        start,
        stop: start + Math.round(run.durationMs),
        extra: { verdicts: results.summary.verdicts, partial: run.partial },
      },
      tests,
      environment: {
        appName: inert(target.name),
        ...(target.version === null ? {} : { appVersion: inert(target.version) }),
        extra: { target: inert(target.spec), region: target.region },
      },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

type Status = 'passed' | 'failed' | 'skipped' | 'other'

function statusOf(check: CheckResult): Status {
  const { verdict, known } = check
  if (isRed(check)) return 'failed'
  if (known?.state === 'known') return 'skipped'
  if (verdict === 'pass') return 'passed'
  if (verdict === 'harness-error') return 'failed'
  return verdict === 'observed' || verdict === 'indeterminate' ? 'other' : 'skipped'
}

function toTest(check: CheckResult) {
  const { failure, known } = check
  const said = failure?.message ?? check.reason ?? check.observation
  const listed = known === undefined ? undefined : `${stateWords[known.state]}: ${reasonOf(known)}`
  const message = [listed, said].filter((one) => one !== undefined).join('; ')
  return {
    name: check.id,
    status: statusOf(check),
    duration: Math.round(check.durationMs),
    suite: [check.topic, check.requirement],
    tags: [check.level, check.kind],
    rawStatus: check.verdict,
    ...(message === '' ? {} : { message: inert(message) }),
    ...(failure === undefined
      ? {}
      : { extra: { at: inert(failure.at), signature: failure.signature, again: inert(failure.repro.command) } }),
  }
}
