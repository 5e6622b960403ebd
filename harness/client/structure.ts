import { type Shape, cognitoIdentityModel } from '../../fixtures/service-model/index.ts'

/**
 * The first place of an answer where something else stands for a list, map or structure of the service model, such as
 * `Identities[0].Logins`: no program can go on with it. Undefined where there is none.
 */
export function misshapen(operation: string, output: unknown): string | undefined {
  const name = cognitoIdentityModel.operations[operation]?.output
  return name === undefined || name === null ? undefined : misshapenIn(name, output, '')
}

function misshapenIn(name: string, value: unknown, place: string): string | undefined {
  if (value === undefined || value === null) return undefined
  const shape = cognitoIdentityModel.shapes[name]
  const inner = shape === undefined ? undefined : innerOf(shape, value, place)
  if (inner === 'misshapen') return place === '' ? 'the answer' : place
  for (const [one, part, at] of inner ?? []) {
    const found = misshapenIn(one, part, at)
    if (found !== undefined) return found
  }
  return undefined
}

type Part = [shape: string, value: unknown, place: string]

/** Parts of a value by their shapes; none of what has no parts. */
function innerOf(shape: Shape, value: unknown, place: string): Part[] | 'misshapen' | undefined {
  const { type, member, members, value: entry } = shape
  if (type !== 'list' && type !== 'map' && type !== 'structure') return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== (type === 'list')) return 'misshapen'
  if (Array.isArray(value)) return value.map((one, index): Part => [member?.shape ?? '', one, `${place}[${index}]`])
  return Object.entries(value).flatMap(([key, one]): Part[] => {
    const of = type === 'map' ? entry?.shape : members?.[key]?.shape
    return of === undefined ? [] : [[of, one, place === '' ? key : `${place}.${key}`]]
  })
}
