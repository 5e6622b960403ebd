import type { RunningReference, StartOptions } from '../../fixtures/reference/index.ts'

/** The reference with seeded faults; loaded only where it is needed, as a run against an endpoint does without. */
export async function startFaultyReference(
  faults: readonly string[],
  options: StartOptions = {},
): Promise<RunningReference> {
  const { startReference } = await import('../../fixtures/reference/index.ts')
  if (faults.length === 0) return startReference(options)
  const { withFaults } = await import('../../fixtures/faults/index.ts')
  return startReference({ ...options, ...withFaults(faults) })
}
