import fc from 'fast-check'
import { expect, test } from 'vitest'
import { imagineTarget } from './imagining.ts'
import {
  type OracleAnswer,
  type OracleCall,
  type OracleLogin,
  type Worlds,
  linearize,
  noHistory,
  sizeOf,
  step,
} from './index.ts'
import { keyOf, mostWorlds } from './canonical.ts'
import { permitted } from './permitted.ts'
import { type Cast, randomCall, randomSettings, remember, seeded } from './random-calls.ts'

interface Entry {
  call: OracleCall
  answer: OracleAnswer
  before: Worlds
}

/** Against each of thousands of mutants fewer must do. */
const often = process.env['MUTATED'] === undefined ? 6000 : 300

/** A history of a target that goes any way that evidence leaves open, and that sometimes does not answer. */
function historyOf(seed: number, length: number, silence: number): Entry[] {
  const random = seeded(seed)
  let made = 0
  const target = imagineTarget(random, () => `r:${(made += 1)}`)
  const cast: Cast = {
    pools: [],
    identities: [],
    providers: ['a', 'b', 'c'],
    developer: 'dev',
    users: ['ann', 'bob', 'cleo'],
    held: new Map(),
  }
  const entries: Entry[] = []
  let worlds = noHistory()
  for (let index = 0; index < length; index += 1) {
    const call: OracleCall =
      index < 2 ? { operation: 'CreateIdentityPool', settings: randomSettings(random, cast) } : randomCall(random, cast)
    const isSilent = index >= 2 && random() < silence
    const isLost = isSilent && random() < 0.5
    const said: OracleAnswer = isLost ? { kind: 'silent' } : target(call)
    const answer: OracleAnswer = isSilent ? { kind: 'silent' } : said
    entries.push({ call, answer, before: worlds })
    const result = step(worlds, call, answer)
    if (result.kind === 'violation') throw new Error(JSON.stringify([call, answer, result.violation]))
    worlds = result.worlds
    remember(cast, call, answer)
  }
  return entries
}

const history = fc
  .record({
    seed: fc.nat(),
    length: fc.integer({ min: 3, max: 40 }),
    silence: fc.constantFrom(0, 0, 0.05, 0.3),
  })
  .map(({ seed, length, silence }) => historyOf(seed, length, silence))

const keysOf = ({ possible }: Worlds): string[] => possible.map(keyOf).toSorted()

/** What a step does, in a form that can be compared. */
function told(worlds: Worlds, call: OracleCall, answer: OracleAnswer): unknown {
  const result = step(worlds, call, answer)
  return result.kind === 'violation' ? result.violation : keysOf(result.worlds)
}

test('what one of the outcomes says is permitted, and the worlds stay few', () => {
  fc.assert(
    fc.property(history, (entries) => {
      for (const { before } of entries) expect(sizeOf(before)).toBeLessThanOrEqual(mostWorlds)
    }),
    { numRuns: 300 },
  )
})

test('of several outcomes not all go one way, so that to go a way decides something', () => {
  fc.assert(
    fc.property(history, (entries) => {
      for (const { call, before } of entries) {
        for (const world of before.possible) {
          const ways = new Set(permitted(world, call).map(({ choice }) => choice))
          if (permitted(world, call).length > 1 && !ways.has(undefined)) expect(ways.size).toBeGreaterThan(1)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('a refusal changes no world, unless it is for want of a role', () => {
  fc.assert(
    fc.property(history, fc.nat(), (entries, choice) => {
      const { call, before } = entries[choice % entries.length] ?? { call: undefined, before: noHistory() }
      if (call === undefined) return
      const codes = [
        'NotAuthorizedException',
        'ResourceNotFoundException',
        'InvalidParameterException',
        'ResourceConflictException',
      ]
      for (const code of codes) {
        const result = step(before, call, { kind: 'refused', code })
        if (result.kind === 'violation') continue
        const known = new Set(keysOf(before))
        expect(keysOf(result.worlds).filter((key) => !known.has(key))).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

test('other names for users and ids change nothing', () => {
  const renamed = (login: OracleLogin): OracleLogin => ({ ...login, user: `${login.user} renamed` })
  const inCall = (call: OracleCall): OracleCall => {
    const text = JSON.stringify(call, (key, value: unknown) =>
      key === 'logins'
        ? (value as OracleLogin[]).map(renamed)
        : ['user', 'source', 'destination'].includes(key) && typeof value === 'string' && !value.endsWith(' renamed')
          ? `${value} renamed`
          : value,
    )
    return JSON.parse(text.replaceAll('"r:', '"other:')) as OracleCall
  }
  const inAnswer = (answer: OracleAnswer): OracleAnswer => {
    const text = JSON.stringify(answer, (key, value: unknown) =>
      key === 'identifiers' ? (value as string[]).map((user) => `${user} renamed`) : value,
    )
    return JSON.parse(text.replaceAll('"r:', '"other:')) as OracleAnswer
  }
  fc.assert(
    fc.property(history, (entries) => {
      let worlds = noHistory()
      for (const { call, answer, before } of entries) {
        expect(sizeOf(worlds)).toBe(sizeOf(before))
        const result = step(worlds, inCall(call), inAnswer(answer))
        if (result.kind === 'violation') throw new Error(JSON.stringify(result.violation))
        worlds = result.worlds
      }
    }),
    { numRuns: 100 },
  )
})

test('a smaller bound forgets more, and raises no false alarm', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 3 }), (entries, most) => {
      let worlds = noHistory()
      for (const { call, answer } of entries) {
        const result = step(worlds, call, answer, most)
        if (result.kind === 'violation') throw new Error(JSON.stringify([call, answer, result.violation]))
        worlds = result.worlds
        expect(sizeOf(worlds)).toBeLessThanOrEqual(most)
      }
    }),
    { numRuns: often },
  )
})

test('an answer that is dropped as silent raises no false alarm later', () => {
  fc.assert(
    fc.property(history, fc.nat(), (entries, dropped) => {
      let worlds = noHistory()
      const known = new Set<string>()
      for (const [index, { call, answer }] of entries.entries()) {
        const isDropped = index > 1 && index === 2 + (dropped % Math.max(1, entries.length - 2))
        // Who did not get the answer does not know the ids that it showed.
        const named = JSON.stringify(call).match(/"r:\d+"/g) ?? []
        if (!named.every((id) => known.has(id))) return
        if (!isDropped) for (const id of JSON.stringify(answer).match(/"r:\d+"/g) ?? []) known.add(id)
        const result = step(worlds, call, isDropped ? { kind: 'silent' } : answer)
        if (result.kind === 'violation') throw new Error(JSON.stringify([call, answer, result.violation]))
        worlds = result.worlds
      }
    }),
    { numRuns: often },
  )
})

test('a violation names a sentence, an expectation and a reason for each world', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.boolean(), (entries, choice, isRefused) => {
      const { call, before } = entries[choice % entries.length] ?? { call: undefined, before: noHistory() }
      if (call === undefined) return
      const odd: OracleAnswer = isRefused ? { kind: 'refused', code: 'Odd' } : { kind: 'accepted', identity: 'r:1' }
      const result = step(before, call, odd)
      if (result.kind === 'permitted') return
      const { requirement, sentence, expected, deaths } = result.violation
      expect(requirement).toMatch(/^[a-z-]+\/[a-z-]+$/)
      expect(sentence).not.toBe('')
      expect(expected.length).toBeGreaterThan(0)
      expect(deaths).toHaveLength(sizeOf(before))
    }),
    { numRuns: 300 },
  )
})

test('calls one after the other fit an order when they are taken for a race', () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.integer({ min: 1, max: 5 }), (entries, from, count) => {
      const start = 2 + (from % Math.max(1, entries.length - 2))
      const some = entries.slice(start, start + count)
      const [first] = some
      if (first === undefined) return
      const shuffled = some.toSorted((one, other) => JSON.stringify(one.call).localeCompare(JSON.stringify(other.call)))
      const result = linearize(first.before, shuffled)
      if (result.kind === 'violation') throw new Error(JSON.stringify(result.violation))
      expect(new Set(result.order)).toEqual(new Set(some.keys()))
      expect(result.order).toHaveLength(some.length)
      // The witness is an order that steps permit one by one.
      let { before: worlds } = first
      for (const index of result.order) {
        const entry = shuffled[index]
        if (entry === undefined) throw new Error('an index of nothing')
        const next = step(worlds, entry.call, entry.answer)
        if (next.kind === 'violation') throw new Error(JSON.stringify(next.violation))
        worlds = next.worlds
      }
    }),
    { numRuns: 200 },
  )
})

test('the same history gives the same worlds', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const last = entries.at(-1)
      if (last === undefined) return
      expect(told(last.before, last.call, last.answer)).toEqual(told(last.before, last.call, last.answer))
    }),
    { numRuns: 50 },
  )
})
