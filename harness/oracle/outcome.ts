import type { OracleAnswer } from './call.ts'
import { newPlaceholder } from './change.ts'
import type { Choice, Rule } from './rule.ts'
import { type World, nobody } from './world.ts'

export type Accepted = Extract<OracleAnswer, { kind: 'accepted' }>
export type Spoken = Exclude<OracleAnswer, { kind: 'silent' }>

/** One way in which a call may end in a world. */
export type Outcome = Refusal | Acceptance

export interface Refusal {
  kind: 'refused'
  /** Absent: whatever code. */
  codes?: readonly string[]
  /** Why the call has to be refused; absent where it only may be. */
  rule?: Rule
  /** Which sentence fixes the code, if it is not `rule`. */
  codeRule?: Rule
  choice?: Choice
  /** What the call does although it is refused; absent: nothing. */
  effect?: (world: World) => World
}

export interface Acceptance {
  kind: 'accepted'
  /** The identity id that the answer shows; absent: whatever it shows. */
  identity?: string
  /** The answer shows an id that was never seen. */
  isNew?: true
  /** Why the call has to be accepted; absent where it only may be. */
  rule?: Rule
  /** Which sentence another identity id breaks, if it is not `rule`. */
  identityRule?: (got: string) => Rule
  /** The sentence that the rest of the answer breaks, if it breaks one. */
  broken?: (answer: Accepted) => Rule | undefined
  /** What the answer has to show besides its identity id, in words. */
  shows?: () => string
  choice?: Choice
  /** `identity`: the id in the answer, or a placeholder. */
  effect?: (world: World, identity: string, answer: Accepted) => World
}

/** Evidence says nothing: whatever comes is permitted. */
export const whatever: readonly Outcome[] = []

export function refuse(rule: Rule, ...codes: string[]): Refusal {
  return { kind: 'refused', rule, ...(codes.length === 0 ? {} : { codes }) }
}

export function accept(what: Omit<Acceptance, 'kind'>): Acceptance {
  return { kind: 'accepted', ...what }
}

/** A refusal that evidence allows and does not demand, with whatever code. */
export function mayRefuse(choice: Choice): Refusal {
  return { kind: 'refused', choice }
}

/** The same acceptance where nothing demands that the call is accepted. */
export function undemanded(acceptance: Acceptance): Acceptance {
  const { rule: _, ...permitted } = acceptance
  return permitted
}

/** The same acceptance where nothing demands it, nor that it shows this identity. */
export function open(acceptance: Acceptance, choice: Choice): Acceptance {
  const { rule: _, identityRule: __, ...permitted } = acceptance
  return { ...permitted, choice }
}

/** Refusals decide where one of them has to come: in which order a target looks at broken rules is open, so that the code of each will do. */
export function decide(refusals: readonly Refusal[], acceptances: readonly Acceptance[]): readonly Outcome[] {
  return refusals.some(({ rule }) => rule !== undefined) ? refusals : [...refusals, ...acceptances]
}

export const codes = {
  conflict: 'ResourceConflictException',
  invalid: 'InvalidParameterException',
  notAuthorized: 'NotAuthorizedException',
  notFound: 'ResourceNotFoundException',
  noRole: 'InvalidIdentityPoolConfigurationException',
  registered: 'DeveloperUserAlreadyRegisteredException',
  validation: 'ValidationException',
} as const

export function fits(world: World, outcome: Outcome, answer: Spoken): boolean {
  if (answer.kind === 'refused') {
    return outcome.kind === 'refused' && (outcome.codes === undefined || outcome.codes.includes(answer.code))
  }
  return outcome.kind === 'accepted' && fitsIdentity(world, outcome, answer) && outcome.broken?.(answer) === undefined
}

function fitsIdentity(world: World, { identity, isNew }: Acceptance, answer: Accepted): boolean {
  if (isNew) return answer.identity !== undefined && !world.identities.has(answer.identity)
  return identity === undefined || identity === answer.identity
}

/** The sentence that an answer breaks which fits none of the outcomes; undefined where evidence leaves it open. */
export function brokenBy(world: World, outcomes: readonly Outcome[], answer: Spoken): Rule | undefined {
  const rules = outcomes.map((outcome) =>
    outcome.kind === 'refused' ? brokenRefusal(outcome, answer) : brokenAcceptance(world, outcome, answer),
  )
  return rules.find((rule) => rule !== undefined)
}

const brokenRefusal = ({ rule, codeRule }: Refusal, answer: Spoken): Rule | undefined =>
  answer.kind === 'refused' ? (codeRule ?? rule) : rule

function brokenAcceptance(world: World, outcome: Acceptance, answer: Spoken): Rule | undefined {
  if (answer.kind === 'refused') return outcome.rule
  if (fitsIdentity(world, outcome, answer)) return outcome.broken?.(answer)
  return outcome.identityRule?.(answer.identity ?? nobody) ?? outcome.rule
}

/** The world after an outcome of which no answer tells anything. */
export function unanswered(world: World, outcome: Outcome): World {
  return outcome.effect?.(world, newPlaceholder(world), { kind: 'accepted' }) ?? world
}

/** An outcome in words. */
export function inWords(outcome: Outcome): string {
  if (outcome.kind === 'refused')
    return outcome.codes === undefined ? 'refused' : `refused with ${outcome.codes.join(' or ')}`
  const identity = outcome.isNew
    ? 'with an identity never seen before'
    : outcome.identity === undefined
      ? ''
      : `with the identity ${outcome.identity}`
  return ['accepted', identity, outcome.shows?.() ?? '']
    .filter((part) => part !== '')
    .join(', ')
    .replace('accepted, with', 'accepted with')
}
