import type { OracleAnswer, OracleCall } from './call.ts'
import { bind } from './change.ts'
import { unanswered } from './outcome.ts'
import { permitted } from './permitted.ts'
import { blur, forget, shownBy } from './vagueness.ts'
import { type World, loginsOf, stateOf } from './world.ts'

/** What a call may have done that brought no answer: each way that is permitted, or nothing. The world itself comes first. */
export function afterSilence(world: World, call: OracleCall): readonly World[] {
  const silent: OracleAnswer = { kind: 'silent' }
  const outcomes = permitted(world, call)
  const after = outcomes.map((outcome) => unanswered(world, outcome))
  const isOpen = outcomes.every((outcome) => outcome.rule === undefined && !('identityRule' in outcome))
  if (isOpen) after.push(forget(world, call, silent))
  return [world, ...after]
}

/** More ways than this to tell which id is whose are not tried. */
const mostBindings = 512

/**
 * The identities of silent calls have placeholders for ids. An answer that shows ids for the first time may show theirs: the world as it is, and each way to
 * give these ids to them.
 */
export function bindings(world: World, answer: OracleAnswer): readonly World[] {
  if (world.placeholders.length === 0 || answer.kind !== 'accepted') return [world]
  const listed = new Map(answer.identities?.map(({ identity, logins }) => [identity, logins]))
  let made: readonly World[] = [world]
  for (const id of new Set(shownBy(answer))) {
    if (world.identities.has(id)) continue
    made = made.flatMap((one) => [
      one,
      ...one.placeholders
        .filter((placeholder) => mayBe(one, placeholder, listed.get(id)))
        .map((placeholder) => bind(one, placeholder, id)),
    ])
    if (made.length > mostBindings) return [withoutPlaceholders(world)]
  }
  return made
}

/** Whether an identity may be the one that a list shows with these providers. */
function mayBe(world: World, placeholder: string, providers: readonly string[] | undefined): boolean {
  if (providers === undefined || stateOf(world, placeholder) !== 'authenticated') return true
  return loginsOf(world, placeholder).some(({ provider }) => providers.includes(provider)) || providers.length === 0
}

/** Knows nothing of the identities of silent calls any more. */
function withoutPlaceholders(world: World): World {
  return { ...blur(world, '', world.placeholders), placeholders: [] }
}
