import { type Program, type Repro, defaultTarget } from '../repro/index.ts'
import type { Sources } from './formats.ts'
import type { CheckResult, Results } from './schema.ts'

/** What a failing check's repro is rendered from; nothing where there is no program. */
export function reproOf(
  { id, level, sentence, requirement, failure }: CheckResult,
  { target }: Pick<Results, 'target'>,
  sources: Sources,
  address?: string,
): Repro | undefined {
  const program = failure?.repro.program
  if (failure === undefined || program === undefined) return undefined
  return {
    id,
    level,
    sentence,
    program: program as Program,
    command: failure.repro.command,
    target: address ?? (/^https?:\/\//.test(target.spec) ? target.spec : defaultTarget),
    name: target.version === null ? target.name : `${target.name} ${target.version}`,
    sources: sources[requirement] ?? [],
  }
}
