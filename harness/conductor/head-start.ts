import type { JWK } from 'jose'
import { type Conductor, startConductor } from './conduct.ts'

/** What takes long to get ready and asks nothing of the run. */
export interface HeadStart {
  conductor: Conductor
  /** For an issuer that brings no key of its own. */
  issuerKey: Promise<JWK>
}

let ahead: HeadStart | undefined

/** Starts before the modules of a run are loaded. Resolves as soon as loading them no longer holds the worker up. */
export async function giveHeadStart(): Promise<void> {
  ahead = start()
  await ahead.conductor.loading
}

/** What had a head start, for the first run; else what starts now. */
export function takeHeadStart(): HeadStart {
  const taken = ahead ?? start()
  ahead = undefined
  return taken
}

/** Ends what was started for a run that never came. */
export async function endHeadStart(): Promise<void> {
  await ahead?.conductor.close()
  ahead = undefined
}

function start(): HeadStart {
  return { conductor: startConductor(), issuerKey: makeIssuerKey() }
}

async function makeIssuerKey(): Promise<JWK> {
  const { generateIssuerKey } = await import('../../fixtures/issuers/index.ts')
  return generateIssuerKey('conformance-1')
}
