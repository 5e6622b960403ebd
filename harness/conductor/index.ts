export type { Collector, RunEvents } from './collector.ts'
export { type HeadStart, endHeadStart, giveHeadStart, takeHeadStart } from './head-start.ts'
export { packageRoot, requirementFiles, suiteFiles } from './package.ts'
