import { expect, test } from 'vitest'
import { historyAt } from './generate.ts'
import { type History, type Step, actsOf, loginsOf, referencesOf } from './history.ts'
import { shrink } from './shrink.ts'

const never = (): boolean => false

/** Shows with the first call that offers two logins, where GetId with a single one came before; answers the history up to there. */
function showsLink({ steps }: History): History | undefined {
  const both = steps.findIndex((step) => step.call !== 'together' && loginsOf(step).length > 1)
  const isShown = steps.slice(0, Math.max(0, both)).some((step) => step.call === 'GetId' && step.logins.length === 1)
  return isShown ? { steps: steps.slice(0, both + 1) } : undefined
}

test('a history is shortened to what its cause needs', async () => {
  const index = Array.from({ length: 100 }, (_, at) => at).find(
    (at) => showsLink(historyAt(['a', 'b'], 1, at)) !== undefined,
  )
  const history = showsLink(historyAt(['a', 'b'], 1, index ?? 0)) ?? { steps: [] }
  const short = await shrink(history, async (candidate) => showsLink(candidate), never)
  expect(short.steps).toHaveLength(2)
  expect(loginsOf(short.steps.at(-1) as Extract<Step, { call: 'GetId' }>)).toHaveLength(2)
})

test('what cannot be played falls out, and numbers stay', async () => {
  const history = historyAt(['a', 'b', 'c'], 3, 5)
  const last = history.steps.at(-1)
  const short = await shrink(
    history,
    async ({ steps }) => (steps.at(-1)?.n === last?.n ? { steps: steps.slice(-1) } : undefined),
    never,
  )
  expect(short.steps.map(({ n }) => n)).toEqual([last?.n])
})

test('nothing is played any more once it is over', async () => {
  const history = historyAt(['a'], 1, 1)
  const shows = (): Promise<History | undefined> => Promise.reject(new Error('played'))
  expect(await shrink(history, shows, () => true)).toBe(history)
})

test('calls made at once get fewer', async () => {
  const at = (n: number) => ({ n, call: 'GetId' as const, pool: 1, logins: [] })
  const history: History = {
    steps: [
      { n: 1, call: 'CreateIdentityPool', shape: { guests: true, providers: [], developer: false } },
      { n: 9, call: 'together', steps: [at(2), at(3), at(4), at(5)] },
    ],
  }
  const short = await shrink(history, async (candidate) => (candidate.steps.length > 1 ? candidate : undefined), never)
  expect(actsOf(short.steps)).toHaveLength(3)
})

const pool: Step = { n: 1, call: 'CreateIdentityPool', shape: { guests: true, providers: [], developer: true } }
const signIn = (n: number, user: string): Step => ({ n, call: 'GetId', pool: 1, logins: [{ provider: 'a', user }] })

test('one identity stands in for another', async () => {
  const history: History = {
    steps: [pool, signIn(2, 'ann'), signIn(3, 'bob'), { n: 4, call: 'DeleteIdentities', identities: [3] }],
  }
  const shows = async (candidate: History) =>
    // What the deletion refers to has to come before it, and ann to be there.
    candidate.steps.some((step) => step.n === 2) && refersBackwards(candidate) ? candidate : undefined
  const short = await shrink(history, shows, never)
  expect(short.steps.slice(-1)).toEqual([{ n: 4, call: 'DeleteIdentities', identities: [2] }])
  expect(short.steps).not.toContainEqual(signIn(3, 'bob'))
})

test('one call offers the logins of two', async () => {
  const history: History = {
    steps: [
      pool,
      signIn(2, 'ann'),
      { n: 3, call: 'GetOpenIdToken', identity: 2, logins: [{ provider: 'b', user: 'bob' }] },
      { n: 4, call: 'DescribeIdentity', identity: 3 },
    ],
  }
  const shows = async (candidate: History) => {
    const offered = actsOf(candidate.steps).flatMap(loginsOf)
    const isShown = candidate.steps.at(-1)?.call === 'DescribeIdentity' && refersBackwards(candidate)
    return isShown && offered.length === 2 ? candidate : undefined
  }
  const short = await shrink(history, shows, never)
  expect(short.steps.slice(1)).toEqual([
    {
      n: 2,
      call: 'GetId',
      pool: 1,
      logins: [
        { provider: 'a', user: 'ann' },
        { provider: 'b', user: 'bob' },
      ],
    },
    { n: 4, call: 'DescribeIdentity', identity: 2 },
  ])
})

function refersBackwards({ steps }: History): boolean {
  const known = new Set<number>()
  return actsOf(steps).every((act) => {
    known.add(act.n)
    return referencesOf(act).every((reference) => reference !== act.n && known.has(reference))
  })
}
