import type { Level, Requirement } from '../requirement/index.ts'

let known: readonly string[] = []
let levels: Promise<Map<string, Level>> | undefined

/** `levelOf` takes its levels from the topics of these suites, file URLs. */
export function takeLevelsOf(suites: readonly string[]): void {
  known = suites
  levels = undefined
}

/** The level of a requirement of any topic of this run; MUST where the run does not know it. Read when it is first asked for. */
export async function levelOf(requirement: string): Promise<Level> {
  levels ??= readLevels(known)
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
