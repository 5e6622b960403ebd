/** Reads choices off drawn numbers. */
export interface Dice {
  below(limit: number): number
  pick<Value>(values: readonly Value[]): Value
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean
}

export function createDice(numbers: readonly number[]): Dice {
  let at = 0
  const next = (): number => {
    const number = numbers[at % numbers.length] ?? 0
    at += 1
    // A step may need more numbers than were drawn.
    return (number * (1 + Math.floor(at / numbers.length) * 31)) % 10_000
  }
  return {
    below: (limit) => Math.floor((next() / 10_000) * limit),
    pick: (values) => values[Math.floor((next() / 10_000) * values.length)] as (typeof values)[number],
    chance: (percent) => next() < percent * 100,
  }
}
