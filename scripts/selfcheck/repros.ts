import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Fault, withFaults } from '../../fixtures/faults/index.ts'
import { generateIssuerKey, startIssuer } from '../../fixtures/issuers/index.ts'
import { startReference } from '../../fixtures/reference/index.ts'
import { type QualityFigures, reproOf } from '../../harness/report/index.ts'
import { type Form, loadForms } from '../../harness/repro/index.ts'
import { judge } from '../judge.ts'
import { createPlayer } from '../play-repro.ts'

/** `shown`: there on the faulty reference, gone on the sound one. `wrong`: there on the sound one, too. `person`: the repro does not judge. */
export type Outcome = 'shown' | 'not-shown' | 'wrong' | 'person' | 'no-program'

/** A failing check, shown once more. */
export interface Shown {
  check: string
  outcome: Outcome
  /** What both runs printed, or why there is no program. */
  text: string
}

/** Most checks of one fault fail for the same reason. */
const mostOfOneFault = 3
const accessKeys = { test: { secretAccessKey: 'test' } }
const main = path.join(import.meta.dirname, '../../dist/harness/cli/main.js')

/** Starts the sound reference and what repros need beside it. `folder` is ours alone. */
export async function startShowing(
  folder: string,
  form: Extract<Form, 'script' | 'curl'>,
): Promise<{ show(fault: Fault): Promise<Shown[]>; close(): Promise<void> }> {
  const privateJwk = await generateIssuerKey()
  const [sound, issuer] = await Promise.all([startReference({ accessKeys }), startIssuer({ privateJwk })])
  const play = createPlayer(folder, main, issuer, privateJwk)
  const { renderForm } = await loadForms()

  return {
    async show(fault) {
      const place = path.join(folder, fault.id.replaceAll('/', '-'))
      mkdirSync(place)
      const only = fault.breaks.filter((requirement) => !requirement.startsWith('laws/'))
      if (only.length === 0) return []
      const logins = fault.logins === undefined ? [] : ['--logins', fault.logins]
      const spec = `reference+fault:${fault.id}`
      const { results } = await judge(spec, path.join(place, 'out'), '--seed', '1', ...logins, '--only', ...only)
      const faulty = await startReference({ accessKeys, ...withFaults([fault.id]) })
      const found: Shown[] = []
      for (const check of results.checks.filter(({ failure }) => failure !== undefined).slice(0, mostOfOneFault)) {
        const repro = reproOf(check, results, {})
        if (repro === undefined) {
          found.push({ check: check.id, outcome: 'no-program', text: check.failure?.repro.reason ?? '' })
          continue
        }
        const file = path.join(place, form === 'script' ? 'repro.mjs' : 'repro.sh')
        writeFileSync(file, renderForm(form, repro))
        const [there, gone] = [await play(file, faulty.url), await play(file, sound.url)]
        found.push({ check: check.id, outcome: outcomeOf(there.code, gone.code), text: there.text + gone.text })
      }
      await faulty.close()
      rmSync(place, { recursive: true })
      return found
    },
    close: async () => void (await Promise.all([sound.close(), issuer.close()])),
  }
}

function outcomeOf(onFaulty: number | null, onSound: number | null): Outcome {
  if (onSound !== 0 && onSound !== 2) return 'wrong'
  if (onFaulty === 1 && onSound === 0) return 'shown'
  return onFaulty === 0 ? 'not-shown' : 'person'
}

export function countShown(found: readonly Shown[]): Omit<NonNullable<QualityFigures['repros']>, 'faults'> {
  const times = (outcome: Outcome): number => found.filter((one) => one.outcome === outcome).length
  return {
    failures: found.length,
    shown: times('shown'),
    person: times('person'),
    notShown: times('not-shown'),
    noProgram: times('no-program'),
    wrong: times('wrong'),
  }
}
