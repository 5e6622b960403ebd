import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startIssuer } from '../../fixtures/issuers/index.ts'
import { issuerLogins, parseTarget, probeTarget, startTarget } from '../target/index.ts'

/** Lets plain `vitest --project conformance` run suites: global set-up with the reference, or with CONFORMANCE_TARGET. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const spec = parseTarget(process.env['CONFORMANCE_TARGET'] ?? 'reference')
  const folder = mkdtempSync(path.join(tmpdir(), 'cognito-identity-conformance-'))
  const journal = path.join(folder, 'journal.ndjson')
  const requestTimeoutMs = 10_000
  const [target, issuer] = await Promise.all([startTarget(spec, { region: 'us-east-1' }), startIssuer()])
  const { capabilities, logins } = await probeTarget({
    access: target.access,
    issuerUrl: issuer.url,
    sources: [issuerLogins(issuer)],
    owner: { journal },
    requestTimeoutMs,
    declared: [],
    useIam: true,
  })
  project.provide('session', {
    runId: 'plain',
    target: target.access,
    capabilities,
    logins,
    options: { only: [], seed: 1, cases: 25, slow: false, timeLimitMs: 30_000, requestTimeoutMs, shard: null },
    journal,
  })
  return async () => {
    await Promise.all([target.stop(), issuer.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}
