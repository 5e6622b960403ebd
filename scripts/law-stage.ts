// A stage for histories on a reference of this process, or on any endpoint, without vitest.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startIssuer } from '../fixtures/issuers/index.ts'
import { type StartOptions, startReference } from '../fixtures/reference/index.ts'
import { type Stage, openStage } from '../harness/law/index.ts'
import { issuerLogins, probeTarget } from '../harness/target/index.ts'
import { type Session, type TargetAccess, createWorld } from '../harness/world/index.ts'

export interface OpenStage {
  stage: Stage
  /** Address of the target. */
  url: string
  close(): Promise<void>
}

const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
const requestTimeoutMs = 10_000

/** On a new reference with these options. */
export async function stageOnReference(options: StartOptions = {}): Promise<OpenStage> {
  const reference = await startReference(options)
  const open = await stageOn(reference.url)
  return { ...open, close: () => open.close().then(() => reference.close()) }
}

export async function stageOn(url: string): Promise<OpenStage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'law-stage-'))
  const journal = path.join(folder, 'journal.ndjson')
  const issuer = await startIssuer()
  const access: TargetAccess = { kind: 'endpoint', faults: [], endpoints: { region: 'us-east-1', cognito: url }, keys }
  const { capabilities, logins } = await probeTarget({
    access,
    issuerUrl: issuer.url,
    sources: [issuerLogins(issuer)],
    owner: { journal },
    requestTimeoutMs,
    declared: [],
    useIam: true,
  })
  const session: Session = {
    runId: Math.random().toString(16).slice(2, 10).padEnd(8, '0'),
    target: access,
    capabilities,
    logins,
    options: { only: [], seed: 1, cases: 25, slow: false, timeLimitMs: 60_000, requestTimeoutMs, shard: null },
    journal,
  }
  const world = createWorld(session)
  return {
    url,
    stage: await openStage(world, session),
    async close() {
      await world.close()
      await issuer.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
