export { packageRoot } from './conduct.ts'
export { type RunFeedback, type RunHandle, type RunRequest, startRun } from './run.ts'
