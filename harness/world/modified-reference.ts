import type { RunningReference } from '../../fixtures/reference/index.ts'
import type { Keys } from '../client/index.ts'

/** What of the reference is otherwise than usual, by name. */
export interface Modifiers {
  /** Seeded deviations. */
  faults: readonly string[]
  /** Permitted differences. */
  variations?: readonly string[]
}

/**
 * The reference with these modifiers, which verifies signatures with these keys; loaded only where it is needed, as a run against
 * an endpoint does without. Throws an `Error` for an unknown modifier.
 */
export async function startModifiedReference(
  { faults, variations = [] }: Modifiers,
  region: string,
  { accessKeyId, ...secrets }: Keys,
): Promise<RunningReference> {
  const { inTurn, operations, startReference } = await import('../../fixtures/reference/index.ts')
  const plain = { region, accessKeys: { [accessKeyId]: secrets } }
  if (faults.length + variations.length === 0) return startReference(plain)
  const { withFaults } = await import('../../fixtures/faults/index.ts')
  const faulty = faults.length === 0 ? { operations } : withFaults(faults)
  if (variations.length === 0) return startReference({ ...plain, ...faulty })
  const { withVariations } = await import('../../fixtures/variations/index.ts')
  const { clockAhead, clockSteps, ...varied } = withVariations(variations, faulty.operations)
  const saboteurs = ['saboteur' in faulty ? faulty.saboteur : [], varied.saboteur].flat()
  const reference = await startReference({ ...plain, ...faulty, ...varied, saboteur: inTurn(saboteurs) })
  reference.clock.advance(clockAhead)
  if (clockSteps === 0) return reference
  const stop = stepping(reference, clockSteps)
  return { ...reference, close: () => reference.close().finally(stop) }
}

const stepEveryMs = 50

/** Answers what ends it. */
function stepping({ clock }: RunningReference, milliseconds: number): () => void {
  let step = milliseconds
  const timer = setInterval(() => {
    clock.advance(step)
    step = -step
  }, stepEveryMs)
  return () => clearInterval(timer)
}
