export { type ComparedRun, compareRuns } from './comparison.ts'
export {
  type FormatName,
  type Report,
  type Sources,
  formatFacts,
  formatNames,
  isFormat,
  renderFormat,
} from './formats.ts'
export { compareResults, renderMovement } from './movement.ts'
export { printable } from './printable.ts'
export { type RunFacts, assembleResults, toCheckResult } from './results.ts'
export { reproOf } from './repro-of.ts'
export { readResults } from './read.ts'
export type { CheckResult, Results } from './schema.ts'
export { type ExitCode, exitCodeOf } from './summary.ts'
export { renderText } from './text.ts'
