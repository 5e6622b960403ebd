import { pathSteps } from '../../fixtures/service-model/index.ts'
import type { Input } from './sound-requests.ts'

/** The input with another value where the path leads: the first element of a list, the first key or value of a map. `undefined` takes a member out. */
export function edited(input: Input, path: string, change: (value: unknown) => unknown): Input {
  return editedAt(input, pathSteps(path), change) as Input
}

function editedAt(value: unknown, [step, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(value)
  if (step === '[]') {
    const [first, ...others] = value as unknown[]
    return [editedAt(first, rest, change), ...others]
  }
  const record = value as Input
  if (step === '{}' || step === '{=}') {
    const [[key, element] = ['', undefined], ...others] = Object.entries(record)
    const entry = step === '{}' ? [change(key), element] : [key, editedAt(element, rest, change)]
    return Object.fromEntries([entry, ...others])
  }
  const member = step.slice(1)
  return { ...record, [member]: editedAt(record[member], rest, change) }
}
