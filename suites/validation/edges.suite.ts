import { given, judge, outcome, refused, renamed, wire } from '../../harness/check/index.ts'
import { existingOf, needsOf } from './arrange.ts'
import { type Case, astral, edges } from './cases.ts'
import { allowed, characters, code, refusedInput } from './requirements.ts'

type Http = Parameters<Parameters<typeof wire>[3]>[0]['http']
type Row = (typeof characters)['charactersNotUnits']

const invalid = ['ValidationException', 'SerializationException']
const isInvalid = (found: Awaited<ReturnType<typeof outcome>>): boolean =>
  !found.accepted && invalid.includes(found.code)
const isParameter = (found: Awaited<ReturnType<typeof outcome>>): boolean =>
  !found.accepted && found.code === 'InvalidParameterException'

/** Any answer will do that does not call the value invalid; InvalidParameterException may be about something else. */
function judgeAllowed(row: Row, one: Case): void {
  wire(
    row,
    one.formerTitles === undefined ? one.title : renamed(one.title, ...one.formerTitles),
    needsOf(one.operation),
    async (scene) => {
      const existing = await existingOf(scene)
      const send = (input: unknown) => scene.http.call(one.operation, input, one.signed)
      const found = await outcome(send(one.request(existing)))
      const isToldFromInside = isParameter(found) && !isParameter(await outcome(send(one.inside(existing))))
      const ok = !isInvalid(found) && !isToldFromInside
      judge(ok, `${one.operation} not to call it invalid`, found.text, `${one.operation} answer, error code`, {
        is: 'none-of',
        got: found.accepted ? undefined : found.code,
        values: isToldFromInside ? [...invalid, 'InvalidParameterException'] : invalid,
      })
    },
    ...one.constraints.map((constraint) => ({ constraint, side: 'allowed' as const })),
  )
}

function judgeRefused(row: Row, one: Case): void {
  wire(
    row,
    one.title,
    needsOf(one.operation),
    async (scene) => {
      const existing = await existingOf(scene)
      const send = (input: unknown) => scene.http.call(one.operation, input, one.signed)
      const inside = await given(takenInside(send, one, existing))
      const codes = ['ValidationException', ...(inside === 'taken' ? ['InvalidParameterException'] : [])]
      await refused(send(one.request(existing)), ...(codes as [string]))
    },
    ...one.constraints.map((constraint) => ({ constraint, side: 'refused' as const })),
  )
}

/** Where the value inside gets InvalidParameterException for another reason, that code tells nothing about the edge. */
async function takenInside(
  send: (input: unknown) => ReturnType<Http['call']>,
  one: Case,
  existing: Awaited<ReturnType<typeof existingOf>>,
): Promise<'taken' | 'refused otherwise'> {
  const found = await outcome(send(one.inside(existing)))
  judge(
    !isInvalid(found),
    `${one.operation} to take a value inside of the bound`,
    found.text,
    `${one.operation} answer`,
  )
  return isParameter(found) ? 'refused otherwise' : 'taken'
}

for (const one of edges.allowed) judgeAllowed(allowed[one.operation], one)
for (const one of edges.refused) judgeRefused(refusedInput[one.operation], one)

for (const one of edges.refused) {
  wire(code[one.operation], one.title, needsOf(one.operation), async (scene) => {
    const request = one.request(await existingOf(scene))
    await refused(scene.http.call(one.operation, request, one.signed), 'ValidationException')
  })
}

for (const one of astral.allowed) judgeAllowed(characters.charactersNotUnits, titled(one))
for (const one of astral.refused) judgeRefused(characters.charactersNotUnits, titled(one))

/** All operations share the requirement. */
function titled(one: Case): Case {
  return { ...one, title: `${one.operation}, ${one.title}` }
}
