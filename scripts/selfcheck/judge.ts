import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Issuer, startIssuer } from '../../fixtures/issuers/index.ts'
import {
  type Check,
  type Defined,
  collectChecks,
  currentExchanges,
  currentWorld,
  enterSession,
  runCheck,
  watchAnew,
} from '../../harness/check/index.ts'
import { suiteFiles } from '../../harness/conductor/index.ts'
import { removeResources } from '../../harness/run/index.ts'
import { issuerLogins, parseTarget, probeTarget, startTarget } from '../../harness/target/index.ts'
import type { CheckIdentity, Outcome } from '../../harness/verdict/index.ts'
import {
  type CheckOptions,
  type Session,
  type TargetAccess,
  type World,
  openJournal,
  readJournal,
} from '../../harness/world/index.ts'
import { generator } from './random.ts'

/** One check under one target. */
export interface Judged extends Pick<CheckIdentity, 'id' | 'requirement' | 'level' | 'topic'> {
  verdict: Outcome['verdict']
  /** Why it failed, or why it was not judged. */
  text: string
  /** Operations that it called. */
  calls: string[]
}

export interface JudgeSettings {
  /** Cases of a property check. */
  cases: number
  /** Histories of a law; absent: as many as its budget allows. */
  histories?: number
  /** Checks at once. */
  concurrency: number
  timeLimitMs: number
}

/**
 * Judges one target after another in this thread. Suites and libraries are loaded once, the reference answers in the same thread, and
 * vitest has no part in it: a run takes a third of what it takes on the command line.
 */
export interface Judge {
  judge(job: Job): Promise<Judged[]>
  /** For checks that are run one by one. */
  open(job: Pick<Job, 'spec' | 'logins' | 'audit'>): Promise<Bench>
  close(): Promise<void>
}

/** A target before which any check can be run. */
export interface Bench {
  checks: readonly Defined[]
  run(check: Defined): Promise<Judged>
  close(): Promise<void>
}

export interface Job {
  /** `reference`, with faults or variations, or an address. */
  spec: string
  /** Seed of a random order of the checks; absent: in the order of the suites. */
  order?: number
  /** Checks at once, where it is not that of the settings. */
  concurrency?: number
  /** Our issuer by default. */
  logins?: 'user-pools'
  /** Looks after every refused call whether it changed something. */
  audit?: 'all'
  /** Only checks of these requirements; absent: all checks. */
  requirements?: readonly string[]
  /** Only these checks; absent: all of them. */
  checks?: ReadonlySet<string>
}

export async function createJudge(settings: JudgeSettings): Promise<Judge> {
  const issuer = await startIssuer()
  const options: CheckOptions = {
    only: [],
    seed: 1,
    cases: settings.cases,
    ...(settings.histories === undefined ? {} : { histories: settings.histories }),
    slow: false,
    timeLimitMs: settings.timeLimitMs,
    requestTimeoutMs: settings.timeLimitMs / 3,
    shard: null,
  }
  let collected: Promise<Defined[]> | undefined
  const open: Judge['open'] = async (job) => {
    const journal = path.join(tmpdir(), `selfcheck-${randomBytes(6).toString('hex')}.ndjson`)
    const target = await startTarget(parseTarget(job.spec), { region: 'us-east-1' })
    const leave = async (): Promise<void> => {
      const made = target.access.kind === 'reference' ? undefined : readJournal(journal)
      if (made !== undefined) await removeResources(made, target.access, options.requestTimeoutMs)
      await target.stop()
      rmSync(journal, { force: true })
    }
    try {
      const audited = job.audit === undefined ? options : { ...options, audit: job.audit }
      const session = await openSession(job, target.access, issuer, journal, audited)
      enterSession(session)
      watchAnew()
      collected ??= collectChecks(suiteFiles())
      const checks = await collected
      const world = currentWorld()
      const close = async (): Promise<void> => {
        await world.close()
        await leave()
      }
      return { checks, run: (check) => runOne(world, check, settings.timeLimitMs), close }
    } catch (error) {
      await leave()
      throw error
    }
  }
  return {
    open,
    async judge(job) {
      const bench = await open(job)
      try {
        return await judgeAll(bench, job, settings.concurrency)
      } finally {
        await bench.close()
      }
    },
    close: () => issuer.close(),
  }
}

async function openSession(
  { logins: wanted }: Job,
  access: TargetAccess,
  issuer: Issuer,
  journal: string,
  options: CheckOptions,
): Promise<Session> {
  const runId = randomBytes(4).toString('hex')
  openJournal(journal, {
    runId,
    pid: process.pid,
    host: 'selfcheck',
    startedAt: new Date().toISOString(),
    endpoints: access.endpoints,
  })
  const { capabilities, logins } = await probeTarget({
    access,
    issuerUrl: issuer.url,
    sources: [...(wanted === undefined ? [issuerLogins(issuer)] : []), { source: 'user-pools' }],
    owner: { journal },
    requestTimeoutMs: options.requestTimeoutMs,
    declared: [],
    useIam: true,
  })
  return { runId, target: access, capabilities, logins, options, journal }
}

async function runOne(world: World, { check, run }: Defined, timeLimitMs: number): Promise<Judged> {
  const calls = new Set<string>()
  // A law runs whole histories, whose calls are nobody's trace.
  const isLaw = check.kind === 'law'
  const outcome = await (isLaw ? run(world, timeLimitMs) : runCheck(watched(check, calls), world, timeLimitMs))
  return toJudged(check, outcome, [...calls])
}

async function judgeAll(bench: Bench, job: Job, concurrency: number): Promise<Judged[]> {
  const run = (check: Defined): Promise<Judged> => bench.run(check)
  const isWanted = ({ check: { id, requirement } }: Defined): boolean =>
    (job.requirements?.includes(requirement) ?? true) && (job.checks?.has(id) ?? true)
  const wanted = bench.checks.filter(isWanted)
  const first = wanted.filter(({ isLast }) => !isLast)
  const ordered = job.order === undefined ? first : shuffled(first, job.order)
  const results = await sideBySide(ordered, job.concurrency ?? concurrency, run)
  const last = wanted.filter(({ isLast }) => isLast)
  return [...results, ...(await sideBySide(last, 1, run))]
}

/** The check, which writes down what it calls. */
function watched(check: Check, calls: Set<string>): Check {
  return {
    ...check,
    async body(scene, attempt) {
      try {
        await check.body(scene, attempt)
      } finally {
        for (const { operation } of currentExchanges()) calls.add(operation)
      }
    },
  }
}

function toJudged(
  { id, requirement, level, topic }: Check,
  { verdict, failure, reason }: Outcome,
  calls: string[],
): Judged {
  const text =
    failure === undefined ? (reason ?? '') : `expected ${failure.expected}, got ${failure.got} (${failure.at})`
  return { id, requirement, level, topic, verdict, text, calls }
}

/** In an order that is the same for a seed. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = generator(seed)
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** In the order of the items, `limit` at a time. */
async function sideBySide<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const next = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: limit }, next))
  return results
}
