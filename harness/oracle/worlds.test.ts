import { expect, test } from 'vitest'
import { bind, createIdentity, merge as mergeInto, setPool } from './change.ts'
import { type OracleAnswer, type OracleCall, sizeOf, step } from './index.ts'
import { PersistentMap } from './persistent-map.ts'
import { bindings } from './silence.ts'
import { emptyWorld, newPool, toLogin } from './world.ts'
import {
  ann,
  annAtB,
  at,
  bob,
  describeIdentity,
  developerCall,
  dora,
  emil,
  getCredentials,
  getId,
  getIdInQ,
  getToken,
  holds,
  invalid,
  is,
  list,
  lookUp,
  merge,
  noRole,
  notAuthorized,
  notFound,
  ok,
  remove,
  shows,
  silent,
  start,
  startWithR,
  unlink,
  unlinkUser,
  unprocessed,
  update,
  user,
  type History,
  bobAtB,
  conflict,
  finds,
  deletePool,
  settings,
} from './test-history.ts'

test('a violation says the sentence, what was permitted, what came, and why each world died', () => {
  const history = start().permits(getId(ann), is('1'))
  expect(history.violation(getId(ann), notFound)).toEqual({
    requirement: 'identities/same-login-same-identity',
    sentence:
      'GetId with a login that is linked to an identity returns that identity, whichever token of the user is given.',
    expected: ['accepted with the identity 1'],
    got: 'refused with ResourceNotFoundException',
    deaths: [
      {
        world: 'the only one',
        rule: 'GetId with a login that is linked to an identity returns that identity, whichever token of the user is given.',
        requirement: 'identities/same-login-same-identity',
      },
    ],
  })
  expect(history.violation(list(), shows(['2'])).expected).toEqual(['accepted, Identities 1 (Logins a)'])
  expect(history.violation(list(), shows(['2'])).got).toBe('accepted, Identities 2 (no Logins)')
  expect(history.violation(getId(), is('1')).expected).toEqual(['accepted with an identity never seen before'])
  expect(history.violation(remove('1'), unprocessed('1')).got).toBe('accepted, UnprocessedIdentityIds 1')
  expect(history.violation(remove('1'), unprocessed('1')).expected).toEqual([
    'accepted, UnprocessedIdentityIds without 1',
  ])
  expect(history.violation(getToken('X'), ok).got).toBe('accepted')
  expect(history.violation(getId(at('x', 'ann')), ok).expected).toEqual([
    'refused with NotAuthorizedException or InvalidParameterException',
  ])
})

test('an answer changes no worlds but those it is given', () => {
  const history = start().permits(getId(ann), is('1'))
  const before = history.worlds
  history.permits(remove('1'), unprocessed())
  expect(step(before, getId(ann), is('1')).kind).toBe('permitted')
  expect(step(history.worlds, getToken('1', ann), is('1')).kind).toBe('violation')
})

test('a silent call was carried out or not', () => {
  const history = start()
    .permits(getId(ann), is('1'))
    .permits(unlink('1', [ann], 'a'), silent)
  expect(sizeOf(history.worlds)).toBe(2)
  expect(sizeOf(history.permits(getToken('1', ann), is('1')).worlds)).toBe(1)
  history.permits(remove('1'), silent).permits(describeIdentity('1'), notFound)
  expect(sizeOf(history.worlds)).toBe(1)
})

test('a silent call that cannot change anything leaves the worlds as they were', () => {
  const history = start().permits(getId(ann), is('1'))
  const calls = [
    getId(ann),
    getToken('1', ann),
    describeIdentity('1'),
    list(),
    lookUp({ identity: '1' }),
    getToken('X'),
  ]
  for (const call of calls) history.permits(call, silent)
  expect(sizeOf(history.worlds)).toBe(1)
})

test('an identity of a silent call shows its id later, in whichever answer', () => {
  const made = () => start().permits(getId(ann), silent)
  expect(sizeOf(made().permits(getId(ann), is('1')).worlds)).toBe(1)
  const listed = made().permits(list(), shows(['1', 'a']))
  expect(sizeOf(listed.worlds)).toBe(1)
  expect(listed.broken(getId(ann), is('2'))).toBe('identities/same-login-same-identity')
  expect(made().permits(list(), shows()).permits(getId(ann), is('1')).broken(getId(ann), is('2'))).toBe(
    'identities/same-login-same-identity',
  )
  expect(made().broken(list(), shows(['1']))).toMatch(/^identities\//)
  const users = start().permits(developerCall(dora), silent).permits(developerCall(emil), silent)
  users
    .permits(merge('dora', 'emil'), is('2'))
    .permits(list(true), shows(['2', 'dev']))
    .permits(list(), shows(['2', 'dev'], ['1']))
  expect(users.worlds.possible.filter(({ isVague }) => !isVague)).toHaveLength(1)
})

test('many identities of silent calls that show up at once', () => {
  const history = start()
  const users = ['v', 'w', 'x', 'y', 'z']
  for (const name of users) history.permits(getId(at('a', name)), silent)
  const listed = shows(...users.map((_, index): [string, string] => [`id ${index}`, 'a']))
  // Too many to try each way to tell whose id is whose.
  const all = history.worlds.possible.filter(({ placeholders }) => placeholders.length === users.length)
  expect(all.map((world) => bindings(world, listed).length)).toEqual([1])
  history.permits(list(), listed)
  expect(sizeOf(history.worlds)).toBe(1)
  expect(history.worlds.possible[0]?.placeholders).toEqual([])
  for (const [index, name] of users.entries()) history.permits(getId(at('a', name)), is(`id ${index}`))
  expect(history.broken(getId(ann), is('id 0'))).toMatch(/^identities\//)
})

test('guests of silent calls may show up, as many as were asked for', () => {
  const history = start().permits(getId(), silent).permits(getId(), silent).permits(getId(), is('1'))
  expect(history.broken(list(), shows(['1'], ['2'], ['3'], ['4']))).toBe('identities/refused-guest-is-nobody')
  history.permits(list(), shows(['1'], ['2']))
  expect(history.broken(list(), shows(['1']))).toBe('identities/list')
  history.permits(getToken('2'), is('2')).permits(list(), shows(['1'], ['2'], ['3']))
  expect(history.broken(list(), shows(['1'], ['2'], ['3'], ['4']))).toBe('identities/refused-guest-is-nobody')
})

test('of several identities a silent call may have deleted some', () => {
  const history = start().permits(getId(), is('1')).permits(getId(), is('2')).permits(remove('1', '2'), silent)
  expect(sizeOf(history.worlds)).toBe(4)
  history.permits(list(), shows(['2']))
  expect(sizeOf(history.worlds)).toBe(1)
})

test('a silent call that sets what is so already makes no world', () => {
  const call = { operation: 'SetIdentityPoolRoles', pool: 'R', roles: [] } as const
  expect(sizeOf(startWithR().permits(call, silent).worlds)).toBe(1)
})

test('what changes nothing leaves each world as it is', () => {
  const history = start().permits(getId(ann), is('1'))
  const unchanged = (call: OracleCall, answer: OracleAnswer) => {
    const before = history.worlds.possible
    const after = history.permits(call, answer).worlds.possible
    expect(after).toHaveLength(before.length)
    for (const [index, world] of after.entries()) expect(world).toBe(before[index])
  }
  unchanged(list(), shows(['1', 'a']))
  // Refused for one reason or another.
  unchanged(unlink('1', [ann, dora], 'x'), invalid)
  history.permits(getId(bob), silent)
  unchanged(getToken('1', ann), is('1'))
})

test('what an answer decides that one world took before is told once', () => {
  const history = start()
    .permits(getId(ann, annAtB), is('1'))
    .permits(unlink('1', [ann], 'b'), ok)
  expect(history.permits(unlink('1', [annAtB], 'x'), ok).decisions).toEqual([
    'Q-16: this target accepts to unlink what is not linked or not proven, and passes over it',
  ])
})

test('worlds stay few where an answer that changes nothing may show whose id is whose', () => {
  const history = start()
    .permits(getId(ann), is('1'))
    .permits(unlink('1', [ann], 'a'), ok)
  for (let index = 0; index < 6; index += 1) history.permits(getId(at('b', `user ${index}`)), silent)
  expect(sizeOf(history.worlds)).toBe(64)
  expect(sizeOf(history.permits(describeIdentity('1'), is('2')).worlds)).toBeLessThanOrEqual(64)
})

test('silent changes of a pool', () => {
  const history = start()
    .permits(getId(), is('1'))
    .permits(update({ guests: false }), silent)
  history.permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, silent)
  history.permits({ operation: 'CreateIdentityPool', settings: { guests: true, providers: [] } }, silent)
  expect(sizeOf(history.worlds)).toBe(4)
  expect(sizeOf(history.permits(getId(), notAuthorized).worlds)).toBe(2)
  history.permits(getCredentials('1', ann), noRole)
  expect(history.worlds.possible.every(({ isVague }) => !isVague)).toBe(true)
})

test('what was taken for one and the same way is decided once', () => {
  const history = start().permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
  history.permits(getId(), is('1')).permits(getCredentials('1', ann), noRole).permits(getCredentials('1', ann), noRole)
  expect(sizeOf(history.worlds)).toBe(2)
  history.permits(getId(ann), is('1')).permits(getId(ann), is('1'))
  expect(history.decisions).toHaveLength(1)
})

test('worlds beyond the bound are put together into one that knows less, and raises no false alarm', () => {
  const history = start()
  history
    .permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
    .permits(getId(at('c', 'eve')), is('eve'))
  for (let index = 0; index < 7; index += 1) {
    history.permits(getId(), is(`guest ${index}`))
    history.permits(getCredentials(`guest ${index}`, at('a', `user ${index}`)), noRole)
    expect(sizeOf(history.worlds)).toBeLessThanOrEqual(64)
  }
  expect(sizeOf(history.worlds)).toBe(1)
  // What the worlds agreed on is still known.
  expect(history.broken(getId(at('c', 'eve')), is('x'))).toBe('identities/same-login-same-identity')
  expect(history.broken(list(), shows())).toBe('identities/list')
  // What they did not agree on is not.
  for (const answer of [is('guest 0'), is('other'), invalid]) {
    expect(step(history.worlds, getId(at('a', 'user 0')), answer).kind).toBe('permitted')
  }
  const all = ['eve', 'c'] as [string, ...string[]]
  history.permits(list(), shows(all, ['guest 0', 'a'], ['guest 1'], ['never seen', 'b']))
  history.permits(getToken('guest 0', at('a', 'user 0')), silent).permits(remove('guest 1'), unprocessed())
  history.permits(getId(at('a', 'user 1')), is('new')).permits(getToken('new', annAtB), notAuthorized)
  expect(history.broken(getId(bob), is('eve'))).toBe('identities/login-is-no-guest')
})

test('pools whose settings are not known any more', () => {
  const history = start().permits(getId(), is('1'))
  const changes = [{ guests: false }, { providers: ['a'] }, { providers: [] }, { classicFlow: true }, {}]
  for (const change of [...changes, ...changes]) history.permits(update(change), silent)
  for (let index = 0; index < 5; index += 1) history.permits(getId(at('a', `user ${index}`)), silent)
  expect(sizeOf(history.worlds)).toBeLessThanOrEqual(64)
  const [only] = history.worlds.possible
  if (only?.pools.get('P')?.state === 'vague') {
    history.permits(getId(), notAuthorized).permits(list(), shows()).permits(list(), invalid)
    history.permits(unlinkUser('1', 'x'), ok).permits(merge('x', 'y'), is('z'))
  }
  expect(only?.pools.get('P')?.state).toBe('vague')
  expect(step(history.worlds, { operation: 'GetId', pool: 'Q', logins: [] }, is('1')).kind).toBe('violation')
})

test('an answer that evidence says nothing of makes what it was about vague, and nothing else', () => {
  const history = start()
    .permits(developerCall(dora), is('1'))
    .permits(developerCall(user('finn')), is('2'))
  history.permits(merge('nobody', 'dora'), is('3')).permits(getId(ann), is('4'))
  history
    .permits(describeIdentity('1'), holds('x'))
    .permits(developerCall(dora), is('9'))
    .permits(lookUp({ user: 'dora' }), invalid)
  history.permits(unlinkUser('1', 'dora'), ok)
  expect(history.broken(developerCall(user('finn')), is('1'))).toBe('developer/known-user')
  expect(history.broken(getId(ann), is('1'))).toBe('identities/same-login-same-identity')
})

test('a violation tells all that came', () => {
  const history = start().permits(getId(ann), is('1'))
  const got = (call: OracleCall, answer: OracleAnswer) => history.violation(call, answer).got
  const described = { kind: 'accepted', identity: '1', logins: ['x', 'y'] } as const
  expect(got(describeIdentity('1'), described)).toBe('accepted with the identity 1, Logins x, y')
  expect(got(describeIdentity('1'), holds())).toBe('accepted, Logins empty')
  expect(got(list(), shows(['1'], ['2', 'x', 'y']))).toBe('accepted, Identities 1 (no Logins), 2 (x, y)')
  expect(got(lookUp({ user: 'dora' }), finds('1', 'x', 'y'))).toBe(
    'accepted with the identity 1, DeveloperUserIdentifierList x, y',
  )
})

test('a violation tells which ways each world went', () => {
  const two = start().permits(getId(ann), silent)
  expect(two.violation(list(), notFound).deaths.map(({ world }) => world)).toEqual(
    Array.from({ length: 2 }, () => 'one without open questions'),
  )
  const refused = start().permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
  refused.permits(getId(), is('1')).permits(getCredentials('1', ann), noRole)
  refused.permits(getId(bob, annAtB), is('2')).permits(unlink('2', [bob], 'b'), ok)
  expect(refused.violation(list(), notFound).deaths.map(({ world }) => world)).toContain(
    'this target links and merges before it refuses credentials for want of a role (GCFI-01); ' +
      'this target unlinks logins whose token is not given (Q-16)',
  )
})

test('the sentence that most worlds died of comes first, and the first of them', () => {
  const refused = () => {
    const history = start().permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
    return history.permits(getId(), is('1')).permits(getCredentials('1', ann), noRole)
  }
  expect(refused().broken(getId(ann), notFound)).toBe('identities/login-is-no-guest')
  const more = refused().permits(getId(), is('2')).permits(getCredentials('2', ann), noRole)
  const violation = more.violation(getId(ann), notFound)
  expect(violation.deaths).toHaveLength(4)
  expect(violation.requirement).toBe('identities/same-login-same-identity')
})

test('what an answer decides is told in whichever worlds it came, and once', () => {
  const history = start().permits(getId(ann), is('1')).permits(getId(bobAtB), silent)
  expect(history.decisions).toEqual([])
  expect(history.permits(unlink('1', [ann], 'x'), notFound).decisions).toEqual([
    'Q-16: this target refuses to unlink what is not linked, or not proven',
  ])
})

test('a world keeps in mind only what is not decided yet', () => {
  const history = start().permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
  history.permits(getId(), is('1')).permits(getCredentials('1', ann), noRole).permits(getCredentials('1', ann), noRole)
  const pending = () => history.worlds.possible.map((world) => world.pending.map(({ question }) => question))
  expect(pending()).toEqual([['GCFI-01'], ['GCFI-01']])
  history.permits(getId(bob, annAtB), is('2')).permits(unlink('2', [bob], 'b'), ok)
  expect(pending()).toHaveLength(4)
  history.permits(getId(annAtB), is('2'))
  expect(pending()).toEqual([['GCFI-01'], ['GCFI-01']])
  history.permits(getId(ann), is('1'))
  expect(pending()).toEqual([[]])
})

test('a silent call that evidence leaves open may have done anything', () => {
  const merged = () => start().permits(developerCall(dora), is('1')).permits(merge('nobody', 'dora'), silent)
  merged().permits(developerCall(dora), is('1'))
  merged().permits(developerCall(dora), is('9'))
})

test('a silent call whose ways are known did nothing else', () => {
  const isKnown = (history: History) => history.worlds.possible.every(({ isVague }) => !isVague)
  const two = () => start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))
  expect(isKnown(two().permits(getId(ann, bobAtB), silent))).toBe(true)
  expect(isKnown(two().permits(deletePool(), silent))).toBe(true)
  const emptied = two().permits(unlink('1', [ann], 'a'), ok)
  expect(isKnown(emptied.permits(describeIdentity('1'), silent))).toBe(true)
  expect(isKnown(emptied.permits(remove('1'), silent))).toBe(true)
})

test('an id may be that of a silent call unless a list shows other providers with it', () => {
  const [, world = emptyWorld()] = start().permits(getId(ann, annAtB), silent).worlds.possible
  const ways = (answer: OracleAnswer) => bindings(world, answer).length
  expect(world.placeholders).toHaveLength(1)
  expect([ways(is('1')), ways(shows(['1', 'a'])), ways(shows(['1'])), ways(shows(['1', 'c']))]).toEqual([2, 2, 2, 1])
  const [placeholder = ''] = world.placeholders
  const disabled = {
    ...world,
    identities: world.identities.update(placeholder, (one) => ({ ...one, state: 'merged' })),
  }
  expect(bindings(disabled, shows(['1', 'c']))).toHaveLength(2)
  const [, , , both = emptyWorld()] = start().permits(getId(ann), silent).permits(getId(bob), silent).worlds.possible
  const first = bindings(both, is('1'))
  expect([both.placeholders, first.map(({ placeholders }) => placeholders.length)]).toEqual([
    ['?1', '?2'],
    [2, 1, 1],
  ])
})

test('an id may be that of a silent call or not where one world is left', () => {
  const history = start().permits(getId(ann, annAtB), silent).permits(getId(bob, annAtB), conflict)
  history.permits(developerCall(dora), is('3')).permits(developerCall(emil), is('4'))
  history.permits(merge('dora', 'emil'), is('4'))
  expect(sizeOf(history.worlds)).toBe(1)
  expect(sizeOf(history.permits(lookUp({ identity: '3', user: 'dora' }), is('7')).worlds)).toBe(2)
  history.permits(getId(ann), is('7'))
})

test('an id that shows up as the one of a silent call is the one that others went into', () => {
  const merged = createIdentity(
    createIdentity(setPool(emptyWorld(), 'P', newPool(settings)), 'P', '?1', [toLogin(ann)]),
    'P',
    '2',
    [],
  )
  const world = bind(mergeInto(merged, '?1', ['2']), '?1', '1')
  expect(world.placeholders).toEqual([])
  expect(world.identities.get('2')).toEqual({ pool: 'P', state: 'merged', logins: [], into: '1' })
  expect(world.identities.get('1')).toStrictEqual({ pool: 'P', state: 'authenticated', logins: [toLogin(ann)] })
  expect(world.identities.has('?1')).toBe(false)
})

test('a deleted identity holds nothing', () => {
  const history = start().permits(getId(ann), is('1')).permits(remove('1'), unprocessed())
  expect(history.worlds.possible[0]?.identities.get('1')).toEqual({ pool: 'P', state: 'deleted', logins: [] })
})

test('a change of what is not there changes nothing', () => {
  const map = PersistentMap.from([['a', 1]])
  expect(map.update('b', () => 2)).toBe(map)
  expect([...map.update('a', (one) => one + 1)]).toEqual([['a', 2]])
})

test('two maps hold the same where each key has the same in both', () => {
  const same = (one?: number, other?: number) => one === other
  const never = () => false
  const [none, one, two] = [
    PersistentMap.from<number>(),
    PersistentMap.from([['a', 1]]),
    PersistentMap.from([['a', 2]]),
  ]
  expect([none.equals(none.set('a', 1), same), none.set('a', 1).equals(none, same)]).toEqual([false, false])
  expect([none.equals(one, same), one.equals(none, same), one.equals(two, same)]).toEqual([false, false, false])
  expect([one.equals(none.set('a', 1), same), none.set('a', 1).equals(one, same)]).toEqual([true, true])
  // What is one and the same is not asked about.
  expect([one.equals(one, never), one.equals(PersistentMap.from([['a', 1]]), never)]).toEqual([true, true])
  expect(one.equals(two, () => true)).toBe(true)
  expect(one.setAll([])).toBe(one)
})

test('of what became vague only what it was about may answer anything', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCall(emil), is('2'))
  history.permits({ operation: 'GetOpenIdTokenForDeveloperIdentity', pool: 'Q', logins: [dora] }, is('7'))
  history.permits(merge('nobody', 'dora'), is('3'))
  expect(history.broken(describeIdentity('2'), holds())).toBe('identities/describe')
  expect(history.broken(lookUp({ user: 'dora' }, 'X'), is('1'))).toBe('pools/unknown-pool')
  // Maybe the user is theirs: then it was their last one.
  history.permits(unlinkUser('2', 'nobody'), ok).permits(describeIdentity('2'), holds())
  expect(history.broken(describeIdentity('7'), holds())).toBe('identities/describe')
  history.permits(unlinkUser('7', 'nobody'), ok).permits(describeIdentity('7'), holds())
  expect([...(history.worlds.possible[0]?.identities ?? [])].map(([id]) => id).toSorted()).toEqual(['1', '2', '3', '7'])
})

test('a call that is refused for want of a role may have linked a login to what is vague', () => {
  const vague = () => start().permits(developerCall(dora), is('1')).permits(merge('nobody', 'dora'), is('3'))
  vague().permits(getCredentials('1', ann), noRole).permits(getId(ann), is('1'))
  const refused = vague().permits(getCredentials('1', ann), notAuthorized)
  expect(refused.broken(getId(ann), is('1'))).toBe('identities/login-is-no-guest')
})

test('what a call is not about is judged although it is named like what is vague', () => {
  const history = start()
    .permits(developerCall(user('undefined')), is('1'))
    .permits(developerCall(emil), is('2'))
    .permits(merge('nobody', 'undefined'), is('3'))
  expect(history.broken(unlinkUser('2', 'undefined', 'other'), ok)).toBe('unlinking/other-developer-provider')
  expect(history.broken(lookUp({ identity: '2' }), finds('2', 'x'))).toBe('developer/lookup-by-identity')
})

test('a list may show others where some are vague, who are vague then, and says nothing of those who are known', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(getId(bob), is('2'))
  history.permits(merge('nobody', 'dora'), is('3'))
  expect(history.violation(list(), shows()).expected).toEqual(['accepted, Identities 2 (Logins a)'])
  history.permits(list(), shows(['2', 'a'], ['8', 'x'])).permits(describeIdentity('8'), holds('y'))
  expect(history.broken(describeIdentity('2'), holds('y'))).toBe('identities/describe')
})

test('a list of a pool of which nothing is known says nothing of the identities of another', () => {
  const history = start().permits(getIdInQ(), is('7'))
  const forgotten = step(history.worlds, update({ guests: false }), silent, 1)
  if (forgotten.kind === 'permitted') history.worlds = forgotten.worlds
  history.permits(list(), shows(['7'], ['8'])).permits(describeIdentity('8'), holds('a'))
  expect(history.broken(describeIdentity('7'), holds('a'))).toBe('identities/describe-guest')
})

test('an id that a lookup of a disabled identity shows is vague, unless it is known', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCall(emil), is('2'))
  history.permits(merge('dora', 'emil'), is('2')).permits(lookUp({ identity: '1', user: 'dora' }), is('2'))
  expect(history.broken(developerCall(emil), is('9'))).toBe('developer/known-user')
  history.permits(lookUp({ identity: '1', user: 'dora' }), is('8')).permits(describeIdentity('8'), holds('x'))
})

test('identities of a pool that is there in one world only may be refused to be deleted, or be deleted', () => {
  for (const answer of [notAuthorized, unprocessed(), unprocessed('1')]) {
    const { worlds } = start().permits(getId(ann), is('1'))
    const unsure = step(worlds, deletePool('P'), silent, 1)
    if (unsure.kind === 'violation') throw new Error(unsure.violation.got)
    expect(sizeOf(unsure.worlds)).toBe(1)
    expect(step(unsure.worlds, remove('1'), answer).kind).toBe('permitted')
  }
})
