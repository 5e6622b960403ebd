import type { Results } from './schema.ts'

/** The JSON that an endpoint badge of shields.io reads: MUSTs that hold of all that are demanded, never of the judged alone. */
export function renderBadge(results: Results): string {
  const { verdicts, judged, demanded } = results.summary.byLevel.MUST
  const isWhole = !results.run.partial && judged === demanded
  const known = results.checks.filter((check) => check.level === 'MUST' && check.known?.state === 'known').length
  const failing = verdicts.fail > known ? 'red' : 'orange'
  const colour = judged === 0 ? 'lightgrey' : verdicts.fail > 0 ? failing : isWhole ? 'brightgreen' : 'yellow'
  const open = demanded - judged
  const message =
    judged === 0
      ? 'nothing judged'
      : `${verdicts.pass} pass, ${verdicts.fail} fail${known === 0 ? '' : ` (${known} known)`}${open === 0 ? '' : `, ${open} not judged`}${results.run.partial ? ' (partial)' : ''}`
  return `${JSON.stringify({ schemaVersion: 1, label: 'Cognito identity MUSTs', message, color: colour })}\n`
}
