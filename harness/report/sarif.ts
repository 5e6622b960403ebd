import { reasonOf } from './known.ts'
import { inert } from './printable.ts'
import type { CheckResult, Results } from './schema.ts'

const levelOf = { MUST: 'error', SHOULD: 'warning', MAY: 'note' } as const
const kindOf = {
  pass: 'pass',
  fail: 'fail',
  observed: 'informational',
  indeterminate: 'open',
  untestable: 'open',
  'harness-error': 'open',
  'not-implemented': 'notApplicable',
  'not-applicable': 'notApplicable',
} as const

/** SARIF 2.1.0: a rule for each requirement, a result for each check; the verdict itself is among the properties. */
export function renderSarif(results: Results): string {
  const { suite, target, run, checks } = results
  const rules = [...Map.groupBy(checks, (check) => check.requirement)].map(([id, [first]]) => ({
    id,
    shortDescription: { text: inert(first?.sentence ?? id) },
    defaultConfiguration: { level: levelOf[first?.level ?? 'MUST'] },
  }))
  const indices = new Map(rules.map(({ id }, index) => [id, index]))
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: suite.name, version: suite.version, rules } },
        invocations: [{ executionSuccessful: !run.partial && results.summary.verdicts['harness-error'] === 0 }],
        results: checks.map((check) => ({
          ...toResult(check, indices.get(check.requirement) ?? -1, target.spec),
          ...(results.summary.baseline === undefined ? {} : baselineMembers(check)),
        })),
        properties: { target: inert(target.spec), verdicts: results.summary.verdicts },
      },
    ],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function toResult(check: CheckResult, ruleIndex: number, spec: string): object {
  const { failure } = check
  const said = failure === undefined ? (check.reason ?? check.observation ?? check.verdict) : failure.message
  const kind = kindOf[check.verdict]
  return {
    ruleId: check.requirement,
    ruleIndex,
    kind,
    level: kind === 'fail' ? levelOf[check.level] : 'none',
    message: { text: inert(`${check.sentence} ${said}`) },
    locations: [
      {
        // There is no source file; the target is the artefact and the place in its answer the logical location.
        physicalLocation: { artifactLocation: { uri: encodeURI(inert(spec)) } },
        logicalLocations: [{ name: check.id, fullyQualifiedName: inert(failure?.at ?? check.id), kind: 'function' }],
      },
    ],
    ...(failure === undefined ? {} : { partialFingerprints: { 'failureSignature/v1': failure.signature } }),
    properties: { verdict: check.verdict, ...(failure === undefined ? {} : { again: inert(failure.repro.command) }) },
  }
}

/** A known deviation is a suppressed result that is there as before. */
function baselineMembers({ verdict, known }: CheckResult): object {
  if (verdict !== 'fail') return {}
  if (known === undefined) return { baselineState: 'new' }
  if (known.state === 'different') return { baselineState: 'updated' }
  if (known.state !== 'known') return { baselineState: 'unchanged' }
  const justification = inert(reasonOf(known))
  return { baselineState: 'unchanged', suppressions: [{ kind: 'external', status: 'accepted', justification }] }
}
