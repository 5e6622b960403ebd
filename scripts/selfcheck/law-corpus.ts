import { withFaults } from '../../fixtures/faults/index.ts'
import type { StartOptions } from '../../fixtures/reference/index.ts'
import { historyAt } from '../../harness/law/index.ts'
import { type Played, play } from '../../harness/law/play.ts'
import type { OracleAnswer, OracleCall } from '../../harness/oracle/index.ts'
import { stageOnReference } from '../law-stage.ts'
import { randomBehaviour } from '../random-behaviour.ts'
import { identityFaults } from './identity-faults.ts'

/** A history as it was played, and what the oracle made of it: it can be judged again without a target. */
export interface PlayedHistory {
  /** The fault under which it was played. */
  fault?: string
  calls: { call: OracleCall; answer: OracleAnswer }[]
  /** The rule that the last answer broke. */
  breaks?: string
}

const silence: OracleAnswer = { kind: 'silent' }
const [seed, behaviours, historiesOfEach, mostTried] = [1, 20, 30, 40] as const

/** Random histories on the reference under permitted variations, and for each fault of the identity rules the first history that shows it. */
export async function playCorpus(): Promise<PlayedHistory[]> {
  const corpus: PlayedHistory[] = []
  for (let from = 0; from < behaviours * historiesOfEach; from += historiesOfEach) {
    const behaviour = randomBehaviour(seed + from)
    await onReference({ behaviour }, async (playAt) => {
      for (let index = from; index < from + historiesOfEach; index += 1) corpus.push(kept(await playAt(index)))
    })
  }
  for (const { id: fault } of identityFaults) {
    await onReference(withFaults([fault]), async (playAt) => {
      for (let index = 0; index < mostTried; index += 1) {
        const played = kept(await playAt(index))
        if (played.breaks === undefined) continue
        corpus.push({ ...played, fault })
        return
      }
    })
  }
  return corpus
}

async function onReference(
  options: StartOptions,
  work: (playAt: (index: number) => Promise<Played>) => Promise<void>,
): Promise<void> {
  const open = await stageOnReference(options)
  try {
    await work((index) =>
      play(open.stage, historyAt(open.stage.publicNames, seed, index), { audits: true, judges: true }),
    )
  } finally {
    await open.close()
  }
}

function kept({ lines, violation }: Played): PlayedHistory {
  const calls = lines.map(({ performed: { call, answer } }) => ({ call, answer: answer ?? silence }))
  return { calls, ...(violation === undefined ? {} : { breaks: violation.requirement }) }
}
