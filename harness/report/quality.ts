import { readFileSync } from 'node:fs'
import { type Markup, html } from './escape.ts'

/** What was measured of the suite itself (docs/quality.md); null: not measured. */
export interface QualityFigures {
  measuredOn: string
  faults: {
    faults: number
    caught: number
    gross: number
    byKind: Record<string, number>
    /** Judged checks; of these, such as fail under a fault of their own rule; and such as are listed with the reason why none does. */
    checks: number
    killed: number
    excused: number
    /** Checks that fail under exactly the same faults as another. */
    alike: number
    medianFailingRequirements: number
    medianFailingChecks: number
  } | null
  /** Failures under seeded faults, shown again by their repros on the faulty and on the sound reference. */
  repros: {
    faults: number
    failures: number
    /** There on the faulty reference, gone on the sound one. */
    shown: number
    /** Left to a person. */
    person: number
    notShown: number
    noProgram: number
    /** There on the sound reference, too. */
    wrong: number
  } | null
  variation: { variations: number; combinations: number; judged: number; falseAlarms: number } | null
  degenerate: { targets: number; passingMust: number; longestMs: number } | null
  flakes: { target: string; runs: number; checks: number; flakes: number }[]
  mutation: MutationFigures[]
  /** Share of branches that the project's own tests take, in what decides verdicts and reports. */
  branches: number | null
  run: { checks: number; requests: number; durationMs: number } | null
}

/** What became of the mutants of one part of the code: `rules` of the reference, or the `oracle`. */
export interface MutationFigures {
  subject: string
  killed: number
  survived: number
  /** Of those that survived: why is written down (scripts/selfcheck/argued-mutants.ts). */
  argued: number
  files: number
}

/** The figures that come with this version of the suite. */
export function readQuality(): QualityFigures {
  return JSON.parse(readFileSync(new URL('page/quality.json', import.meta.url), 'utf8')) as QualityFigures
}

export const mutatedInWords: Readonly<Record<string, string>> = {
  rules: "the reference's rules",
  oracle: 'the oracle',
}

const number = new Intl.NumberFormat('en')

/** One clause for each figure that was measured. */
export function qualityInWords({ faults, repros, variation, degenerate, flakes, mutation }: QualityFigures): string[] {
  const count = (value: number): string => number.format(value)
  return [
    faults === null ? [] : `${count(faults.caught)} of ${count(faults.faults)} seeded faults are caught`,
    repros === null
      ? []
      : `repros show ${count(repros.shown)} of ${count(repros.failures)} failures again without a person, and ${count(repros.wrong)} on the sound reference`,
    variation === null
      ? []
      : `${count(variation.falseAlarms)} false alarms under ${count(variation.combinations)} combinations of permitted variations`,
    degenerate === null
      ? []
      : `${count(degenerate.passingMust)} MUST checks pass on ${count(degenerate.targets)} targets of which nothing is right`,
    flakes.map(
      (one) =>
        `${count(one.flakes)} of ${count(one.checks)} checks end differently in ${count(one.runs)} runs on ${one.target}`,
    ),
    mutation.map(
      ({ subject, killed, survived }) =>
        `${Math.floor((killed / (killed + survived)) * 100)}% of ${count(killed + survived)} mutants of ${mutatedInWords[subject] ?? subject} are killed`,
    ),
  ].flat()
}

export function renderQuality(figures: QualityFigures): Markup {
  const clauses = qualityInWords(figures)
  if (clauses.length === 0) return html``
  return html`<p class="hint">
    Measured of the suite itself until ${figures.measuredOn} (docs/quality.md): ${clauses.join('; ')}.
  </p>`
}
