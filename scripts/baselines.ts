// Writes the baselines of emulators that come with the project, fixtures/emulators/baselines/*.yaml, from what runs find today; with names as
// arguments, only those. Each failure gets its reason from reasons.ts; what has none ends with 1, so that somebody writes a rule. What a file
// lists as flaky was seen in many runs: it stays, with what these runs add.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Document, Scalar, parse } from 'yaml'
import { type ReasonRule, reasonRules } from '../fixtures/emulators/baselines/reasons.ts'
import type { CheckResult, Results } from '../harness/report/index.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { type EmulatorName, installEmulators, startEmulator } from './emulators.ts'
import { type Judgement, judge } from './judge.ts'

const names = ['moto', 'ministack'] as const
const todo = 'TODO'

/** One run on an emulator of its own. */
async function judgeEmulator(name: EmulatorName, folder: string, ...flags: string[]): Promise<Judgement> {
  const emulator = await startEmulator(name)
  try {
    return await judge(emulator.url, folder, ...flags)
  } finally {
    await emulator.stop()
  }
}

function reasonFor({ id, requirement, topic, failure }: CheckResult, rules: readonly ReasonRule[]): string {
  const text = `${failure?.at}: expected ${failure?.expected}, got ${failure?.got}`
  const fits = (rule: ReasonRule): boolean =>
    (rule.failure?.test(text) ?? true) &&
    (rule.checks?.some((pattern) => [id, requirement, topic].some((one) => matchesPattern(one, pattern))) ?? true)
  return rules.find(fits)?.reason ?? todo
}

/** A failing check with the signatures of all runs. */
interface Deviation {
  check: CheckResult
  /** It passes in one of the runs. */
  isFlaky: boolean
  signatures: Set<string>
}

/** What fails in some of the runs; under load an emulator can answer HTTP 500 to what it knows, so one run is not enough. */
function deviationsOf(runs: readonly Results[]): Deviation[] {
  const found = new Map<string, Deviation>()
  const passing = new Set<string>()
  for (const check of runs.flatMap(({ checks }) => checks)) {
    if (check.verdict === 'pass') passing.add(check.id)
    if (check.failure === undefined) continue
    const deviation = found.get(check.id) ?? { check, signatures: new Set(), isFlaky: false }
    deviation.signatures.add(check.failure.signature)
    found.set(check.id, deviation)
  }
  return [...found.values()]
    .map((one) => ({ ...one, isFlaky: passing.has(one.check.id) }))
    .toSorted((a, b) => (a.check.id < b.check.id ? -1 : 1))
}

interface FlakyBlock {
  reason: string
  flaky: true
  /** By check or requirement: one signature or several. */
  failures: Record<string, string | string[]>
}

function flakyBlocksOf(file: string): FlakyBlock[] {
  if (!existsSync(file)) return []
  const { deviations } = parse(readFileSync(file, 'utf8')) as { deviations: (FlakyBlock | { flaky?: never })[] }
  return deviations.filter((block): block is FlakyBlock => block.flaky === true)
}

/** The blocks with the signatures of these deviations, and the deviations that none of them lists. */
function sortIn(
  deviations: readonly Deviation[],
  blocks: readonly FlakyBlock[],
): { flaky: object[]; others: Deviation[] } {
  const seen = new Map<string, Set<string>>()
  const others: Deviation[] = []
  const keys = blocks.flatMap(({ failures }) => Object.keys(failures))
  for (const deviation of deviations) {
    const key = keys.find((one) => one === deviation.check.id || one === deviation.check.requirement)
    if (key === undefined) others.push(deviation)
    else seen.set(key, new Set([...(seen.get(key) ?? []), ...deviation.signatures]))
  }
  const flaky = blocks.map(({ reason, failures }) => {
    const listed = Object.entries(failures).map(([key, known]) => [
      key,
      toValue([...new Set([known, ...(seen.get(key) ?? [])].flat())]),
    ])
    return { reason, flaky: true, failures: Object.fromEntries(listed) as object }
  })
  return { flaky, others }
}

/** The failures by reason, in the order of the rules. */
function render(name: EmulatorName, runs: readonly [Results, ...Results[]], blocks: readonly FlakyBlock[]): string {
  const [{ suite, target }] = runs
  const { flaky: known, others: found } = sortIn(deviationsOf(runs), blocks)
  const byReason = Map.groupBy(
    found.filter(({ isFlaky }) => !isFlaky),
    ({ check }) => reasonFor(check, reasonRules[name]),
  )
  const flaky = found.filter(({ isFlaky }) => isFlaky)
  const order = [...reasonRules[name].map(({ reason }) => reason), todo]
  const deviations = [...byReason]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([reason, listed]) => ({ reason, failures: failuresOf(listed) }))
  const atTimes = { reason: 'Passes at times, by what else happens side by side.', flaky: true }
  const more = flaky.length === 0 ? [] : [{ ...atTimes, failures: failuresOf(flaky) }]
  const document = new Document({ suite: suite.version, deviations: [...deviations, ...more, ...known] })
  const version = target.version === null ? name : `${name} ${target.version}`
  document.commentBefore = ` Known deviations of ${version}, for run --baseline. Written by npm run baselines, which takes reasons from reasons.ts.`
  return document.toString({ lineWidth: 0 })
}

function failuresOf(deviations: readonly Deviation[]): Record<string, Scalar | Scalar[]> {
  return Object.fromEntries(deviations.map(({ check, signatures }) => [check.id, toValue([...signatures])]))
}

function toValue(signatures: readonly string[]): Scalar | Scalar[] {
  const [only, ...others] = signatures.map(quoted)
  return only !== undefined && others.length === 0 ? only : signatures.map(quoted)
}

function quoted(signature: string): Scalar {
  const scalar = new Scalar(signature)
  scalar.type = Scalar.QUOTE_SINGLE
  return scalar
}

async function write(name: EmulatorName, folder: string): Promise<boolean> {
  const file = path.join(import.meta.dirname, `../fixtures/emulators/baselines/${name}.yaml`)
  const runOf = async (concurrency: number): Promise<Results> =>
    (await judgeEmulator(name, folder, '--concurrency', String(concurrency))).results
  writeFileSync(file, render(name, [await runOf(16), await runOf(4)], flakyBlocksOf(file)))
  // Another seed and order: what a run finds by chance has no place in a baseline.
  const { code, results: again, stdout } = await judgeEmulator(name, folder, '--baseline', file, '--concurrency', '8')
  const unreasoned = again.summary.baseline?.unreasoned ?? []
  process.stdout.write(`${name}: ${again.summary.baseline?.known} known deviations\n`)
  if (code !== 0) process.stdout.write(`${stdout}\n${name}: another run does not find the same\n`)
  if (unreasoned.length > 0) process.stdout.write(`no rule of reasons.ts fits:\n  ${unreasoned.join('\n  ')}\n`)
  return code === 0 && unreasoned.length === 0
}

const wanted = process.argv.slice(2)
const folder = mkdtempSync(path.join(tmpdir(), 'baselines-'))
try {
  await installEmulators()
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    if (!(await write(name, folder))) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true })
}
