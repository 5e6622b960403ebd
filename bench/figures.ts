/** One measured number. */
export interface Figure {
  name: string
  value: number
  unit: 'times' | 'ms' | 'requests/s' | 'MiB' | 'KiB' | '%'
  /** What we want: at most, or at least, so much. Absent where the number only informs. */
  goal?: { atMost: number } | { atLeast: number }
  /** Lowest and highest of the rounds that `value` is the median of. */
  spread?: [number, number]
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[middle]]
  if (low === undefined || high === undefined) throw new Error('nothing was measured')
  return (low + high) / 2
}

/** The median of some rounds as a figure. */
export function figure(name: string, rounds: readonly number[], unit: Figure['unit'], goal?: Figure['goal']): Figure {
  return {
    name,
    value: median(rounds),
    unit,
    ...(goal === undefined ? {} : { goal }),
    ...(rounds.length > 1 ? { spread: [Math.min(...rounds), Math.max(...rounds)] as [number, number] } : {}),
  }
}

export function meets({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}

/** One line of the table. */
export function describeFigure(one: Figure): string {
  const number = (value: number): string => value.toFixed(one.unit === 'times' ? 2 : 0)
  const goal =
    one.goal === undefined ? '' : 'atMost' in one.goal ? `at most ${one.goal.atMost}` : `at least ${one.goal.atLeast}`
  const judged = meets(one)
  return [
    one.name.padEnd(64),
    `${number(one.value)} ${one.unit}`.padStart(18),
    (one.spread === undefined ? '' : `(${one.spread.map(number).join(' to ')})`).padEnd(20),
    judged === undefined ? '' : `${goal}: ${judged ? 'met' : 'falls short'}`,
  ]
    .join('  ')
    .trimEnd()
}
