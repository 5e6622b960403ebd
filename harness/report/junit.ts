import { XMLBuilder } from 'fast-xml-parser'
import { isRed, reasonOf, stateWords } from './known.ts'
import { inert } from './printable.ts'
import type { CheckResult, Results } from './schema.ts'

/**
 * JUnit XML, as Jenkins' schema has it: one test suite a topic. What was not judged is skipped, with its reason; it is never a pass. A known deviation is skipped too; a
 * stale line of the baseline is a failure.
 */
export function renderJunit(results: Results): string {
  const topics = Map.groupBy(results.checks, (check) => check.topic)
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  })
  // The schema gives skipped ones to test suites only.
  const { '@skipped': _, ...totals } = countsOf(results.checks)
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
  const { failure, known } = check
  // A known deviation breaks no build, and stays in sight.
  if (failure !== undefined && known?.state === 'known') {
    return { ...common, skipped: xmlText(`known deviation: ${reasonOf(known)}; ${failure.message}`) }
  }
  if (failure !== undefined) {
    const listed = known === undefined ? '' : `\n${stateWords[known.state]}: ${reasonOf(known)}`
    const text = `${check.sentence}\nexpected ${failure.expected}\ngot ${failure.got}\nat ${failure.at}\nagain: ${failure.repro.command}${listed}`
    return {
      ...common,
      failure: { '@message': xmlText(failure.message), '@type': check.level, '#text': xmlText(text) },
    }
  }
  if (check.verdict === 'harness-error') return { ...common, error: { '@message': xmlText(check.reason ?? '') } }
  if (known !== undefined)
    return {
      ...common,
      failure: { '@message': xmlText(`${stateWords[known.state]}: ${reasonOf(known)}`), '@type': 'baseline' },
    }
  if (check.verdict === 'pass') return common
  return { ...common, skipped: xmlText(`${check.verdict}: ${check.reason ?? check.observation ?? ''}`) }
}

function countsOf(checks: readonly CheckResult[]): Record<'@tests' | '@failures' | '@errors' | '@skipped', number> {
  const count = (verdict: string): number => checks.filter((check) => check.verdict === verdict).length
  const [errors, failures] = [count('harness-error'), checks.filter(isRed).length]
  const passes = checks.filter((check) => check.verdict === 'pass' && !isRed(check)).length
  return {
    '@tests': checks.length,
    '@failures': failures,
    '@errors': errors,
    '@skipped': checks.length - passes - failures - errors,
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

/** XML 1.0 has no way to write most control characters, and none at all for U+FFFE and U+FFFF. */
function xmlText(text: string): string {
  return inert(text).replaceAll(/[\uFFFE\uFFFF]/g, '\u{FFFD}')
}
