import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { withFaults } from '../../fixtures/faults/index.ts'
import { type OpenStage, stageOnReference } from '../../scripts/law-stage.ts'
import { type Campaign, type CampaignPlan, conduct } from './campaign.ts'
import { type RelationName, comparedBy, relations } from './comparison.ts'
import { historyAt } from './generate.ts'
import { type Act, type History, actsOf } from './history.ts'
import { atOnce, raceIn } from './race.ts'
import type { Stage } from './stage.ts'
import { type Trial, permittedBy, racing } from './trial.ts'

const open: OpenStage[] = []
afterAll(() => Promise.all(open.map((one) => one.close())))

async function stageOf(...faults: string[]) {
  const one = await stageOnReference(withFaults(faults))
  open.push(one)
  return one.stage
}

const sound = await stageOf()

/** The calls are carried out, but every n-th answer never comes. */
function losing(stage: Stage, every: number): Stage {
  let calls = 0
  return {
    ...stage,
    async prepare(act, known) {
      const send = await stage.prepare(act, known)
      calls += 1
      if (send === undefined || calls % every !== 0) return send
      return async () => ({ ...(await send()), answer: { kind: 'silent' } })
    },
  }
}

const plan = (changes: Pick<CampaignPlan, 'trial'> & Partial<CampaignPlan>): CampaignPlan => ({
  count: 10,
  enoughCalls: Infinity,
  historyAt: (index) => historyAt(['a', 'b', 'c'], 1, index),
  width: 4,
  endsAt: performance.now() + 20_000,
  settlesAt: performance.now() + 25_000,
  tries: 1,
  peels: 3,
  ...changes,
})

describe('random histories', () => {
  test('raise no alarm on the reference', async () => {
    const campaign = await conduct(plan({ trial: permittedBy(sound) }))
    expect(campaign).toMatchObject({ judged: 10, sound: 10, done: 1, causes: [] })
    expect(campaign.calls).toBeGreaterThan(100)
  })

  test('find a fault, shorten it, and show it again from what is stored', async () => {
    const faulty = permittedBy(await stageOf('merging/source-survives'))
    const { causes } = await conduct(plan({ trial: faulty, count: 60, width: 8 }))
    const [cause] = causes.toSorted((a, b) => a.calls - b.calls)
    expect(cause).toMatchObject({
      requirement: 'merging/destination-survives',
      operation: 'MergeDeveloperIdentities',
      reproduced: 'always',
      calls: 4,
    })
    expect(cause?.story).toHaveLength(4)
    expect(cause?.story.at(-1)).toMatch(/^4 MergeDeveloperIdentities in the pool: developer user \w+ into \w+ → I[12]$/)
    const stored = JSON.parse(JSON.stringify(cause?.history)) as History
    expect((await faulty(stored, false)).finding?.signature).toBe(cause?.signature)
    expect((await permittedBy(sound)(stored, false)).finding).toBeUndefined()
  })

  test('several causes are kept apart, and one cause is one', async () => {
    const trial = permittedBy(await stageOf('disabled/guests-hidden-too', 'developer/lookup-finds-the-first'))
    const { causes } = await conduct(plan({ trial, count: 12 }))
    const requirements = causes.map(({ requirement }) => requirement)
    expect(requirements).toContain('disabled/hides-only-disabled')
    expect(requirements).toContain('developer/lookup-by-user')
    expect(causes.every(({ seen }) => seen >= 1)).toBe(true)
    expect(new Set(causes.map(({ signature }) => signature)).size).toBe(causes.length)
  })

  test('a server error is an answer that no rule permits', async () => {
    const { finding } = await permittedBy(await stageOf('laws/second-login-breaks'))(
      {
        steps: [
          {
            n: 1,
            call: 'CreateIdentityPool',
            shape: { guests: true, providers: ['a', 'b'], developer: false },
          },
          {
            n: 2,
            call: 'GetId',
            pool: 1,
            logins: [
              { provider: 'a', user: 'ann' },
              { provider: 'b', user: 'ann' },
            ],
          },
        ],
      },
      false,
    )
    expect(finding).toMatchObject({ requirement: 'laws/answers-of-the-protocol', operation: 'GetId' })
  })
})

describe('a campaign that time ends', () => {
  test('says so, and judges nothing where there was none', async () => {
    const trial: Trial = () => Promise.reject(new Error('no history is to be played'))
    const campaign = await conduct(plan({ trial, endsAt: performance.now() - 1 }))
    expect(campaign).toMatchObject({ judged: 0, done: 0 })
  })

  test('says how much was judged', async () => {
    const endsAt = performance.now() + 1000
    let played = 0
    const trial: Trial = async () => {
      played += 1
      if (played > 3) await sleep(Math.max(0, endsAt - performance.now()) + 5)
      return { calls: 1, made: 1, choices: [], isRace: false }
    }
    const campaign = await conduct(plan({ trial, count: 10_000, width: 1, endsAt }))
    expect(campaign.done).toBe(campaign.judged / 10_000)
    expect(campaign.judged).toBeGreaterThan(0)
    expect(campaign.judged).toBeLessThan(5)
  })
})

describe('comparisons', () => {
  const compare = (stage: typeof sound, relation: RelationName): Promise<Campaign> =>
    conduct(
      plan({
        trial: comparedBy(stage, relation, `laws/${relation}`, 'A sentence.'),
        historyAt: (index) => historyAt(['a', 'b', 'c'], 1, index, 12),
        count: 60,
        width: 8,
      }),
    )

  test.each(Object.keys(relations) as RelationName[])('%s: no difference on the reference', async (relation) => {
    const { causes, calls } = await compare(sound, relation)
    expect(causes).toEqual([])
    expect(calls).toBeGreaterThan(5)
  })

  test.each(Object.keys(relations) as RelationName[])('%s: no difference where answers get lost', async (relation) => {
    const { causes, calls } = await compare(losing(sound, 9), relation)
    expect(causes).toEqual([])
    expect(calls).toBeGreaterThan(0)
  })

  test.each<[RelationName, string]>([
    ['orderOfLogins', 'linking/first-login-of-the-map-proves'],
    ['namesOfUsers', 'developer/letters-folded'],
    ['refusedCalls', 'linking/links-although-refused'],
    ['otherPools', 'identities/pools-share-users'],
    ['pageSizes', 'pagination/identities-skip-one'],
  ])('%s: a difference under %s', async (relation, fault) => {
    const { causes } = await compare(await stageOf(fault), relation)
    expect(causes.length).toBeGreaterThan(0)
    expect(causes[0]).toMatchObject({ requirement: `laws/${relation}`, reproduced: 'always' })
  })
})

describe('races', () => {
  const ann = { provider: 'a', user: 'ann' } as const
  const signIn: Act = { call: 'GetId', pool: 1, logins: [ann] }
  const newLogin = raceIn([], atOnce(8, signIn))
  const race = (trial: Trial, history: History, count: number): Promise<Campaign> =>
    conduct(plan({ trial, historyAt: () => history, count, width: 2, tries: 10, peels: 0 }))

  test('fit some order on the reference', async () => {
    expect(await race(racing(sound), newLogin, 20)).toMatchObject({ sound: 20, causes: [] })
  })

  test('a lost update is found, with the order that explains the most', async () => {
    const { causes } = await race(racing(await stageOf('laws/one-identity-for-each-of-many-calls')), newLogin, 3)
    expect(causes[0]).toMatchObject({ reproduced: 'always', operation: 'GetId' })
    expect(causes[0]?.story[1]).toMatch(/^2a at once: ann signs in to the pool with provider A \(GetId\) → I1$/)
    expect(actsOf(causes[0]?.history.steps ?? []).length).toBeLessThanOrEqual(5)
  })

  test('a fault that shows once in fifty times is found, and its rareness said', async () => {
    const { causes, judged } = await race(racing(await stageOf('laws/rarely-two-identities')), newLogin, 40)
    expect(causes[0]?.seen).toBeGreaterThan(0)
    expect(causes[0]?.seen).toBeLessThan(judged)
  })

  test('what shows without a race as well is no race', async () => {
    const stage = await stageOf('identities/one-guest-for-all')
    const guests = raceIn([], atOnce(2, { call: 'GetId', pool: 1, logins: [] }))
    await expect(race(racing(stage), guests, 1)).rejects.toThrow('shows without a race as well')
  })
})
