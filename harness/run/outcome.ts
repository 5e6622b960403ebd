import { operations } from '../client/index.ts'
import { type CheckResult, type Results, assembleResults, toCheckResult } from '../report/index.ts'
import type { Capabilities, CheckOptions } from '../world/index.ts'
import type { Collector } from '../conductor/index.ts'
import type { RunRequest } from './run.ts'

/** What is known at the end of a run. */
export interface Outcome {
  request: Pick<RunRequest, 'suite' | 'target' | 'settings' | 'level' | 'command' | 'histories'>
  options: Pick<CheckOptions, 'seed' | 'only' | 'shard'>
  target: Results['target']
  collector: Collector
  capabilities: Pick<Capabilities, 'operations'>
  probeRequests: number
  startedAt: Date
  partial: boolean
  residue: NonNullable<Results['run']['residue']>
  /** Adds to what is said of a check. */
  note?: (check: CheckResult) => CheckResult
}

export function toResults(outcome: Outcome): Results {
  const { request, options, target, collector, startedAt, note = (check) => check } = outcome
  const { spec } = request.target
  const checks = collector.collected.map(({ identity, outcome: found }) =>
    note(
      toCheckResult(identity, found, {
        target: spec,
        headers: Object.keys(request.settings.headers ?? {}),
        ...(request.histories === undefined ? {} : { histories: request.histories }),
      }),
    ),
  )
  const inChecks = checks.reduce((sum, check) => sum + check.requests, 0)
  const { operations: settled } = outcome.capabilities
  return assembleResults(
    {
      suite: { ...request.suite, seed: options.seed },
      target,
      run: {
        startedAt: startedAt.toISOString(),
        durationMs: Date.now() - startedAt.getTime(),
        requests: outcome.probeRequests + collector.setupRequests + inChecks,
        partial: outcome.partial,
        restricted: options.only.length > 0,
        residue: outcome.residue,
        command: request.command,
        level: request.level,
        ...(options.shard === null ? {} : { shard: options.shard }),
      },
      operations: Object.fromEntries(operations.map((operation) => [operation, settled[operation] ?? 'unknown'])),
      sightings: collector.sightings,
    },
    checks,
  )
}
