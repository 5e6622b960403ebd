// What the suite made of each fault: kept as lines, one a fault, so that a run can be cut off, gone on with, and joined with those of other
// machines.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Fault, kindOf } from '../../fixtures/faults/index.ts'
import { type Operations, operations } from '../../fixtures/reference/index.ts'
import type { Judged } from './judge.ts'

/** The suite under one fault. */
export interface Row {
  /** Id of the fault. */
  fault: string
  /** Checks that ran: all, or those that the fault can reach. */
  ran: number
  /** Ids of checks that failed. */
  failing: string[]
  /** Ids of checks that were not judged although the sound reference is. */
  unjudged: string[]
  /** What ended otherwise than by a judgement: our errors, and checks of the fault's requirements that got no answer. */
  errors: string[]
  durationMs: number
}

interface SoundCheck {
  requirement: string
  /** Operations that it calls; of a law none is known: it may call any. */
  calls: string[]
}

/** The first line: every check that the sound reference passes. */
interface Baseline {
  judged: Record<string, SoundCheck>
}

export interface Matrix {
  judged: ReadonlyMap<string, SoundCheck>
  rows: ReadonlyMap<string, Row>
}

export const matrixFile = path.join(import.meta.dirname, '../../.selfcheck/faults.ndjson')

/** Begins anew, with what became of the checks on the sound reference. */
export function startMatrix(sound: readonly Judged[]): Matrix {
  const passing = sound.filter(({ verdict }) => verdict === 'pass')
  const first: Baseline = {
    judged: Object.fromEntries(passing.map(({ id, requirement, calls }) => [id, { requirement, calls }])),
  }
  mkdirSync(path.dirname(matrixFile), { recursive: true })
  writeFileSync(matrixFile, `${JSON.stringify(first)}\n`)
  return { judged: new Map(Object.entries(first.judged)), rows: new Map() }
}

export function addRow(row: Row): void {
  appendFileSync(matrixFile, `${JSON.stringify(row)}\n`)
}

/** Nothing where there is no matrix yet. A later line on a fault replaces an earlier one. */
export function readMatrix(file = matrixFile): Matrix | undefined {
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const [first, ...rest] = lines.map((line) => JSON.parse(line) as Row | Baseline)
  if (first === undefined || !('judged' in first)) return undefined
  const rows = rest.filter((line): line is Row => !('judged' in line))
  return { judged: new Map(Object.entries(first.judged)), rows: new Map(rows.map((row) => [row.fault, row])) }
}

export function toRow(fault: Fault, checks: readonly Judged[], sound: Matrix['judged'], durationMs: number): Row {
  const isBroken = (requirement: string): boolean => fault.breaks.includes(requirement)
  const unanswered = checks.filter(
    ({ verdict, requirement }) => verdict === 'harness-error' || (verdict === 'indeterminate' && isBroken(requirement)),
  )
  return {
    fault: fault.id,
    ran: checks.length,
    failing: checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id),
    unjudged: checks
      .filter(({ id, verdict }) => sound.has(id) && !['pass', 'fail', 'not-applicable'].includes(verdict))
      .map(({ id }) => id),
    errors: unanswered.map(({ id, verdict, text }) => `${id}: ${verdict}: ${text.split('\n')[0]}`),
    durationMs: Math.round(durationMs),
  }
}

/** What shared pools are made with: where it works otherwise, every check may notice. */
const setUp = new Set(['CreateIdentityPool', 'SetIdentityPoolRoles'])

/**
 * The checks that a fault can reach: those that call an operation which it alters. The others would judge the sound reference once more.
 * Laws, most of what a run takes, play histories of sound and refused calls: they run under faults of the rules on state.
 */
export function reachedBy(fault: Fault, judged: Matrix['judged']): Set<string> {
  const operationsOf = alteredBy(fault)
  const isReached = ({ requirement, calls }: SoundCheck): boolean => {
    if (fault.breaks.includes(requirement)) return true
    if (requirement.startsWith('laws/')) return kindOf(fault) === 'state'
    return operationsOf === undefined || calls.length === 0 || calls.some((name) => operationsOf.has(name))
  }
  return new Set([...judged].filter(([, check]) => isReached(check)).map(([id]) => id))
}

/** Operations that a fault alters; undefined where that may be any. */
function alteredBy(fault: Fault): Set<string> | undefined {
  const { breaks } = fault
  if (fault.sts !== undefined || fault.sabotage !== undefined) return
  if (fault.validate !== undefined && !breaks.every((one) => constraintOf(one) !== undefined)) return
  const sound: Operations = operations
  const altered = fault.apply(sound)
  const rewritten = Object.keys(sound).filter((name) => altered[name] !== sound[name])
  if (rewritten.some((name) => setUp.has(name))) return
  return new Set([...rewritten, ...breaks.flatMap((one) => constraintOf(one) ?? [])])
}

/** `validation/get-id-refused` → `GetId`. */
function constraintOf(requirement: string): string | undefined {
  const [, words = ''] = /^validation\/(.+)-(?:refused|allowed|code)$/.exec(requirement) ?? []
  const letters = words.replaceAll('-', '')
  return Object.keys(operations).find((name) => name.toLowerCase() === letters)
}

/** Faults as the issue counts them. */
export const limits = { faults: 250, gross: 30, grossShare: 0.1, text: 40, state: 120 }

/** Checks that no fault makes fail, by pattern of their ids, and why. */
export type Excuses = Readonly<Record<string, string>>

export interface Finding {
  faults: number
  caught: number
  gross: number
  byKind: Record<string, number>
  checks: number
  /** Checks that fail under at least one fault in their own requirement. */
  killed: number
  excused: number
  /** Checks that fail under the same faults as another: no fault tells them apart. */
  alike: number
  /** Requirements with a failing check, for each fault. */
  medianFailingRequirements: number
  medianFailingChecks: number
  /** One line for each thing that is not as it should be. */
  trouble: string[]
}

const requirementOf = (check: string): string => check.slice(0, check.lastIndexOf('/'))

/** Failing checks that cite what the fault breaks. */
export function caughtBy({ breaks }: Fault, { failing }: Row): string[] {
  return failing.filter((check) => breaks.includes(requirementOf(check)))
}

/** Groups of checks that fail under exactly the same faults, and so judge the same thing as far as any fault tells. */
function alike(judged: Matrix['judged'], rows: readonly Row[]): string[][] {
  const faultsOf = new Map<string, string>()
  for (const { fault, failing } of rows) {
    for (const check of new Set(failing)) faultsOf.set(check, `${faultsOf.get(check) ?? ''} ${fault}`)
  }
  const groups = Map.groupBy(
    [...judged.keys()].filter((check) => faultsOf.has(check)),
    (check) => faultsOf.get(check),
  )
  return [...groups.values()].filter(({ length }) => length > 1)
}

/** Whether the suite catches what it should, and the faults are what they say. `faults` without a row were not run and are left out. */
export function judgeMatrix(matrix: Matrix, faults: readonly Fault[], excuses: Excuses): Finding {
  const trouble: string[] = []
  const run = faults.flatMap((fault) => {
    const row = matrix.rows.get(fault.id)
    return row === undefined ? [] : [{ fault, row }]
  })
  // A requirement that came after the matrix was filled has no check in it.
  const known = new Set([...matrix.judged.values()].map(({ requirement }) => requirement))
  const killed = new Set<string>()
  let caught = 0
  for (const { fault, row } of run) {
    const broken = caughtBy(fault, row)
    for (const check of broken) killed.add(check)
    const missed = fault.breaks.filter((one) => known.has(one) && !broken.some((check) => requirementOf(check) === one))
    if (broken.length === 0) trouble.push(`not caught: ${fault.id}`)
    else if (missed.length > 0)
      trouble.push(`${fault.id} is said to break ${missed.join(', ')}, but no check of it fails`)
    else caught += 1
    const share = row.failing.length / matrix.judged.size
    if (share > limits.grossShare && fault.gross !== true)
      trouble.push(`${fault.id} is gross: ${row.failing.length} of ${matrix.judged.size} checks fail`)
    if (share <= limits.grossShare && fault.gross === true)
      trouble.push(`${fault.id} is not gross: only ${row.failing.length} of ${matrix.judged.size} checks fail`)
    trouble.push(...row.errors.map((error) => `under ${fault.id}: ${error}`))
  }
  const survivors = [...matrix.judged.keys()].filter((check) => !killed.has(check))
  const patterns = Object.keys(excuses)
  const fits = (check: string, pattern: string): boolean =>
    pattern === check || (pattern.endsWith('*') && check.startsWith(pattern.slice(0, -1)))
  const unexcused = survivors.filter((check) => !patterns.some((pattern) => fits(check, pattern)))
  trouble.push(...unexcused.map((check) => `no fault in its own rule makes it fail: ${check}`))
  trouble.push(
    ...patterns
      .filter((pattern) => !survivors.some((check) => fits(check, pattern)))
      .map((pattern) => `an excuse without a check that needs it: ${pattern}`),
  )
  const groups = alike(
    matrix.judged,
    run.map(({ row }) => row),
  )
  trouble.push(...groups.map((checks) => `no fault tells them apart: ${checks.join(', ')}`))
  return {
    faults: run.length,
    caught,
    gross: run.filter(({ fault }) => fault.gross === true).length,
    byKind: countBy(run.map(({ fault }) => kindOf(fault))),
    checks: matrix.judged.size,
    killed: killed.size,
    excused: survivors.length - unexcused.length,
    alike: groups.flat().length,
    medianFailingRequirements: median(run.map(({ row }) => new Set(row.failing.map(requirementOf)).size)),
    medianFailingChecks: median(run.map(({ row }) => row.failing.length)),
    trouble,
  }
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
