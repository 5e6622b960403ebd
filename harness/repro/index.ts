export { type FailedExchanges, makeProgram } from './build.ts'
export type { JudgedFailure } from './demand.ts'
export type { Expectation } from './expectation.ts'
export type { ReproFacts } from './facts.ts'
export type { Program } from './program.ts'
export { type Form, type Repro, defaultTarget, forms } from './repro.ts'

/** The renderers; a run does without them. */
export function loadForms(): Promise<Forms> {
  return import('./forms.ts')
}

export type Forms = typeof import('./forms.ts')
