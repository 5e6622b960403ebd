import type { Exchange } from '../client/index.ts'

/** What a judgement demanded, so that a program can judge the same again. Values are as the check saw them. */
export type Expectation =
  /** `exchange` is the call that was judged, where it is not the last one. */
  | { is: 'accepted'; exchange?: Exchange }
  /** No code at all: any refusal (HTTP 4xx). */
  | { is: 'refused'; codes: readonly string[]; exchange?: Exchange }
  | { is: 'equal' | 'different'; got: unknown; value: unknown }
  | { is: 'one-of' | 'none-of' | 'same-set' | 'containing'; got: unknown; values: readonly unknown[] }
  | { is: 'like'; got: unknown; pattern: RegExp }
  | { is: 'between'; got: number; low: number; high: number }
