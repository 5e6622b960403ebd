import { type Outcome, decide, mayRefuse, undemanded } from './outcome.ts'
import { choice } from './rule.ts'

export const choices = {
  refuses: choice('Q-20', 'this target refuses a guest whose pool was closed to guests'),
  serves: choice('Q-20', 'this target serves a guest whose pool was closed to guests'),
}

/** What a guest of a pool that was closed to guests later may be answered: what it was before, or a refusal. */
export function ofClosedPool(outcomes: readonly Outcome[]): readonly Outcome[] {
  const refusals = outcomes.filter((outcome) => outcome.kind === 'refused')
  const acceptances = outcomes.filter((outcome) => outcome.kind === 'accepted')
  return decide(
    [mayRefuse(choices.refuses), ...refusals],
    acceptances.map((one) => ({ ...undemanded(one), choice: choices.serves })),
  )
}
