import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'

/** On whose behalf requests are made: one attempt of a check, or the making of one pool. */
export interface Scope {
  /** The same in each run of the same checks. */
  readonly name: string
  /** Stands before the names of scopes inside this one: that of the check which has a world of its own. */
  prefix: string
  /** Handed out so far. */
  names: number
  requests: number
}

const scopes = new AsyncLocalStorage<Scope>()
const outside: Scope = { name: '', prefix: '', names: 0, requests: 0 }

export function inScope<Result>(name: string, work: () => Result): Result {
  const { prefix } = currentScope()
  return scopes.run({ name: prefix + name, prefix, names: 0, requests: 0 }, work)
}

export function currentScope(): Scope {
  return scopes.getStore() ?? outside
}

/** Part of a name that no other scope uses, and the same in each run, whatever runs at the same time: `1-5f3a9c1b`. */
export function scopedName(): string {
  const scope = currentScope()
  scope.names += 1
  return `${scope.names}-${createHash('sha256').update(scope.name).digest('hex').slice(0, 8)}`
}
