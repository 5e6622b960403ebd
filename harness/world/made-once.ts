import { inScope } from '../client/index.ts'
import { Unjudged } from '../verdict/index.ts'

/** Makes what checks share: once for each name, in the scope of that name. */
export type MadeOnce<Made> = (name: string, make: () => Promise<Made>) => Promise<Made>

const mostAttempts = 3

/**
 * What could not be made for want of an answer is made anew when it is next asked for, three times at most: one lost answer must not cost all
 * checks that share it their verdict, and a target that never answers must not keep each of them waiting.
 */
export function madeOnce<Made>(): MadeOnce<Made> {
  const known = new Map<string, { value: Promise<Made>; attempts: number; isLost: boolean }>()
  return (name, make) => {
    const before = known.get(name)
    if (before !== undefined && !(before.isLost && before.attempts < mostAttempts)) return before.value
    const attempts = (before?.attempts ?? 0) + 1
    // The call whose answer was lost may have taken the names of its scope.
    const value = inScope(attempts === 1 ? name : `${name} (${attempts})`, make)
    const entry = { value, attempts, isLost: false }
    known.set(name, entry)
    value.catch((error: unknown) => {
      entry.isLost = error instanceof Unjudged && error.verdict === 'indeterminate'
    })
    return value
  }
}
