import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type IssuerOptions, startIssuer } from '../../fixtures/issuers/index.ts'
import type { Level } from '../requirement/index.ts'
import { operations } from '../client/index.ts'
import { type CheckResult, type Results, assembleResults, toCheckResult } from '../report/index.ts'
import {
  type Probed,
  TargetError,
  type TargetSettings,
  type TargetSpec,
  identifyTarget,
  probeTarget,
  startTarget,
} from '../target/index.ts'
import { type CheckOptions, type Session, readJournal } from '../world/index.ts'
import { removeResources } from './cleanup.ts'
import type { RunEvents } from './collector.ts'
import { startConductor } from './conduct.ts'

export interface RunRequest {
  target: TargetSpec
  settings: TargetSettings
  options: CheckOptions
  level: Level
  concurrency: number
  /** Ends after the first failure that decides. */
  bail: boolean
  /** Operations that the target is said to have. */
  declared: readonly string[]
  issuer: IssuerOptions
  /** `issuer`: end where the target does not take our logins; `none`: judge without logins of public providers. */
  logins: 'auto' | 'issuer' | 'none'
  /** File URLs. */
  suites: string[]
  suite: { name: string; version: string; revision: string | null }
  /** The command line, for the report; without secrets. */
  command: string
}

export interface RunFeedback extends RunEvents {
  /** One line on what is being done before the first check. */
  step?(text: string): void
}

export interface RunHandle {
  /** Rejects with `TargetError` where nothing can be judged. */
  results: Promise<Results>
  /** Ends the run early; its results are then partial. */
  interrupt(): void
}

/** target → probe → checks → verdicts → results. Writes nothing but a journal in a temporary folder. */
export function startRun(request: RunRequest, feedback: RunFeedback): RunHandle {
  const interruption = { requested: false, cancel: (): void => {} }
  return {
    results: conductRun(request, feedback, interruption),
    interrupt() {
      interruption.requested = true
      interruption.cancel()
    },
  }
}

async function conductRun(
  request: RunRequest,
  feedback: RunFeedback,
  interruption: { requested: boolean; cancel: () => void },
): Promise<Results> {
  const startedAt = new Date()
  const folder = mkdtempSync(path.join(tmpdir(), 'cognito-identity-conformance-'))
  const journal = path.join(folder, 'journal.ndjson')
  const { options } = request

  const events: RunFeedback = {
    ...feedback,
    finished(check, outcome) {
      feedback.finished?.(check, outcome)
      const decides = check.level === 'MUST' || request.level === 'MAY' || check.level === request.level
      if (request.bail && outcome.verdict === 'fail' && decides) {
        interruption.requested = true
        interruption.cancel()
      }
    },
  }
  const conductor = startConductor(folder, events, request.concurrency)
  interruption.cancel = () => void conductor.cancel()
  // In reverse order at the end, whatever happened in between.
  const closers = [() => conductor.close()]
  feedback.step?.(`starting ${request.target.spec}`)
  try {
    const target = await startTarget(request.target, request.settings)
    closers.push(() => target.stop())
    const { access } = target
    const issuer = await startIssuer(request.issuer)
    closers.push(() => issuer.close())
    if (request.target.kind !== 'reference') {
      closers.push(() => removeResources(readJournal(journal), access, options.requestTimeoutMs))
    }
    feedback.step?.(`probing ${access.endpoints.cognito}`)
    const [probed, identification] = await Promise.all([
      probeTarget(access, issuer, journal, options.requestTimeoutMs, request.declared).then((found) =>
        chooseLogins(found, request.logins),
      ),
      request.target.kind === 'reference'
        ? { name: 'reference', version: request.suite.version }
        : identifyTarget(request.target.url, Math.min(2000, options.requestTimeoutMs)),
    ])
    const session: Session = {
      runId: randomBytes(4).toString('hex'),
      target: access,
      capabilities: probed.capabilities,
      logins: probed.logins,
      options,
      journal,
      suites: request.suites,
    }
    const collector = await conductor.run(session)
    if (collector.errors.length > 0) throw new Error(collector.errors.join('\n'))

    const checks: CheckResult[] = collector.collected.map(({ identity, outcome }) =>
      toCheckResult(identity, outcome, request.target.spec),
    )
    const requests = probed.requests + collector.setupRequests + checks.reduce((sum, check) => sum + check.requests, 0)
    return assembleResults(
      {
        suite: { ...request.suite, seed: options.seed },
        target: {
          spec: request.target.spec,
          kind: request.target.kind,
          name: identification.name,
          version: identification.version ?? null,
          digest: null,
          region: access.endpoints.region,
          declared: { operations: request.declared },
          probed: {
            accountId: probed.capabilities.accountId,
            iam: probed.capabilities.iam,
            logins: probed.logins.source,
            ...(probed.logins.source === 'none' ? { loginsReason: probed.logins.reason } : {}),
            verifies: probed.verifies,
          },
        },
        run: {
          startedAt: startedAt.toISOString(),
          durationMs: Date.now() - startedAt.getTime(),
          requests,
          partial: interruption.requested,
          command: request.command,
          level: request.level,
        },
        operations: Object.fromEntries(
          operations.map((operation) => [operation, probed.capabilities.operations[operation] ?? 'unknown']),
        ),
        sightings: collector.sightings,
      },
      checks,
    )
  } finally {
    for (const close of closers.toReversed()) await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function chooseLogins(probed: Probed, wanted: RunRequest['logins']): Probed {
  if (wanted === 'none') return { ...probed, logins: { source: 'none', reason: 'switched off by --logins none' } }
  if (wanted === 'issuer' && probed.logins.source === 'none') throw new TargetError('usage', probed.logins.reason)
  return probed
}
