import type { Exchange } from '../client/index.ts'
import type { Level } from '../requirement/index.ts'
import {
  type Kept,
  type Recording,
  createReplayKey,
  createStandIns,
  publicHalf,
  readRecording,
  sanitise,
} from '../recording/index.ts'
import type { Results } from '../report/index.ts'
import { TargetError } from '../target/index.ts'
import type { CheckOptions, Session } from '../world/index.ts'

/** What a replay needs of the recorded run, beside its exchanges. Holds no key and no token. */
export interface Facts {
  target: Results['target']
  probeRequests: number
  level: Level
  options: CheckOptions
  /** Whether the run's keys had a session token, which a presigned address shows. */
  hasSessionToken: boolean
  session: Pick<Session, 'runId' | 'capabilities' | 'tag' | 'livePool'> & {
    target: Pick<Session['target'], 'kind' | 'faults' | 'endpoints'>
    logins: RecordedLogins
  }
  verdicts: Record<string, Results['checks'][number]['verdict']>
}

type RecordedLogins =
  | { source: 'issuer'; url: string; audience: string; kid: string }
  | { source: 'user-pools' }
  | { source: 'none'; reason: string }

/** What a run that keeps its exchanges knows at its end. */
export interface RecordedRun {
  session: Session
  kept: readonly Kept[]
  probe: readonly Exchange[]
  results: Results
}

/** The run without its secrets. Throws `TargetError` where they cannot be left out. */
export function toRecording({ session, kept, probe, results }: RecordedRun): Recording {
  const { target, logins, runId, capabilities, tag, livePool } = session
  const { accessKeyId, secretAccessKey, sessionToken = '' } = target.keys
  const { headers = {}, ca: _, limits: _1, ...endpoints } = target.endpoints
  const facts: Facts = {
    target: results.target,
    probeRequests: probe.length,
    level: results.run.level,
    options: session.options,
    hasSessionToken: sessionToken !== '',
    session: {
      runId,
      capabilities,
      target: { kind: target.kind, faults: target.faults, endpoints },
      logins: recordedLogins(logins),
      ...(tag === undefined ? {} : { tag }),
      ...(livePool === undefined ? {} : { livePool }),
    },
    verdicts: Object.fromEntries(results.checks.map(({ id, verdict }) => [id, verdict])),
  }
  const probed = probe.map((exchange, sequence) => ({ scope: 'probe', sequence, exchange }))
  const sanitised = sanitise([...kept, ...probed], JSON.stringify(facts), {
    keys: [accessKeyId, secretAccessKey, sessionToken],
    headers: Object.values(headers),
    givenProviders: [],
    runId,
    accountId: capabilities.accountId,
    issuerKeys: logins.source === 'issuer' ? [publicHalf(logins.privateJwk)] : [],
  })
  return {
    manifest: { format: 1, suite: results.suite, recordedAt: results.run.startedAt },
    facts: sanitised.facts,
    exchanges: sanitised.exchanges,
    values: sanitised.values,
  }
}

/** Throws `TargetError` for logins that cannot be made again without their tokens. */
export function recordedLogins(logins: Session['logins']): RecordedLogins {
  if (logins.source === 'given') {
    throw new TargetError(
      'usage',
      'given tokens are secrets, which a recording does not keep; record with another source of --logins',
    )
  }
  if (logins.source !== 'issuer') return logins
  const { source, url, audience, privateJwk } = logins
  return { source, url, audience, kid: privateJwk.kid ?? '' }
}

/** The recording in a folder, with its facts. Throws `TargetError` where it is none, or belongs to another version of the suite. */
export function openRecording(folder: string, suiteVersion: string): { recording: Recording; facts: Facts } {
  let recording: Recording
  try {
    recording = readRecording(folder)
  } catch (error) {
    throw new TargetError('usage', (error as Error).message)
  }
  const { suite, recordedAt } = recording.manifest
  if (suite.version !== suiteVersion) {
    const day = recordedAt.slice(0, 10)
    throw new TargetError(
      'usage',
      `the recording in ${folder} was made by version ${suite.version} of the suite on ${day}, and this is ${suiteVersion}; record anew`,
    )
  }
  const standIns = createStandIns(recording.values, createReplayKey())
  return { recording, facts: JSON.parse(standIns.fill(recording.facts)) as Facts }
}
