import * as z from 'zod'
import { parseDocument } from 'yaml'
import type { CheckResult } from '../report/index.ts'

const signature = z.string().regex(/^[0-9a-f]{16}$/, 'a signature (16 hex digits, quoted) is needed')
const day = z.iso.date('a day such as 2027-03-31 is needed')

/** Deviations of one cause. */
const entry = z.strictObject({
  /** Why the target deviates and why that is accepted. */
  reason: z.string().min(1),
  /** Where the repair is tracked. */
  ticket: z.string().optional(),
  /** The last day on which it is accepted. */
  expires: day.optional(),
  /** The target passes at times, for example in a race: such a line is never stale. */
  flaky: z.literal(true).optional(),
  /** By check or requirement: the signatures with which it fails. */
  failures: z.record(z.string(), z.union([signature, z.array(signature).min(1)])),
})

const baselineSchema = z.strictObject({
  /** Version of the suite that wrote it last. */
  suite: z.string().optional(),
  deviations: z.array(entry).nullish(),
})

/** One listed check, or all checks of a listed requirement. */
export interface Line {
  /** Id of the check or requirement. */
  key: string
  signatures: readonly string[]
  reason: string
  ticket?: string
  expires?: string
  /** Whether the target passes at times. */
  flaky: boolean
}

/** Known deviations of one target, by the id of the check or requirement. */
export type Baseline = ReadonlyMap<string, Line>

/** Reads a baseline; throws an `Error` that says in one line what is wrong with it. */
export function readBaseline(text: string): Baseline {
  const document = parseDocument(text)
  const [trouble] = document.errors
  if (trouble !== undefined) throw new Error(trouble.message.split('\n')[0]?.replace(/:$/, '') ?? 'not YAML')
  const parsed = baselineSchema.safeParse(document.toJS() ?? {})
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`no baseline: ${issue?.message ?? 'unreadable'} at ${issue?.path.join('.') || 'the top'}`)
  }
  const lines = new Map<string, Line>()
  for (const { failures, reason, ticket, expires, flaky = false } of parsed.data.deviations ?? []) {
    const more = { ...(ticket === undefined ? {} : { ticket }), ...(expires === undefined ? {} : { expires }) }
    for (const [key, signatures] of Object.entries(failures)) {
      if (lines.has(key)) throw new Error(`${key} is listed twice`)
      lines.set(key, { key, signatures: [signatures].flat(), reason, flaky, ...more })
    }
  }
  return lines
}

/** Lines that name the check, the most exact first: its id, its former ids, its requirement and the former ones. */
export function linesOf({ id, formerly = [], requirement }: CheckResult, baseline: Baseline): Line[] {
  const formerRequirements = formerly.map((former) => former.split('/').slice(0, 2).join('/'))
  const keys = new Set([id, ...formerly, requirement, ...formerRequirements])
  return [...keys].flatMap((key) => baseline.get(key) ?? [])
}

/** Whether the line names a requirement and not a single check: `topic/name` and not `topic/name/title`. */
export function isOfRequirement({ key }: Line): boolean {
  return key.split('/').length < 3
}

/** Whether nobody has said yet why the deviation is accepted. */
export function isUnreasoned({ reason }: Pick<Line, 'reason'>): boolean {
  return /^todo\b/i.test(reason.trim())
}
