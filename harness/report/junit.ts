import { XMLBuilder } from 'fast-xml-parser'
import { inert } from './printable.ts'
import type { CheckResult, Results } from './schema.ts'

/** JUnit XML: one test suite a topic. What was not judged is skipped, with its reason; it is never a pass. */
export function renderJunit(results: Results): string {
  const topics = Map.groupBy(results.checks, (check) => check.topic)
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  })
  const totals = countsOf(results.checks)
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': `cognito-identity-conformance ${xmlText(results.target.spec)}`,
      ...totals,
      '@time': seconds(results.run.durationMs),
      testsuite: [...topics].map(([topic, checks]) => ({
        '@name': topic,
        ...countsOf(checks),
        '@time': seconds(checks.reduce((sum, check) => sum + check.durationMs, 0)),
        '@timestamp': results.run.startedAt.replace(/\.\d+Z$/, ''),
        testcase: checks.map(toTestCase),
      })),
    },
  }
  return builder.build(document)
}

function toTestCase(check: CheckResult): object {
  const common = {
    '@classname': `${check.level}.${check.requirement}`,
    '@name': xmlText(check.title),
    '@time': seconds(check.durationMs),
  }
  const { failure } = check
  if (failure !== undefined) {
    const text = `${check.sentence}\nexpected ${failure.expected}\ngot ${failure.got}\nat ${failure.at}\nagain: ${failure.repro.command}`
    return {
      ...common,
      failure: { '@message': xmlText(failure.message), '@type': check.level, '#text': xmlText(text) },
    }
  }
  if (check.verdict === 'harness-error') return { ...common, error: { '@message': xmlText(check.reason ?? '') } }
  if (check.verdict === 'pass') return common
  return { ...common, skipped: { '@message': xmlText(`${check.verdict}: ${check.reason ?? check.observation ?? ''}`) } }
}

function countsOf(checks: readonly CheckResult[]): Record<string, number> {
  const count = (...wanted: string[]): number => checks.filter((check) => wanted.includes(check.verdict)).length
  const errors = count('harness-error')
  return {
    '@tests': checks.length,
    '@failures': count('fail'),
    '@errors': errors,
    '@skipped': checks.length - count('pass', 'fail') - errors,
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

/** XML 1.0 has no way to write most control characters, and none at all for U+FFFE and U+FFFF. */
function xmlText(text: string): string {
  return inert(text).replaceAll(/[\uFFFE\uFFFF]/g, '\u{FFFD}')
}
