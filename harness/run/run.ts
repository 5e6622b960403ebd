import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { type Issuer, type IssuerOptions, startIssuer } from '../../fixtures/issuers/index.ts'
import type { Level } from '../requirement/index.ts'
import { type Exchange, operations } from '../client/index.ts'
import { type CheckResult, type Results, toCheckResult } from '../report/index.ts'
import {
  type Probed,
  TargetError,
  describeLivePool,
  type TargetSettings,
  type TargetSpec,
  identifyTarget,
  issuerLogins,
  probeTarget,
  startTarget,
} from '../target/index.ts'
import {
  type CheckOptions,
  type GivenProvider,
  type LoginSource,
  type Session,
  type TargetAccess,
  openJournal,
  readJournal,
  tagKey,
} from '../world/index.ts'
import type { LawCase } from '../verdict/index.ts'
import { type HeadStart, type RunEvents, takeHeadStart } from '../conductor/index.ts'
import { dropJournal, journalFile } from './journals.ts'
import { type Removal, removeResources } from './removal.ts'
import type { SignIn } from './identity-removal.ts'
import { signInWith } from './sign-in.ts'
import { type RecordedRun, recordedLogins } from './facts.ts'
import { toResults } from './outcome.ts'
import { conductReplay } from './replay.ts'

export interface RunRequest {
  target: TargetSpec
  settings: TargetSettings
  options: CheckOptions
  level: Level
  /** Checks at once; absent: what the target is fit for. */
  concurrency?: number
  /** Ends after the first deciding failure for which this holds. */
  bail: false | ((check: CheckResult) => boolean)
  /** Operations that the target is said to have. */
  declared: readonly string[]
  /** What to start, or one that stands elsewhere and whose key is at hand. */
  issuer: IssuerOptions | { published: PublishedIssuer }
  /** A named source: end where the target does not take its logins; `none`: judge without logins of public providers. */
  logins: 'auto' | 'issuer' | 'user-pools' | 'none' | { given: GivenProvider[] }
  /** On AWS: whether roles and OIDC providers may be created, and roles that take their place. */
  createRoles: boolean
  roles?: { authenticated?: string; unauthenticated?: string }
  /** The one pool that is judged, in use and never changed. */
  live?: { poolId: string; mayMakeGuests: boolean; isReadOnly: boolean }
  /** A stored history to play again, instead of all checks. */
  replay?: LawCase
  /** Folder into which histories that laws found will be written, for the commands in the report. */
  histories?: string
  suite: { name: string; version: string; revision: string | null }
  /** Whether `recorded` is told. */
  keepsExchanges?: boolean
  /** The command line, for the report; without secrets. */
  command: string
}

/** An issuer that somebody else serves: documents and key set stand at its address. */
export type PublishedIssuer = Pick<Issuer, 'url' | 'privateJwk'>

export interface RunFeedback extends RunEvents {
  /** The target was probed, with these requests and answers. */
  probed?(exchanges: readonly Exchange[]): void
  /** One line on what is being done before the first check. */
  step?(text: string): void
  /** The target went away during the run. */
  trouble?(text: string): void
  /** All exchanges of a run that keeps them; with tokens and keys. */
  recorded?(run: RecordedRun): void
}

export interface RunHandle {
  /** Rejects with `TargetError` where nothing can be judged. */
  results: Promise<Results>
  /** Ends the run early; its results are then partial. */
  interrupt(): void
}

/** target → probe → checks → verdicts → results. Writes nothing but a journal: in a temporary folder, or for AWS in the user's state folder. */
export function startRun(request: RunRequest, feedback: RunFeedback): RunHandle {
  const interruption: Interruption = { requested: false, cancel: () => {} }
  const { target } = request
  const events = withBail(request, feedback, interruption)
  return {
    results:
      target.kind === 'recording'
        ? conductReplay(request, target.folder, events, interruption)
        : conductRun(request, events, interruption),
    interrupt() {
      interruption.requested = true
      interruption.cancel()
    },
  }
}

/** With `--bail` the first failure that decides ends the run. */
function withBail(request: RunRequest, feedback: RunFeedback, interruption: Interruption): RunFeedback {
  return {
    ...feedback,
    finished(check, outcome) {
      feedback.finished?.(check, outcome)
      const decides = check.level === 'MUST' || request.level === 'MAY' || check.level === request.level
      if (request.bail === false || outcome.verdict !== 'fail' || !decides) return
      if (request.bail(toCheckResult(check, outcome, { target: request.target.spec }))) {
        interruption.requested = true
        interruption.cancel()
      }
    },
  }
}

export interface Interruption {
  requested: boolean
  cancel: () => void
}

async function conductRun(request: RunRequest, feedback: RunFeedback, interruption: Interruption): Promise<Results> {
  const startedAt = new Date()
  const folder = mkdtempSync(path.join(tmpdir(), 'cognito-identity-conformance-'))
  const runId = randomBytes(4).toString('hex')
  const isAws = request.target.kind === 'aws'
  // What is left on AWS after a crash has to be found again; an emulator is thrown away.
  const isKept = isAws || request.live !== undefined
  const journal = isKept ? journalFile(runId) : path.join(folder, 'journal.ndjson')
  const tag = isAws ? { tag: { key: tagKey, value: `${runId} ${startedAt.toISOString()}` } } : {}
  const { options } = request
  const { conductor, issuerKey } = takeHeadStart()
  interruption.cancel = () => void conductor.cancel()
  // In reverse order at the end, whatever happened in between.
  const closers = [() => conductor.close()]
  feedback.step?.(`starting ${request.target.spec}`)
  try {
    const target = await startTarget(request.target, request.settings)
    closers.push(() => target.stop())
    const { access } = target
    const { hostName } = target
    const reachable = hostName === undefined ? {} : { hostName, host: '0.0.0.0' }
    const issuer = await openIssuer(request.issuer, reachable, issuerKey, closers)
    openJournal(journal, {
      runId,
      pid: process.pid,
      host: hostname(),
      startedAt: startedAt.toISOString(),
      endpoints: access.endpoints,
      ...tag,
    })
    const remove = once(() => removeAll(journal, access, options.requestTimeoutMs, signInWith(issuer)))
    if (request.target.kind !== 'reference') closers.push(async () => void (await remove()))
    feedback.step?.(`probing ${access.endpoints.cognito}`)
    const described =
      request.live === undefined
        ? undefined
        : await describeLivePool({ access, issuer, requestTimeoutMs: options.requestTimeoutMs, ...request.live })
    const before = await described?.describe()
    const [probed, identification] = await Promise.all([
      (described === undefined
        ? probeTarget({
            access,
            issuerUrl: issuer.url,
            sources: loginSources(request.logins, issuer, isAws),
            owner: { journal, ...tag },
            requestTimeoutMs: options.requestTimeoutMs,
            declared: isAws ? operations : request.declared,
            useIam: !isAws || request.createRoles,
          })
        : Promise.resolve(described.probed)
      ).then((found) => chooseLogins(found, request.logins)),
      request.target.kind === 'reference'
        ? { name: 'reference', version: request.suite.version }
        : identifyTarget(access, Math.min(2000, options.requestTimeoutMs)),
    ])
    feedback.probed?.(probed.exchanges)
    const { servesManyAtOnce } = probed.capabilities
    const concurrency = request.concurrency ?? (servesManyAtOnce === true ? manyChecksAtOnce : undefined)
    const session: Session = {
      runId,
      ...tag,
      target: access,
      capabilities: { ...probed.capabilities, ...(request.roles === undefined ? {} : { roles: request.roles }) },
      logins: probed.logins,
      options,
      journal,
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(request.keepsExchanges === true ? { tape: 'keep' as const } : {}),
      ...(request.replay === undefined ? {} : { replay: request.replay }),
      ...(described === undefined ? {} : { livePool: described.livePool }),
    }
    // Before an hour is spent.
    if (request.keepsExchanges === true) recordedLogins(session.logins)
    const collector = await conductor.run(session, feedback)
    const trouble = await target.trouble?.()
    if (trouble !== undefined) feedback.trouble?.(trouble)
    if (collector.errors.length > 0) throw new Error(collector.errors.join('\n'))

    const removal = request.target.kind === 'reference' ? nothing() : await remove()
    if (described !== undefined && (await described.describe()) !== before) {
      const resource = `identity pool ${described.livePool.id}`
      removal.residue.push({ resource, reason: 'its description is not what it was before the run' })
    }
    const results = toResults({
      request,
      options,
      target: {
        spec: request.target.spec,
        kind: request.target.kind,
        name: identification.name,
        version: identification.version ?? null,
        digest: target.digest ?? null,
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
      collector,
      capabilities: probed.capabilities,
      probeRequests: probed.requests,
      startedAt,
      partial: interruption.requested || trouble !== undefined,
      residue: removal.residue,
    })
    feedback.recorded?.({ session, kept: conductor.kept(), probe: probed.exchanges, results })
    return results
  } finally {
    for (const close of closers.toReversed()) await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Where a target is far away and answers side by side. */
const manyChecksAtOnce = 128

const nothing = (): Removal => ({ removed: [], residue: [] })

/** Removes what the journal names, and the journal once all of it is gone. */
async function removeAll(
  file: string,
  access: TargetAccess,
  requestTimeoutMs: number,
  signIn: SignIn,
): Promise<Removal> {
  const journal = readJournal(file)
  if (journal === undefined) return nothing()
  const removal = await removeResources(journal, access, requestTimeoutMs, false, signIn)
  if (removal.residue.length === 0) dropJournal(file)
  return removal
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let begun: Promise<Result> | undefined
  return () => (begun ??= work())
}

async function openIssuer(
  wanted: RunRequest['issuer'],
  reachable: IssuerOptions,
  key: HeadStart['issuerKey'],
  closers: (() => Promise<void>)[],
): Promise<PublishedIssuer> {
  if ('published' in wanted) return wanted.published
  const issuer = await startIssuer({ ...reachable, privateJwk: await key, ...wanted })
  closers.push(() => issuer.close())
  return issuer
}

/** Sources of logins in the order in which they are tried. Also without logins the probe finds out what the target makes of them. */
function loginSources(wanted: RunRequest['logins'], issuer: PublishedIssuer, isAws: boolean): LoginSource[] {
  if (typeof wanted === 'object') return [{ source: 'given', providers: wanted.given }]
  if (wanted === 'user-pools') return [{ source: 'user-pools' }]
  // AWS asks an issuer over https only.
  if (wanted === 'auto' && isAws && !issuer.url.startsWith('https:')) return [{ source: 'user-pools' }]
  return wanted === 'auto' ? [issuerLogins(issuer), { source: 'user-pools' }] : [issuerLogins(issuer)]
}

function chooseLogins(probed: Probed, wanted: RunRequest['logins']): Probed {
  if (wanted === 'none') return { ...probed, logins: { source: 'none', reason: 'switched off by --logins none' } }
  if (wanted !== 'auto' && probed.logins.source === 'none') throw new TargetError('usage', probed.logins.reason)
  return probed
}
