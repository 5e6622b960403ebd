import type { OracleCall } from './call.ts'
import { deleteIdentity } from './change.ts'
import { type Acceptance, type Outcome, mayRefuse } from './outcome.ts'
import { choice, rule } from './rule.ts'
import { type IdentityState, type World, locate } from './world.ts'

export const rules = {
  delete: rule(
    'identities/delete',
    'DeleteIdentities deletes: the identity is unknown afterwards.',
    'IDN-07',
    'IDN-09',
    'ACC-05',
  ),
}

export const choices = {
  refuses: choice('Q-08', 'this target refuses DeleteIdentities of what it does not know, or is told twice'),
  accepts: choice('Q-08', 'this target accepts DeleteIdentities of what it does not know, or is told twice'),
  deletesDisabled: choice('U2', 'this target deletes a disabled identity'),
  keepsDisabled: choice('U2', 'this target does not delete a disabled identity'),
}

/** Of which states one identity may be deleted or not. */
const disabledStates = ['merged', 'emptied'] as const

export function deleteIdentities(
  world: World,
  call: Extract<OracleCall, { operation: 'DeleteIdentities' }>,
): readonly Outcome[] {
  const ids = [...new Set(call.identities)]
  const inState = (...states: (IdentityState | undefined)[]): string[] =>
    ids.filter((id) => states.includes(presentState(world, id)))
  const live = inState('guest', 'authenticated')
  const acceptance = (gone: readonly string[]): Acceptance => ({
    kind: 'accepted',
    shows: () => `UnprocessedIdentityIds without ${live.join(', ')}`,
    broken: ({ unprocessed }) => (live.some((id) => unprocessed?.includes(id)) ? rules.delete : undefined),
    effect: (before, _, { unprocessed }) =>
      gone.filter((id) => !unprocessed?.includes(id)).reduce(deleteIdentity, before),
  })
  if (live.length === call.identities.length) return [{ ...acceptance(live), rule: rules.delete }]
  // Unknown ids, duplicates and disabled identities are open (Q-08, U2): maybe the whole call is refused.
  const ways = disabledStates
    .map((state) => inState(state))
    .filter((some) => some.length > 0)
    .reduce<string[][]>((before, some) => before.flatMap((gone) => [gone, [...gone, ...some]]), [[]])
  return [
    mayRefuse(choices.refuses),
    ...ways.map((gone): Acceptance => {
      const accepted = acceptance([...live, ...gone])
      if (ways.length === 1) return { ...accepted, choice: choices.accepts }
      return { ...accepted, choice: gone.length === 0 ? choices.keepsDisabled : choices.deletesDisabled }
    }),
  ]
}

/** An identity went with its pool, or may have. */
function presentState(world: World, id: string): IdentityState | undefined {
  const found = locate(world, id)
  if (found?.pool.state === 'deleted') return undefined
  return found?.pool.state === 'vague' ? 'vague' : found?.identity.state
}
