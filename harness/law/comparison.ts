import { type Finding, signatureOf } from './finding.ts'
import {
  type Act,
  type History,
  type LoginName,
  type PublicName,
  type Step,
  actsOf,
  isPublic,
  loginsOf,
} from './history.ts'
import { type Played, play } from './play.ts'
import type { Stage } from './stage.ts'
import { type Line, createNames, tell } from './story.ts'
import type { Trial, Tried } from './trial.ts'

/**
 * A relation between two playings that holds whatever the rules of identities are: the second one differs in something that must make no
 * difference to the calls which both have.
 */
export interface Relation {
  /** What the first playing is like, in words. */
  otherwise: string
  /** What is added to a history before it is played at all; marked by numbers from `addedFrom`. */
  add?(history: History, names: readonly PublicName[]): History
  /** The first playing, without what was added, and the second one. */
  base(steps: readonly Step[]): Step[]
  changed(steps: readonly Step[]): Step[]
  naming?: 'alike'
  /** Whether something could have come out otherwise at all in this call; by default in every one that answered an identity. */
  concerns?: (line: Line) => boolean
  /** One refusal is as good as another: which of several wrong logins is reported is open. */
  anyRefusal?: true
  /** Numbers of added calls that have to be refused, else nothing can be said. */
  refused?: true
}

/** Numbers from this one on belong to calls that only the second playing has. */
export const addedFrom = 1000

const isAdded = ({ n }: { n: number }): boolean => n >= addedFrom
const withoutAdded = (steps: readonly Step[]): Step[] => steps.filter((step) => !isAdded(step))
const asIs = (steps: readonly Step[]): Step[] => [...steps]

export const relations = {
  orderOfLogins: {
    otherwise: 'with the logins of each call in the opposite order',
    base: asIs,
    changed: (steps) => steps.map((step) => ('logins' in step ? { ...step, logins: step.logins.toReversed() } : step)),
    concerns: (line) => answersIdentity(line) && loginsOf(line.act).length > 1,
    anyRefusal: true,
  },
  namesOfUsers: {
    otherwise: 'with users whose names are not alike',
    base: asIs,
    changed: asIs,
    naming: 'alike',
  },
  refusedCalls: {
    otherwise: 'without the refused calls',
    add: addRefusedCalls,
    base: withoutAdded,
    changed: asIs,
    refused: true,
  },
  otherPools: {
    otherwise: 'without the calls in the other pool',
    // Each pool is the first one to see some users.
    add: ({ steps }) => ({
      steps: steps.flatMap((step) => (step.n % 2 === 0 ? [copied(step), step] : [step, copied(step)])),
    }),
    base: withoutAdded,
    changed: asIs,
  },
  pageSizes: {
    otherwise: 'with all on one page',
    base: (steps) => steps.map(onOnePage),
    changed: (steps) =>
      steps.map((step) =>
        step.call === 'ListIdentities' || step.call === 'LookupDeveloperIdentity'
          ? { ...step, pageSize: 1 + (step.n % 3) }
          : step,
      ),
    concerns: ({ performed: { answer } }) =>
      answer?.kind === 'accepted' && (answer.identities ?? answer.identifiers ?? []).length > 1,
  },
} satisfies Record<string, Relation>

function onOnePage(step: Step): Step {
  if (!('pageSize' in step)) return step
  const { pageSize: _, ...whole } = step
  return whole
}

export type RelationName = keyof typeof relations

/** Plays a history twice, once changed, and compares what both have in common. `requirement`: the law's own. */
export function comparedBy(stage: Stage, name: RelationName, requirement: string, sentence: string): Trial {
  const relation: Relation = relations[name]
  return async (history, audits) => {
    const whole = audits && relation.add !== undefined ? relation.add(history, stage.publicNames) : history
    const base = await play(stage, { steps: relation.base(whole.steps) }, { audits, judges: false })
    const tried = (more: Partial<Tried> = {}): Tried => ({
      calls: 0,
      made: base.lines.length - base.silent,
      choices: [],
      isRace: false,
      ...more,
    })
    // An answer that is none of the protocol is for another law.
    if (base.violation !== undefined) return tried()
    // The audit's calls are part of both playings.
    const all = { steps: audits ? [...whole.steps, ...base.steps.slice(playedOf(whole, base))] : whole.steps }
    const options = {
      audits: false,
      judges: false,
      ...(relation.naming === undefined ? {} : { naming: relation.naming }),
    }
    const changed = await play(stage, { steps: relation.changed(all.steps) }, options)
    const common = comparable(base, changed)
    const difference = compare(base, changed, common, relation)
    const calls = linesOf(base, common).filter(relation.concerns ?? answersIdentity).length
    const made = changed.lines.length - changed.silent
    if (difference === undefined || (relation.refused === true && !allRefused(changed))) return tried({ calls, made })
    // A target that answers otherwise each time, where it may, says nothing.
    const again = await play(stage, { steps: relation.base(all.steps) }, { audits: false, judges: false })
    if (compare(base, again, comparable(base, again), relation) !== undefined) return tried({ calls })
    return tried({ calls, finding: toFinding(all, changed, difference, relation, requirement, sentence) })
  }
}

function answersIdentity({ performed: { answer } }: Line): boolean {
  return answer?.kind === 'accepted' && answer.identity !== undefined
}

/** Where the audit begins in what was played. */
function playedOf({ steps }: History, base: Played): number {
  const known = new Set(steps.map(({ n }) => n))
  const first = base.steps.findIndex(({ n }) => !known.has(n))
  return first < 0 ? base.steps.length : first
}

interface Difference {
  line: Line
  expected: string
  got: string
}

/** The first call of both playings that was answered otherwise. */
function compare(
  base: Played,
  changed: Played,
  common: ReadonlySet<number>,
  { anyRefusal }: Relation,
): Difference | undefined {
  const seen = transcriptOf(base, common)
  for (const [n, got] of transcriptOf(changed, common)) {
    const expected = seen.get(n)
    if (expected === undefined || expected === got) continue
    if (anyRefusal === true && isRefusal(expected) && isRefusal(got)) continue
    const line = changed.lines.find((one) => one.n === n)
    if (line !== undefined) return { line, expected, got }
  }
  return undefined
}

/** Numbers of the calls of both, before the first in either that had no answer: nobody knows whether that was carried out. */
function comparable(one: Played, other: Played): ReadonlySet<number> {
  const others = new Set(answered(other))
  return new Set(answered(one).filter((n) => others.has(n)))
}

function answered({ lines }: Played): number[] {
  const end = lines.findIndex(({ performed: { answer } }) => answer === undefined || answer.kind === 'silent')
  return (end === -1 ? lines : lines.slice(0, end)).map(({ n }) => n)
}

const linesOf = ({ lines }: Played, numbers: ReadonlySet<number>): Line[] => lines.filter(({ n }) => numbers.has(n))

const isRefusal = (told: string): boolean => told.startsWith('refused')

/** Answers by the number of the call, with names for ids and users, of these calls. */
function transcriptOf(played: Played, numbers: ReadonlySet<number>): Map<number, string> {
  const lines = linesOf(played, numbers)
  const names = createNames(
    lines.filter(({ act }) => act.call !== 'ListIdentities'),
    played.cast,
  )
  const known = new Set(
    lines.flatMap(({ performed: { answer } }) => (answer?.kind === 'accepted' ? [answer.identity] : [])),
  )
  const identity = (id: string): string => (known.has(id) ? names.identity(id) : 'another identity')
  return new Map(
    lines.flatMap(({ n, performed: { answer } }): [number, string][] => {
      if (answer === undefined || answer.kind === 'silent') return []
      if (answer.kind === 'refused') return [[n, `refused with ${answer.code}`]]
      const { identities, identifiers, logins, unprocessed } = answer
      const parts = [
        ...(answer.identity === undefined ? [] : [identity(answer.identity)]),
        ...(logins === undefined ? [] : [`logins of ${sorted(logins.map(names.text))}`]),
        ...(identifiers === undefined ? [] : [`users ${sorted(identifiers.map(names.user))}`]),
        ...(identities === undefined
          ? []
          : [sorted(identities.map((one) => `${identity(one.identity)} (${sorted(one.logins.map(names.text))})`))]),
        ...(unprocessed === undefined ? [] : [`not processed: ${sorted(unprocessed.map(identity))}`]),
      ]
      return [[n, parts.length === 0 ? 'accepted' : parts.join(', ')]]
    }),
  )
}

const sorted = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.toSorted().join(', '))

function allRefused({ lines }: Played): boolean {
  return lines.filter(isAdded).every(({ performed: { answer } }) => answer?.kind === 'refused')
}

function toFinding(
  played: History,
  changed: Played,
  { line, expected, got }: Difference,
  { otherwise }: Relation,
  requirement: string,
  sentence: string,
): Finding {
  const at = changed.steps.findIndex((step) => actsOf([step]).some(({ n }) => n === line.n))
  const steps = changed.steps.slice(0, at + 1)
  const numbers = new Set(actsOf(steps).map(({ n }) => n))
  const lines = linesOf(changed, numbers)
  const operation = line.act.call
  return {
    signature: signatureOf(requirement, operation, got),
    requirement,
    sentence,
    operation,
    expected: [`${expected}, as in the same history ${otherwise}`],
    got,
    story: tell(steps, lines, createNames(lines, changed.cast)),
    history: { steps: played.steps.filter((step) => actsOf([step]).every(({ n }) => numbers.has(n))) },
    exchanges: lines.flatMap(({ performed }) => performed.exchanges),
  }
}

/** The same call in another pool: every number moves, so that it refers to the other pool's steps. */
function copied(step: Step): Step {
  const moved = JSON.stringify(step, (key, value: unknown) =>
    typeof value === 'number' && movedMembers.has(key) ? value + addedFrom : value,
  )
  return movedLists(JSON.parse(moved) as Step)
}

const movedMembers = new Set(['n', 'pool', 'identity'])

function movedLists(step: Step): Step {
  if (step.call !== 'DeleteIdentities') return step
  return { ...step, identities: step.identities.map((one) => (typeof one === 'number' ? one + addedFrom : one)) }
}

/**
 * One call in the middle that is to be refused: by a bad token, for want of a login, or because nobody is concerned. Where somebody signed
 * in, it comes after that, so that there is an identity which it could change.
 */
function addRefusedCalls({ steps }: History, names: readonly PublicName[]): History {
  const signIns = steps.filter((step) => step.call === 'GetId' && step.logins.some(isPublic))
  const places = signIns.length > 0 ? signIns : steps
  const middle = places[places.length >> 1]
  const pool = steps.find(({ call }) => call === 'CreateIdentityPool')?.n ?? 1
  const acts = middle === undefined ? [] : refusedActs(pool, middle, names)
  // Which one is up to the history, so that the same history is always played in the same way.
  const act = acts[JSON.stringify(steps).length % acts.length]
  if (act === undefined) return { steps }
  return { steps: steps.flatMap((step) => (step === middle ? [step, { ...act, n: addedFrom + 1 }] : [step])) }
}

function refusedActs(pool: number, step: Step, names: readonly PublicName[]): Act[] {
  const bad = names.map((provider): LoginName => ({ provider, user: 'fay', token: 'malformed' }))
  const sound = loginsOf(step as Act).filter((login) => isPublic(login) && login.token === undefined)
  const beside = bad.filter(({ provider }) => !sound.some((login) => login.provider === provider))
  return [
    { call: 'GetId', pool, logins: [{ provider: 'dev', user: 'fay' }] },
    { call: 'MergeDeveloperIdentities', pool, source: 'fay', destination: 'eve' },
    { call: 'GetOpenIdToken', identity: step.n, logins: [...sound, ...beside.slice(0, 1)] },
    ...names.map((provider): Act => ({
      call: 'GetOpenIdToken',
      identity: step.n,
      logins: [{ provider, user: 'fay' }],
    })),
    {
      call: 'GetOpenIdTokenForDeveloperIdentity',
      pool,
      logins: [{ provider: 'dev', user: 'fay' }, ...bad.slice(0, 1)],
    },
    { call: 'GetId', pool, logins: bad.slice(0, 1) },
  ]
}
