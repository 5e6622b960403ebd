import { expect, test } from 'vitest'
import { keyOf, reduce } from './canonical.ts'
import { createIdentity, deleteIdentity, link, merge, setPool, unlink } from './change.ts'
import { choice } from './rule.ts'
import { type Pool, type World, emptyWorld, newPool, nobody, stateOf, toLogin, unknown } from './world.ts'
import { ann, annAtB, bob, settings } from './test-history.ts'

const logins = { ann: toLogin(ann), annAtB: toLogin(annAtB), bob: toLogin(bob) }
const withPool = (changes: Partial<Pool> = {}, world = emptyWorld(), id = 'P'): World =>
  setPool(world, id, { ...newPool(settings), ...changes })
const withSettings = (changes: Partial<Pool['settings']>): World => withPool({ settings: { ...settings, ...changes } })
const base = withPool()
const guest = createIdentity(base, 'P', '1', [])
const anns = createIdentity(base, 'P', '1', [logins.ann])
const guestAndTwo = createIdentity(createIdentity(guest, 'P', '2', [logins.ann]), 'P', '3', [logins.bob])

const different: [string, World, World][] = [
  ['an identity more', base, guest],
  ['the state of an identity', guest, deleteIdentity(guest, '1')],
  ['the state of an identity with a login', anns, deleteIdentity(anns, '1')],
  ['the pool of an identity', withPool({}, guest, 'Q'), createIdentity(withPool({}, base, 'Q'), 'Q', '1', [])],
  [
    'the owner of a login',
    createIdentity(anns, 'P', '2', []),
    createIdentity(createIdentity(base, 'P', '2', [logins.ann]), 'P', '1', []),
  ],
  ['into which identity one went', merge(guestAndTwo, '2', ['1']), merge(guestAndTwo, '3', ['1'])],
  ['by which call one was merged', merge(guestAndTwo, '2', ['1']), merge(guestAndTwo, '2', ['1'], true)],
  ['a pool more', base, withPool({}, base, 'Q')],
  ['the state of a pool', base, withPool({ state: 'deleted' })],
  ['guests', base, withSettings({ guests: false })],
  ['the basic flow', base, withSettings({ classicFlow: false })],
  ['providers', base, withSettings({ providers: ['a'] })],
  ['the developer provider', base, withSettings({ developer: 'other' })],
  ['roles', base, withPool({ roles: ['authenticated'] })],
  ['guests that may be', base, withPool({ possibleGuests: 1 })],
  ['others that may be', base, withPool({ mayHoldOthers: true })],
]
const distinct = [...new Set(different.flatMap(([, one, other]) => [one, other]))]

test.each(different)('worlds that differ are kept apart: %s', (what, one, other) => {
  expect(reduce([one, other])).toEqual([one, other])
  expect(reduce([other, one])).toEqual([other, one])
  // Of an identity that a call shows the id tells the pool.
  if (what !== 'the pool of an identity') expect(keyOf(one)).not.toBe(keyOf(other))
})

const pending = [choice('Q-01', 'this target does one'), choice('Q-02', 'this target does another')] as const
const same: [string, World, World][] = [
  ['providers in another order', base, withSettings({ providers: settings.providers.toReversed() })],
  [
    'roles in another order',
    withPool({ roles: ['authenticated', 'unauthenticated'] }),
    withPool({ roles: ['unauthenticated', 'authenticated'] }),
  ],
  ['the basic flow allowed, or never forbidden', base, withSettings({ classicFlow: true })],
  [
    'a login that nobody holds any more',
    withPool({ owners: newPool(settings).owners.set(logins.ann.key, nobody) }),
    base,
  ],
  [
    'identities in another order',
    createIdentity(guest, 'P', '2', []),
    createIdentity(createIdentity(base, 'P', '2', []), 'P', '1', []),
  ],
  ['ways taken', base, { ...base, pending }],
]

test.each(same)('worlds that permit the same are one: %s', (_, one, other) => {
  expect(reduce([one, other])).toHaveLength(1)
  expect(reduce([one, other])[0]).toBe(one)
  expect(reduce([other, one])).toHaveLength(1)
  expect(keyOf(one)).toBe(keyOf(other))
})

test('many worlds are kept apart, and put in one, as few are', () => {
  const [twice] = distinct
  expect(distinct.length).toBeGreaterThan(20)
  const apart = distinct.filter((world) => !distinct.some((other) => other !== world && keyOf(other) === keyOf(world)))
  expect(reduce([...apart, ...apart])).toEqual(apart)
  // Which of the ways was taken can no longer be told where another world took another.
  const [first, second] = pending
  const others = apart.filter((one) => one !== twice)
  const ways = [{ ...twice, pending }, ...others, { ...twice, pending: [first] }] as World[]
  expect(reduce(ways)[0]?.pending).toEqual([first])
  expect(reduce([...ways.slice(-1), ...ways.slice(0, -1)])[0]?.pending).toEqual([first])
  expect(
    reduce([
      { ...base, pending },
      { ...base, pending: [second] },
    ])[0]?.pending,
  ).toEqual([second])
})

const together = (...worlds: World[]): World => {
  const [one, ...more] = reduce(worlds, 1)
  expect(more).toEqual([])
  return one ?? emptyWorld()
}
/** Either order must come to the same. */
const both = (one: World, other: World): World[] => [together(one, other), together(other, one)]

test('of worlds that are put together only that is forgotten in which they differ', () => {
  const known = createIdentity(withPool({}, base, 'Q'), 'Q', '9', [logins.bob])
  const one = { ...createIdentity(known, 'P', '1', [logins.ann]), pending }
  for (const result of both(one, link(one, '1', [logins.annAtB]))) {
    expect(result).toMatchObject({ isVague: true, pending: [] })
    expect([stateOf(result, '1'), stateOf(result, '9')]).toEqual(['vague', 'authenticated'])
    expect(result.pools.get('P')?.owners.get(logins.ann.key)).toBe(unknown)
    expect(result.pools.get('P')?.owners.get(logins.annAtB.key)).toBe(unknown)
    expect(result.pools.get('P')).toMatchObject({ state: 'live', mayHoldOthers: true })
    expect(result.pools.get('Q')?.owners.get(logins.bob.key)).toBe('9')
    expect(result.pools.get('Q')).toMatchObject({ state: 'live', mayHoldOthers: false })
  }
})

test('what changes nothing leaves the world, or its pools, as they are', () => {
  expect(createIdentity(base, 'P', '1', []).pools).toBe(base.pools)
  expect(unlink(anns, '1', [])).toBe(anns)
  expect(link(anns, '1', [])).toBe(anns)
})

test('a login is forgotten too that points to a deleted identity in one world only', () => {
  const deleted = deleteIdentity(anns, '1')
  const unlinked = deleteIdentity(unlink(anns, '1', [logins.ann]), '1')
  for (const result of both(deleted, unlinked)) {
    expect(result.pools.get('P')?.owners.get(logins.ann.key)).toBe(unknown)
  }
  for (const result of both(
    guest,
    createIdentity(withPool({ owners: newPool(settings).owners.set(logins.ann.key, nobody) }), 'P', '2', []),
  )) {
    expect(result.pools.get('P')?.owners.get(logins.ann.key)).not.toBe(unknown)
    expect(stateOf(result, '1')).toBe('vague')
    expect(stateOf(result, '2')).toBe('vague')
  }
})

test('settings that differ make a pool vague, and so does a pool that one world does not have', () => {
  for (const result of both(guest, setPool(guest, 'P', newPool({ ...settings, guests: false })))) {
    expect(result.isVague).toBe(true)
    expect(result.pools.get('P')).toMatchObject({ state: 'vague', mayHoldOthers: false })
    expect(stateOf(result, '1')).toBe('guest')
  }
  const more = createIdentity(withPool({ possibleGuests: 2 }, guest, 'Q'), 'Q', '9', [logins.ann])
  for (const result of both(guest, more)) {
    expect(result.pools.get('Q')).toMatchObject({ state: 'vague', settings, possibleGuests: 2 })
    expect(result.pools.get('P')?.state).toBe('live')
  }
})

test('as many guests may show up as in the world with most, and others where they may in one', () => {
  for (const result of both(withPool({ possibleGuests: 1 }), withPool({ possibleGuests: 3 }))) {
    expect(result.isVague).toBe(false)
    expect(result.pools.get('P')).toMatchObject({ state: 'live', possibleGuests: 3, mayHoldOthers: false })
  }
  for (const result of both(base, withPool({ mayHoldOthers: true }))) {
    expect(result.pools.get('P')).toMatchObject({ state: 'live', mayHoldOthers: true })
  }
})

test('an id that no answer has shown may be shown later where all worlds know whose it is', () => {
  const placeholder = createIdentity(base, 'P', '?1', [logins.ann])
  for (const result of both(placeholder, createIdentity(placeholder, 'P', '2', []))) {
    expect(result).toMatchObject({ placeholders: ['?1'], placeholdersMade: 1 })
  }
  for (const result of both(placeholder, createIdentity(placeholder, 'P', '?2', [logins.bob]))) {
    expect(result).toMatchObject({ placeholders: ['?1'], placeholdersMade: 2 })
  }
  for (const result of both(placeholder, createIdentity(base, 'P', '?1', [logins.bob]))) {
    expect(result).toMatchObject({ placeholders: [], placeholdersMade: 1 })
  }
})
