import type { Cluster } from './cluster.ts'
import { newCauses, reasonOf } from './known.ts'
import { printable } from './printable.ts'
import { reproCommand } from './repro.ts'
import type { CheckResult, Results } from './schema.ts'

/** Characters that all exchanges of a page may take together, so that 1,500 checks on four targets stay under 1.5 MB. */
const exchangeBudget = 350_000
const textLimit = 300
const bodyLimit = 1500

export interface Cause extends Cluster {
  /** Index of the target whose checks are shown. */
  target: number
  /** Every target that shares it. */
  sharedBy: number[]
}

/** The causes of all targets, each once; what all of them share stands after what tells them apart. */
export function causesOf(all: readonly Results[]): Cause[] {
  const causes = new Map<string, Cause>()
  for (const [target, results] of all.entries()) {
    for (const cluster of newCauses(results.checks)) {
      const known = causes.get(cluster.key)
      if (known === undefined) causes.set(cluster.key, { ...cluster, target, sharedBy: [target] })
      else known.sharedBy.push(target)
    }
  }
  const rank = { MUST: 0, SHOULD: 1, MAY: 2 }
  const weight = ({ failures, hides }: Cause): number => failures.length + hides.length
  const isCommon = ({ sharedBy }: Cause): number => (all.length > 1 && sharedBy.length === all.length ? 1 : 0)
  return [...causes.values()].toSorted(
    (a, b) =>
      rank[a.level] - rank[b.level] ||
      isCommon(a) - isCommon(b) ||
      b.sharedBy.length - a.sharedBy.length ||
      weight(b) - weight(a),
  )
}

interface Row {
  id: string
  requirement: string
  level: string
  kind: string
  topic: string
  /** One a target; null where the target's run did not have the check. */
  outcomes: (Outcome | null)[]
}

interface Outcome {
  verdict: string
  /** Index into `texts`: why it was not judged, or what was observed. */
  said?: number
  /** What the baseline says of it, and an index into `texts`: why. */
  known?: { state: string; reason: number }
  failure?: {
    /** Indices into `texts`. */
    expected: number
    got: number
    at: number
    reproduced?: string
    /** Added to the target's command. */
    seed?: number
    exchanges?: string[]
  }
}

/** What the page's script shows on demand. */
export interface PageData {
  targets: string[]
  /** By target: the command that shows a check again, without the check's id. */
  commands: string[]
  sentences: Record<string, string>
  texts: string[]
  rows: Row[]
}

export function pageData(all: readonly Results[], names: string[], causes: readonly Cause[]): PageData {
  const texts = new Map<string, number>()
  const sentences: Record<string, string> = {}
  const rows = new Map<string, Row>()
  const withExchanges = chooseExchanges(all, causes)
  for (const [target, results] of all.entries()) {
    for (const check of results.checks) {
      const { id, requirement, level, kind, topic } = check
      sentences[requirement] = printable(check.sentence)
      const empty = (): Row => ({ id, requirement, level, kind, topic, outcomes: all.map(() => null) })
      const row = rows.get(id) ?? empty()
      row.outcomes[target] = toOutcome(check, texts, withExchanges.get(check) ?? [])
      rows.set(id, row)
    }
  }
  const sorted = [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const commands = all.map(({ target }) => printable(reproCommand(target.spec, '')))
  return { targets: names, commands, sentences, texts: [...texts.keys()], rows: sorted }
}

function toOutcome(check: CheckResult, texts: Map<string, number>, exchanges: string[]): Outcome {
  const { verdict, failure } = check
  const words = check.reason ?? check.observation
  const outcome: Outcome = { verdict }
  const indexOf = (text: string): number => {
    const short = printable(text, textLimit)
    if (!texts.has(short)) texts.set(short, texts.size)
    return texts.get(short) ?? 0
  }
  if (words !== undefined) outcome.said = indexOf(words)
  if (check.known !== undefined) outcome.known = { state: check.known.state, reason: indexOf(reasonOf(check.known)) }
  if (failure !== undefined) {
    const { expected, got, at, reproduced, property } = failure
    outcome.failure = {
      expected: indexOf(expected),
      got: indexOf(got),
      at: indexOf(at),
      ...(reproduced === 'always' ? {} : { reproduced }),
      ...(property === undefined ? {} : { seed: property.seed }),
      ...(exchanges.length === 0 ? {} : { exchanges }),
    }
  }
  return outcome
}

/** The exchanges of each cause's plainest check first, then of others, as far as they fit. */
function chooseExchanges(all: readonly Results[], causes: readonly Cause[]): Map<CheckResult, string[]> {
  const chosen = new Map<CheckResult, string[]>()
  const leads = causes.flatMap(({ failures }) => failures.slice(0, 1))
  let left = exchangeBudget
  for (const check of new Set([...leads, ...all.flatMap((results) => results.checks)])) {
    const texts = (check.failure?.exchanges ?? []).slice(-6).map(exchangeText)
    const size = JSON.stringify(texts).length
    if (size === 0 || size > left) continue
    left -= size
    chosen.set(check, texts)
  }
  return chosen
}

type Exchange = NonNullable<CheckResult['failure']>['exchanges'][number]
const tellingHeaders = /^(content-type|x-amz-target|x-amzn-errortype|x-amzn-error-message|x-amzn-requestid)$/i

function exchangeText({ request, response, error, operation, durationMs }: Exchange): string {
  const headers = (given: Record<string, string>): string[] =>
    Object.entries(given)
      .filter(([name]) => tellingHeaders.test(name))
      .map(([name, value]) => `${name}: ${printable(value, 200)}`)
  return [
    `${operation}, ${Math.round(durationMs)} ms`,
    `> ${request.method} ${printable(request.url, 300)}`,
    ...headers(request.headers).map((line) => `> ${line}`),
    `> ${printable(request.body, bodyLimit)}`,
    ...(response === undefined
      ? [`< no answer: ${printable(error ?? '', 300)}`]
      : [
          `< HTTP ${response.status}`,
          ...headers(response.headers).map((line) => `< ${line}`),
          `< ${printable(response.body, bodyLimit)}`,
        ]),
  ].join('\n')
}
