/**
 * A map that is never changed: `set` gives another one and leaves this one as it was. What was set lately lies in a small map that is copied, the rest in a
 * large one that is shared, so that a step of a long history costs about as much as one of a short one.
 */
export class PersistentMap<Value extends {}> {
  readonly #shared: ReadonlyMap<string, Value>
  readonly #recent: ReadonlyMap<string, Value>

  private constructor(shared: ReadonlyMap<string, Value>, recent: ReadonlyMap<string, Value>) {
    this.#shared = shared
    this.#recent = recent
  }

  static from<Value extends {}>(entries: Iterable<readonly [string, Value]> = []): PersistentMap<Value> {
    return new PersistentMap(new Map(entries), new Map())
  }

  get(key: string): Value | undefined {
    return this.#recent.get(key) ?? this.#shared.get(key)
  }

  has(key: string): boolean {
    return this.#recent.has(key) || this.#shared.has(key)
  }

  set(key: string, value: Value): PersistentMap<Value> {
    return this.setAll([[key, value]])
  }

  /** Puts something else in the place of what lies there, if anything does. */
  update(key: string, change: (value: Value) => Value): PersistentMap<Value> {
    const value = this.get(key)
    return value === undefined ? this : this.set(key, change(value))
  }

  setAll(entries: readonly (readonly [string, Value])[]): PersistentMap<Value> {
    if (entries.length === 0) return this
    const recent = new Map(this.#recent)
    for (const [key, value] of entries) recent.set(key, value)
    if (recent.size < Math.max(16, Math.sqrt(this.#shared.size))) return new PersistentMap(this.#shared, recent)
    const shared = new Map(this.#shared)
    for (const [key, value] of recent) shared.set(key, value)
    return new PersistentMap(shared, new Map())
  }

  /** Whether both hold the same, by `same`; it is asked about each key that either holds, unless what lies there is shared. */
  equals(other: PersistentMap<Value>, same: (one: Value | undefined, another: Value | undefined) => boolean): boolean {
    if (this === other) return true
    const differs = (key: string): boolean => {
      const [one, another] = [this.get(key), other.get(key)]
      return one !== another && !same(one, another)
    }
    for (const key of this.#recent.keys()) if (differs(key)) return false
    for (const key of other.#recent.keys()) if (differs(key)) return false
    if (this.#shared === other.#shared) return true
    for (const key of this.#shared.keys()) if (differs(key)) return false
    for (const key of other.#shared.keys()) if (differs(key)) return false
    return true
  }

  *[Symbol.iterator](): Generator<readonly [string, Value]> {
    for (const entry of this.#shared) if (!this.#recent.has(entry[0])) yield entry
    yield* this.#recent
  }
}
