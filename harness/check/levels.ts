import type { Level, Requirement } from '../requirement/index.ts'
import { currentSession } from './current.ts'

let levels: Promise<Map<string, Level>> | undefined

/** The level of a requirement of any topic of this run; MUST where the run does not know it. Read when it is first asked for. */
export async function levelOf(requirement: string): Promise<Level> {
  levels ??= readLevels(currentSession().suites)
  return (await levels).get(requirement) ?? 'MUST'
}

/** The requirements of a suite stand beside it. */
async function readLevels(suites: readonly string[]): Promise<Map<string, Level>> {
  const files = new Set(suites.map((suite) => suite.replace(/[^/]+\.suite(\.\w+)$/, 'requirements$1')))
  const modules = await Promise.all(
    [...files].map((file) => import(/* @vite-ignore */ file) as Promise<Record<string, Record<string, Requirement>>>),
  )
  const rows = modules.flatMap((module) => Object.values(module)).flatMap((topic) => Object.values(topic))
  return new Map(rows.map(({ id, level }) => [id, level]))
}
