export { applyBaseline, isAccepted } from './apply.ts'
export { type Baseline, readBaseline } from './baseline.ts'
export { type BaselineUpdate, updateBaseline } from './update.ts'
