// What the law about random histories finds. Usage:
//   selfcheck-laws.ts faults [PATTERN…]   each seeded fault of the identity rules: the history that shows it, and its shortest form
//   selfcheck-laws.ts sound               no false alarm on the reference, with its options in random combination
// --histories N (300; 20000)   --seed N   --story
import { parseArgs } from 'node:util'
import { type Fault, withFaults } from '../fixtures/faults/index.ts'
import { currentWorld } from '../harness/check/index.ts'
import {
  type Finding,
  type RelationName,
  type Trial,
  type Tried,
  actsOf,
  comparedBy,
  historyAt,
  permittedBy,
  relations,
  settle,
} from '../harness/law/index.ts'
import { matchesPattern } from '../harness/requirement/index.ts'
import { randomBehaviour } from './random-behaviour.ts'
import { type OpenStage, stageOnReference } from './law-stage.ts'
import { identityFaults } from './selfcheck/identity-faults.ts'
import { type Judge, createJudge } from './selfcheck/judge.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { histories: { type: 'string' }, seed: { type: 'string', default: '1' }, story: { type: 'boolean' } },
})
const seed = Number(values.seed)
const [mode = 'faults', ...patterns] = positionals
const width = 8

interface Found {
  /** Number of the first history that showed it, from 1. */
  at: number
  finding: Finding
}

/** Plays histories until one violates a law. */
async function search({ stage }: OpenStage, trial: Trial, count: number, from = 0): Promise<Found | undefined> {
  let found: Found | undefined
  let next = from
  const work = async (): Promise<void> => {
    while (next < from + count && found === undefined) {
      const index = next
      next += 1
      const tried: Tried = await trial(historyAt(stage.publicNames, seed, index), true)
      calls += tried.calls
      if (tried.finding !== undefined) found ??= { at: index - from + 1, finding: tried.finding }
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return found
}

let calls = 0

const relationsOn = ({ stage }: OpenStage): Trial[] =>
  (Object.keys(relations) as RelationName[]).map((name) =>
    comparedBy(stage, name, `laws/${name}`, relations[name].otherwise),
  )

async function judgeFault(fault: Fault, count: number): Promise<number | undefined> {
  const open = await stageOnReference(withFaults([fault.id]))
  try {
    const laws = [permittedBy(open.stage), ...relationsOn(open)]
    let [trial] = laws as [Trial]
    let found: Found | undefined
    for (trial of laws) if ((found = await search(open, trial, count)) !== undefined) break
    if (found === undefined) return await judgeRaces(fault, count)
    const cause = await settle(found.finding, { trial, tries: 1, settlesAt: performance.now() + 60_000 })
    // The pool and its roles are what the calls are about.
    const made = actsOf(cause.history.steps).filter(
      ({ call }) => call !== 'CreateIdentityPool' && call !== 'SetIdentityPoolRoles',
    )
    const cites = fault.breaks.includes(cause.requirement) ? '' : ` (breaks ${fault.breaks.join(', ')})`
    process.stdout.write(
      `${String(made.length).padStart(2)} calls, ${cause.calls} with the pool, history ${found.at}, ${cause.reproduced}: ${fault.id} → ${cause.requirement}${cites}\n`,
    )
    if (values.story === true) process.stdout.write(`${tale(cause)}\n`)
    return made.length
  } finally {
    await open.close()
  }
}

let judge: Judge | undefined

/** The races of the suites, each tried so many times: calls of the one that shows the fault, the preparing ones included. */
async function judgeRaces(fault: Fault, count: number): Promise<number | undefined> {
  // One for all faults: suites can be collected once only.
  judge ??= await createJudge({ cases: 1, histories: count, concurrency: 1, timeLimitMs: 60_000 })
  const bench = await judge.open({ spec: `reference+fault:${fault.id}` })
  try {
    for (const { check, run } of bench.checks.filter((one) => one.check.requirement === 'laws/races')) {
      const { failure } = await run(currentWorld(), 60_000)
      const [shown] = failure?.cases ?? []
      if (shown === undefined) continue
      const made = shown.story.length - 1
      process.stdout.write(`${String(made).padStart(2)} calls, ${failure?.reproduced}: ${fault.id} → ${check.id}\n`)
      return made
    }
    process.stdout.write(`NOT FOUND  ${fault.id}: ${fault.summary}\n`)
    return undefined
  } finally {
    await bench.close()
  }
}

function tale({ story, expected, got }: Finding): string {
  return [...story, `expected ${expected.join(', or ')}`, `got ${got}`].map((line) => `     ${line}`).join('\n')
}

async function judgeFaults(): Promise<void> {
  const chosen = identityFaults.filter(
    ({ id }) => patterns.length === 0 || patterns.some((pattern) => matchesPattern(id, pattern)),
  )
  const sizes: number[] = []
  for (const fault of chosen) {
    const size = await judgeFault(fault, Number(values.histories ?? 300))
    if (size !== undefined) sizes.push(size)
  }
  const within = (most: number): number => sizes.filter((size) => size <= most).length
  process.stdout.write(
    `${sizes.length} of ${chosen.length} faults found; at most 5 calls: ${within(5)}, at most 8: ${within(8)}, longest ${Math.max(...sizes)}\n`,
  )
}

/** Options are drawn anew after so many histories. */
const batch = 100

async function judgeSound(): Promise<void> {
  const count = Number(values.histories ?? 20_000)
  const startedAt = performance.now()
  let alarms = 0
  for (let from = 0; from < count; from += batch) {
    const behaviour = randomBehaviour(seed + from)
    const open = await stageOnReference({ behaviour })
    const found = await search(open, permittedBy(open.stage), Math.min(batch, count - from), from)
    await open.close()
    if ((from / batch) % 10 === 9)
      process.stderr.write(`${from + batch} histories, ${calls} calls, ${alarms} false alarms\n`)
    if (found !== undefined) {
      alarms += 1
      process.stdout.write(
        `FALSE ALARM in history ${from + found.at - 1} under ${JSON.stringify(behaviour)}\n${tale(found.finding)}\n`,
      )
    }
  }
  const seconds = (performance.now() - startedAt) / 1000
  process.stdout.write(
    `${count} histories, ${calls} calls, ${alarms} false alarms, ${Math.round(calls / seconds)} calls a second\n`,
  )
  process.exitCode = alarms === 0 ? 0 : 1
}

await (mode === 'sound' ? judgeSound() : judgeFaults())
await judge?.close()
