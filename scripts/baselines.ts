// Writes the baselines of emulators that come with the project, fixtures/emulators/baselines/*.yaml, from what runs find today; with names as
// arguments, only those. Each failure gets its reason from reasons.ts; what has none ends with 1, so that somebody writes a rule.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Document, Scalar } from 'yaml'
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

/** The failures by reason, in the order of the rules. */
function render(name: EmulatorName, { checks, suite, target }: Results): string {
  const failing = checks.filter((check) => check.failure !== undefined)
  const byReason = Map.groupBy(failing, (check) => reasonFor(check, reasonRules[name]))
  const order = [...reasonRules[name].map(({ reason }) => reason), todo]
  const deviations = [...byReason]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([reason, listed]) => ({
      reason,
      failures: Object.fromEntries(listed.map(({ id, failure }) => [id, quoted(failure?.signature ?? '')])),
    }))
  const document = new Document({ suite: suite.version, deviations })
  const version = target.version === null ? name : `${name} ${target.version}`
  document.commentBefore = ` Known deviations of ${version}, for run --baseline. Written by npm run baselines, which takes reasons from reasons.ts.`
  return document.toString({ lineWidth: 0 })
}

function quoted(signature: string): Scalar {
  const scalar = new Scalar(signature)
  scalar.type = Scalar.QUOTE_SINGLE
  return scalar
}

async function write(name: EmulatorName, folder: string): Promise<boolean> {
  const file = path.join(import.meta.dirname, `../fixtures/emulators/baselines/${name}.yaml`)
  const { results } = await judgeEmulator(name, folder)
  writeFileSync(file, render(name, results))
  // Another seed and order: what a run finds by chance has no place in a baseline.
  const { code, results: again, stdout } = await judgeEmulator(name, folder, '--baseline', file, '--concurrency', '5')
  const unreasoned = again.summary.baseline?.unreasoned ?? []
  process.stdout.write(`${name}: ${again.summary.baseline?.known} known deviations\n`)
  if (code !== 0) process.stdout.write(`${stdout}\n${name}: a second run does not find the same\n`)
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
