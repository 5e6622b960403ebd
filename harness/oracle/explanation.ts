import { type Outcome, type Spoken, inWords } from './outcome.ts'
import type { Rule } from './rule.ts'
import type { World } from './world.ts'

/** Why an answer is not permitted. */
export interface Violation {
  /** Requirement id whose sentence was broken by the likeliest death, and its sentence. */
  requirement: string
  sentence: string
  /** What the remaining worlds would have permitted, in words, without repetition. */
  expected: readonly string[]
  got: string
  /** Why each remaining world died. */
  deaths: readonly { world: string; rule: string; requirement: string }[]
}

/** A world that does not permit the answer. */
export interface Death {
  kind: 'death'
  world: World
  rule: Rule
  outcomes: readonly Outcome[]
}

/** The sentence that most worlds died of comes first. */
export function explain(answer: Spoken, deaths: readonly Death[]): Violation {
  const counts = new Map<Rule, number>()
  for (const { rule } of deaths) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const count = ({ rule }: Death): number => counts.get(rule) ?? 0
  const { rule: likeliest } = deaths.reduce((best, death) => (count(death) > count(best) ? death : best))
  const { requirement, sentence } = likeliest
  return {
    requirement,
    sentence,
    expected: [...new Set(deaths.flatMap(({ outcomes }) => outcomes.map(inWords)))],
    got: answerInWords(answer),
    deaths: deaths.map(({ world, rule }) => ({
      world: worldInWords(world, deaths.length),
      rule: rule.sentence,
      requirement: rule.requirement,
    })),
  }
}

function answerInWords(answer: Spoken): string {
  if (answer.kind === 'refused') return `refused with ${answer.code}`
  const list = (name: string, items: readonly string[] | undefined): string[] =>
    items === undefined ? [] : [`${name} ${items.length === 0 ? 'empty' : items.join(', ')}`]
  const parts = [
    ...(answer.identity === undefined ? [] : [`with the identity ${answer.identity}`]),
    ...list('Logins', answer.logins),
    ...list(
      'Identities',
      answer.identities?.map(({ identity, logins }) => `${identity} (${logins.join(', ') || 'no Logins'})`),
    ),
    ...list('DeveloperUserIdentifierList', answer.identifiers),
    ...list('UnprocessedIdentityIds', answer.unprocessed),
  ]
  return parts.length === 0 ? 'accepted' : `accepted, ${parts.join(', ')}`.replace('accepted, with', 'accepted with')
}

function worldInWords({ pending }: World, count: number): string {
  if (pending.length > 0) return pending.map(({ question, sentence }) => `${sentence} (${question})`).join('; ')
  return count === 1 ? 'the only one' : 'one without open questions'
}
