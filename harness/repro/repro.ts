import type { Program } from './program.ts'

/** A failing check with its program, as results.json has them, and all that a repro says about it. */
export interface Repro {
  /** Check id. */
  id: string
  level: string
  sentence: string
  program: Program
  /** The command that runs the check itself again. */
  command: string
  /** Where the target answers. */
  target: string
  /** What the target is called. */
  name: string
  sources: readonly { title: string; url: string }[]
}

/** `issue` is a bug report with one of the others in it. */
export const forms = ['script', 'curl', 'aws-cli', 'issue'] as const
export type Form = (typeof forms)[number]

export const defaultTarget = 'http://127.0.0.1:4566'
