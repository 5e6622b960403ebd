export type { CheckIdentity, Covered, FailureReport, Kind, LawCase, LawKind, Outcome } from './result.ts'
export { withoutIds } from './without-ids.ts'
export {
  Failure,
  Unjudged,
  type Verdict,
  indeterminate,
  notApplicable,
  notImplemented,
  untestable,
  verdicts,
} from './verdict.ts'
