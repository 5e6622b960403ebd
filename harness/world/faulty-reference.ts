import type { RunningReference } from '../../fixtures/reference/index.ts'
import type { Keys } from '../client/index.ts'

/**
 * The reference with seeded faults, which verifies signatures with these keys; loaded only where it is needed, as a run against
 * an endpoint does without.
 */
export async function startFaultyReference(
  faults: readonly string[],
  region: string,
  { accessKeyId, ...secrets }: Keys,
): Promise<RunningReference> {
  const { startReference } = await import('../../fixtures/reference/index.ts')
  const accessKeys = { [accessKeyId]: secrets }
  if (faults.length === 0) return startReference({ region, accessKeys })
  const { withFaults } = await import('../../fixtures/faults/index.ts')
  return startReference({ region, accessKeys, ...withFaults(faults) })
}
