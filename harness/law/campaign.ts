import type { Choice } from '../oracle/index.ts'
import type { Finding } from './finding.ts'
import { type History, actsOf } from './history.ts'
import { shrink } from './shrink.ts'
import type { Trial } from './trial.ts'

/** One cause of violations, with the shortest history that shows it. */
export interface Cause extends Finding {
  /** Calls of the history. */
  calls: number
  /** Histories that showed it first. */
  seen: number
  /** Of two more playings in fresh worlds: both, one, or none showed it. */
  reproduced: 'always' | 'sometimes' | 'once'
}

/** What became of a number of histories. */
export interface Campaign {
  judged: number
  /** Of what was planned, 0 to 1: less where the time was over before. */
  done: number
  /** Histories that showed nothing. */
  sound: number
  /** Calls that were judged, without those of shortening. */
  calls: number
  causes: Cause[]
  choices: Choice[]
}

export interface CampaignPlan {
  /** Histories at most. */
  count: number
  /** Once so many calls were made, no more histories are begun. */
  enoughCalls: number
  historyAt(index: number): History
  trial: Trial
  /** Histories at once. */
  width: number
  /** `performance.now()` after which no history is begun, and after which none is played again. */
  endsAt: number
  settlesAt: number
  /** How often a history is tried before it counts as not showing its cause: more than once for calls made at once. */
  tries: number
  /** How often a history is played again without the calls that showed causes already known, in search of further ones. */
  peels: number
}

/** Plays histories side by side, and gets to the bottom of what they show. */
export async function conduct(plan: CampaignPlan): Promise<Campaign> {
  const causes = new Map<string, Cause>()
  const choices = new Map<string, Choice>()
  const campaign: Campaign = { judged: 0, done: 0, sound: 0, calls: 0, causes: [], choices: [] }
  let [next, made] = [0, 0]
  const isDone = (): boolean => next >= plan.count || made >= plan.enoughCalls
  const isLate = (): boolean => performance.now() > plan.endsAt

  const judge = async (history: History, peels: number): Promise<boolean> => {
    const tried = await plan.trial(history, true)
    campaign.calls += tried.calls
    made += tried.made
    for (const choice of tried.choices) choices.set(choice.sentence, choice)
    const { finding } = tried
    if (finding === undefined) return true
    const known = causes.get(finding.signature)
    if (known === undefined) {
      const cause: Cause = { ...finding, calls: callsOf(finding), seen: 1, reproduced: 'once' }
      causes.set(finding.signature, cause)
      Object.assign(cause, await settle(finding, plan))
      return false
    }
    known.seen += 1
    const rest = without(history, finding)
    if (rest !== undefined && peels > 0 && !isDone() && !isLate()) await judge(rest, peels - 1)
    return false
  }

  const work = async (): Promise<void> => {
    while (!isDone() && !isLate()) {
      const history = plan.historyAt(next)
      next += 1
      if (await judge(history, plan.peels)) campaign.sound += 1
      campaign.judged += 1
    }
  }
  await Promise.all(Array.from({ length: Math.min(plan.width, plan.count) }, work))
  campaign.done = Math.min(1, Math.max(campaign.judged / plan.count, made / plan.enoughCalls))
  campaign.causes = [...causes.values()]
  campaign.choices = [...choices.values()]
  return campaign
}

const callsOf = ({ history }: Finding): number => actsOf(history.steps).length

/** The history without the call that showed a known cause; nothing where the audit showed it. */
function without({ steps }: History, finding: Finding): History | undefined {
  const shown = finding.history.steps.at(-1)?.n
  const rest = steps.filter(({ n }) => n !== shown)
  return rest.length === steps.length ? undefined : { steps: rest }
}

/** What shows at times only is tried for so long before it counts as not shown by fewer calls. */
const candidateMs = 500

/** Shortens what was found, and plays it twice more in fresh worlds. */
export async function settle(
  finding: Finding,
  { trial, tries, settlesAt }: Pick<CampaignPlan, 'trial' | 'tries' | 'settlesAt'>,
): Promise<Finding & Pick<Cause, 'calls' | 'reproduced'>> {
  const isLate = (): boolean => performance.now() > settlesAt
  const findings = new Map<History, Finding>([[finding.history, finding]])
  let patience = tries
  const shows = async (candidate: History): Promise<History | undefined> => {
    for (let count = 0; count < patience; count += 1) {
      const { finding: found } = await trial(candidate, false)
      if (found?.signature === finding.signature) {
        findings.set(found.history, found)
        return found.history
      }
      if (isLate()) return undefined
    }
    return undefined
  }
  const reproductionOf = async (history: History): Promise<Cause['reproduced']> => {
    const again = [await shows(history), await shows(history)].filter((found) => found !== undefined).length
    return again === 2 ? 'always' : again === 1 ? 'sometimes' : 'once'
  }
  const startedAt = performance.now()
  const isRare = (await reproductionOf(finding.history)) !== 'always'
  if (isRare) patience = Math.max(tries, Math.round(candidateMs / ((performance.now() - startedAt) / 2)))
  // With fewer calls a race that shows rarely shows even more rarely.
  const shortest = isRare && tries > 1 ? finding.history : await shrink(finding.history, shows, isLate)
  patience = tries
  const best = findings.get(shortest) ?? finding
  return { ...best, calls: callsOf(best), reproduced: await reproductionOf(shortest) }
}
