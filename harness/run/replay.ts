import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateIssuerKey } from '../../fixtures/issuers/index.ts'
import type { Recording } from '../recording/index.ts'
import type { CheckResult, Results } from '../report/index.ts'
import type { Outcome as CheckOutcome } from '../verdict/index.ts'
import type { Session } from '../world/index.ts'
import { type Facts, openRecording } from './facts.ts'
import { takeHeadStart } from '../conductor/index.ts'
import { toResults } from './outcome.ts'
import type { Interruption, RunFeedback, RunRequest } from './run.ts'

const dayMs = 86_400_000
const patienceMs = 600_000
/** After so many days what was recorded may no longer be what the target does. */
const staleAfterDays = 30

/** Judges a recording: nothing is started, probed or removed, and no socket is opened. Rejects with `TargetError`. */
export async function conductReplay(
  request: RunRequest,
  folder: string,
  feedback: RunFeedback,
  interruption: Interruption,
): Promise<Results> {
  const startedAt = new Date()
  const { recording, facts } = openRecording(folder, request.suite.version)
  const temporary = mkdtempSync(path.join(tmpdir(), 'cognito-identity-conformance-'))
  const { conductor } = takeHeadStart()
  interruption.cancel = () => void conductor.cancel()
  try {
    feedback.step?.(`replaying ${folder}, recorded on ${recording.manifest.recordedAt.slice(0, 10)}`)
    const session = await toSession(request, facts, folder, path.join(temporary, `${randomUUID()}.ndjson`))
    const collector = await conductor.run(session, feedback)
    if (collector.errors.length > 0) throw new Error(collector.errors.join('\n'))
    for (const one of collector.collected) {
      if (facts.verdicts[one.identity.id] === 'indeterminate') one.outcome = withoutVerdict(one.outcome)
    }
    const byRecordedKeys = checksOnSignatures(recording)
    const judgedOtherwise = collector.collected
      .filter(({ identity: { id }, outcome }) => facts.verdicts[id] !== outcome.verdict)
      .map(({ identity }) => identity.id)
    const ageDays = Math.floor((startedAt.getTime() - Date.parse(recording.manifest.recordedAt)) / dayMs)
    return toResults({
      request,
      options: session.options,
      target: {
        ...facts.target,
        spec: request.target.spec,
        kind: 'recording',
        recording: {
          spec: facts.target.spec,
          kind: facts.target.kind,
          recordedAt: recording.manifest.recordedAt,
          ageDays,
          isStale: ageDays > staleAfterDays,
          judgedOtherwise: judgedOtherwise.toSorted(),
        },
      },
      collector,
      capabilities: facts.session.capabilities,
      probeRequests: facts.probeRequests,
      startedAt,
      partial: interruption.requested,
      residue: [],
      note: (check: CheckResult) => (byRecordedKeys.has(check.id) ? { ...check, recorded: 'signature' } : check),
    })
  } finally {
    await conductor.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}

const keys = { accessKeyId: 'replayed', secretAccessKey: 'replayed' }

async function toSession(request: RunRequest, facts: Facts, folder: string, journal: string): Promise<Session> {
  const { session, options } = facts
  const { logins } = session
  return {
    ...session,
    target: { ...session.target, keys: facts.hasSessionToken ? { ...keys, sessionToken: 'replayed' } : keys },
    logins: logins.source === 'issuer' ? { ...logins, privateJwk: await generateIssuerKey(logins.kid) } : logins,
    options: {
      ...options,
      only: request.options.only.length > 0 ? request.options.only : options.only,
      // Nothing is waited for: a check that takes long waits for this machine.
      timeLimitMs: patienceMs,
    },
    journal,
    ...(request.concurrency === undefined ? {} : { concurrency: request.concurrency }),
    tape: { folder },
  }
}

/** What ran out of time when it was recorded has no verdict, however much of it was kept. */
function withoutVerdict({ durationMs, requests, reason, verdict }: CheckOutcome): CheckOutcome {
  const kept = verdict === 'indeterminate' ? reason : undefined
  return {
    verdict: 'indeterminate',
    reason: kept ?? 'it had no verdict when it was recorded: time-out, throttling or connection trouble',
    durationMs,
    requests,
  }
}

/** Checks that looked at a key set: whether a signature fits was found out when it was recorded. */
function checksOnSignatures({ exchanges }: Recording): Set<string> {
  const looked = exchanges.filter(({ response }) => response?.body.includes('"kty"') === true)
  return new Set(looked.map(({ scope }) => scope.replace(/#\d+$/, '')))
}
