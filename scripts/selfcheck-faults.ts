// Judges the reference under seeded faults, and says which of them no check catches.
//   (nothing)        the whole suite against every fault; writes the kill matrix and judges it
//   PATTERN…         these faults, quickly: by the checks of what they break, by all where these miss one; writes no matrix
//   --only-breaks    every fault, quickly           --matrix PATTERN…   these faults into the matrix that is there
//   --shard i/n      every n-th fault               --workers n         threads (default: one a processor)
//   --resume         keep what the matrix has of faults that were run before
//   --all            run also the checks that call no operation which the fault alters
//   --report         run nothing, judge the matrix that is there
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Fault, faults } from '../fixtures/faults/index.ts'
import { undetectable } from '../fixtures/faults/undetectable.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { crew } from './selfcheck/crew.ts'
import type { Job, JudgeSettings, Judged } from './selfcheck/judge.ts'
import {
  type Row,
  addRow,
  caughtBy,
  judgeMatrix,
  reachedBy,
  readMatrix,
  startMatrix,
  toRow,
} from './selfcheck/matrix.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    matrix: { type: 'boolean', default: false },
    'only-breaks': { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    shard: { type: 'string', default: '1/1' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
})
const settings = { cases: 5, concurrency: 16, timeLimitMs: 15_000 }
const [index = 1, count = 1] = values.shard.split('/').map(Number)
const chosen = faults
  .filter(({ id }) => positionals.length === 0 || positionals.some((pattern) => matchesPattern(id, pattern)))
  .filter((_, position) => position % count === index - 1)
const specOf = ({ id }: Fault): string => `reference+fault:${id}`

/** Of one fault only its own checks run: laws then get the histories that rare faults need. */
const quickSettings = { ...settings, histories: 60, timeLimitMs: 30_000 }

type Narrowed = Pick<Job, 'requirements' | 'checks' | 'audit' | 'concurrency'>

/** Under each fault; answers what could not be judged at all. */
async function judgeUnder(
  wanted: readonly Fault[],
  narrow: (fault: Fault) => Narrowed,
  how: JudgeSettings,
  tell: (fault: Fault, checks: Judged[], durationMs: number) => void,
): Promise<string[]> {
  const trouble: string[] = []
  const bySpec = new Map(wanted.map((fault) => [specOf(fault), fault]))
  const jobs = wanted.map((fault) => ({
    spec: specOf(fault),
    ...(fault.logins === undefined ? {} : { logins: fault.logins }),
    ...narrow(fault),
  }))
  await crew(jobs, Number(values.workers), how, ({ job, checks, trouble: error, durationMs }) => {
    const fault = bySpec.get(job.spec)
    if (fault === undefined || checks === undefined) trouble.push(`${job.spec} could not be judged: ${error}`)
    else tell(fault, checks, durationMs)
  })
  return trouble
}

async function judgeSound(): Promise<Judged[]> {
  const sound: Judged[] = []
  const jobs = [{ spec: 'reference' }, { spec: 'reference', logins: 'user-pools' as const }]
  await crew(jobs, 1, settings, ({ checks = [] }) => sound.push(...checks))
  const failing = sound.filter(({ verdict }) => verdict === 'fail' || verdict === 'harness-error')
  if (sound.length === 0 || failing.length > 0)
    throw new Error(`the sound reference does not pass: ${failing.map(({ id, text }) => `${id}: ${text}`).join('\n')}`)
  return sound
}

/** What is amiss where these checks ran under a fault: it should make a check of each rule that it breaks fail. */
function findingsOf({ id, breaks }: Fault, checks: readonly Judged[]): string[] {
  const failing = checks.filter(({ verdict, requirement }) => verdict === 'fail' && breaks.includes(requirement))
  const silent = breaks.filter((one) => !failing.some(({ requirement }) => requirement === one))
  const crashed = checks.filter(({ verdict }) => verdict === 'harness-error').map((one) => `${one.id}: ${one.text}`)
  if (failing.length === 0) return [`not caught: ${id}`, ...crashed]
  return silent.length === 0
    ? crashed
    : [`${id} is said to break ${silent.join(', ')}, but no check of it fails`, ...crashed]
}

/** By the checks of what a fault breaks, and only where these miss it by all: one answer in twenty shows among many calls only. */
async function checkQuickly(): Promise<string[]> {
  const judged = new Map<Fault, Judged[]>()
  const tell = (fault: Fault, checks: Judged[]): void =>
    void judged.set(fault, [...(judged.get(fault) ?? []), ...checks])
  const findings = (fault: Fault): string[] => findingsOf(fault, judged.get(fault) ?? [])
  const ofItsRules = ({ breaks }: Fault): Narrowed => ({ requirements: breaks })
  const trouble = await judgeUnder(chosen, ofItsRules, quickSettings, tell)
  const missed = [...judged.keys()].filter((fault) => findings(fault).length > 0)
  const more = await judgeUnder(missed, () => ({}), settings, tell)
  const byAll = missed.length === 0 ? '' : `, ${missed.length} of them by all`
  process.stdout.write(`${chosen.length} faults, judged by the checks of what they break${byAll}\n`)
  return [...trouble, ...more, ...[...judged.keys()].flatMap(findings)]
}

async function fillMatrix(): Promise<string[]> {
  const known = values.resume || values.matrix ? readMatrix() : undefined
  const { judged, rows } = known ?? startMatrix(await judgeSound())
  const left = chosen.filter(({ id }) => values.matrix || !rows.has(id))
  let done = 0
  const narrow = (fault: Fault): Narrowed => ({
    ...(values.all ? {} : { checks: reachedBy(fault, judged) }),
    ...(fault.breaks.includes('refusals/change-nothing') ? { audit: 'all' } : {}),
  })
  const missed = new Map<Fault, Row>()
  const trouble = await judgeUnder(left, narrow, settings, (fault, checks, durationMs) => {
    const row = toRow(fault, checks, judged, durationMs)
    if (caughtBy(fault, row).length === 0) missed.set(fault, row)
    addRow(row)
    done += 1
    if (process.stderr.isTTY || done % 25 === 0) process.stderr.write(`${done} of ${left.length} faults\n`)
  })
  // Where pools leak into each other, checks that run side by side may hide it.
  const alone = ({ breaks }: Fault): Narrowed => ({ requirements: breaks, concurrency: 1 })
  const more = await judgeUnder([...missed.keys()], alone, settings, (fault, checks, durationMs) => {
    const row = toRow(fault, checks, judged, durationMs)
    addRow({
      ...row,
      ran: missed.get(fault)?.ran ?? 0,
      failing: [...(missed.get(fault)?.failing ?? []), ...row.failing],
    })
  })
  return [...trouble, ...more]
}

function report(): string[] {
  const matrix = readMatrix()
  if (matrix === undefined) return ['there is no matrix; run npm run selfcheck:faults first']
  const { trouble, ...finding } = judgeMatrix(matrix, values.matrix ? faults : chosen, undetectable)
  process.stdout.write(`${JSON.stringify(finding, null, 2)}\n`)
  return trouble
}

const isQuick = values['only-breaks'] || (positionals.length > 0 && !values.matrix && !values.report)
const trouble = isQuick ? await checkQuickly() : [...(values.report ? [] : await fillMatrix()), ...report()]
process.stdout.write(
  [...trouble, trouble.length === 0 ? 'all as it should be' : `${trouble.length} findings`, ''].join('\n'),
)
process.exitCode = trouble.length === 0 ? 0 : 1
