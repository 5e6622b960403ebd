import { type Act, type History, loginsOf, publicNames } from './history.ts'

/** Calls in a pool of their own: some to prepare, then some that are made at once. The pool is step 1, the preparing calls follow. */
export function raceIn(before: readonly Act[], together: readonly Act[]): History {
  const offered = new Set([...before, ...together].flatMap(loginsOf).map(({ provider }) => provider))
  const shape = { guests: true, providers: publicNames.filter((name) => offered.has(name)), developer: true }
  const first = 2 + before.length
  return {
    steps: [
      { n: 1, call: 'CreateIdentityPool', shape },
      ...before.map((act, index) => ({ ...act, n: 2 + index })),
      {
        n: first + together.length,
        call: 'together',
        steps: together.map((act, index) => ({ ...act, n: first + index })),
      },
    ],
  }
}

/** The same call so many times. */
export function atOnce(times: number, act: Act): Act[] {
  return Array.from({ length: times }, () => act)
}
