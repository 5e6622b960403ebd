export { clusterFailures } from './cluster.ts'
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
export { historyFiles } from './histories.ts'
export { mergeResults } from './merge.ts'
export { compareResults, renderMovement } from './movement.ts'
export { printable } from './printable.ts'
export { type RunFacts, assembleResults, toCheckResult } from './results.ts'
export { type MutationFigures, type QualityFigures, mutatedInWords, qualityInWords, readQuality } from './quality.ts'
export { reproOf } from './repro-of.ts'
export { readResults } from './read.ts'
export type { BaselineSummary, CheckResult, Known, Results } from './schema.ts'
export { type ExitCode, exitCodeOf, isComplete } from './summary.ts'
export { renderText } from './text.ts'
export { trendOf, withoutExchanges } from './trend.ts'
