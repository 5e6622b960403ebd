import { type Outcome, mayRefuse, undemanded } from './outcome.ts'
import { choice } from './rule.ts'

export const choices = {
  refuses: choice('Q-20', 'this target refuses a guest whose pool was closed to guests'),
  serves: choice('Q-20', 'this target serves a guest whose pool was closed to guests'),
}

/** What a guest of a pool that was closed to guests later may be answered: what it was before, or a refusal. `outcomes` are decided already. */
export function ofClosedPool(outcomes: readonly Outcome[]): readonly Outcome[] {
  const open = outcomes.map((one) => (one.kind === 'accepted' ? { ...undemanded(one), choice: choices.serves } : one))
  return [mayRefuse(choices.refuses), ...open]
}
