import type { Choice } from '../oracle/index.ts'
import { type Finding, toFinding } from './finding.ts'
import { type History, type Step } from './history.ts'
import { untestable } from '../verdict/index.ts'
import { type Played, play } from './play.ts'
import type { Stage } from './stage.ts'

/** What one try of a history came to. */
export interface Tried {
  finding?: Finding | undefined
  /** Calls that were judged. */
  calls: number
  /** Calls of the history that could be made and were answered. */
  made: number
  choices: readonly Choice[]
  /** Whether calls were made at once. */
  isRace: boolean
}

/** Judges a history. `audits`: looks at the whole state at the end; a history that was found has those calls in it already. */
export type Trial = (history: History, audits: boolean) => Promise<Tried>

/** The oracle permits every answer. */
export function permittedBy(stage: Stage): Trial {
  return async (history, audits) => {
    const played = await play(stage, history, { audits, judges: true })
    const answered = played.lines.length - played.silent
    return {
      ...findingOf(played),
      calls: answered,
      made: answered,
      choices: played.choices,
      isRace: played.steps.some(isRaced),
    }
  }
}

/**
 * The oracle permits the answers of calls made at once in some order of them. What shows in the same calls one after another as well is no
 * race: it ends the law as untestable, unless a history that was found is only being shortened.
 */
export function racing(stage: Stage): Trial {
  const permitted = permittedBy(stage)
  return async (history, audits) => {
    const tried = await permitted(history, audits)
    if (!tried.isRace && audits) throw untestable('the target lacks what calls at once are about')
    if (!tried.isRace || tried.finding === undefined) return { ...tried, finding: undefined }
    const { finding } = await permitted({ steps: history.steps.flatMap(oneByOne) }, audits)
    if (finding === undefined) return tried
    if (audits) throw untestable(`shows without a race as well: ${finding.requirement}`)
    return { ...tried, finding: undefined }
  }
}

const isRaced = (step: Step): boolean => step.call === 'together' && step.steps.length > 1

function oneByOne(step: Step): Step[] {
  return step.call === 'together' ? step.steps : [step]
}

function findingOf(played: Played): { finding?: Finding } {
  const { violation } = played
  return violation === undefined ? {} : { finding: toFinding({ ...played, violation }) }
}
