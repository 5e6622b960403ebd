import { describe, expect, test } from 'vitest'
import type { OracleLogin } from './index.ts'
import {
  ann,
  annAtB,
  annAtC,
  at,
  bob,
  bobAtB,
  conflict,
  describeIdentity,
  developerCall,
  dora,
  flawed,
  getCredentials,
  getId,
  getToken,
  holds,
  invalid,
  is,
  merge,
  noRole,
  notAuthorized,
  notFound,
  ok,
  remove,
  silent,
  start,
  unlink,
  unprocessed,
  update,
  user,
  startWithR,
} from './test-history.ts'

const setRoles = (...roles: ('authenticated' | 'unauthenticated')[]) =>
  ({ operation: 'SetIdentityPoolRoles', pool: 'P', roles }) as const

describe.each([
  ['GetOpenIdToken', getToken, 'basic-flow'],
  ['GetCredentialsForIdentity', getCredentials, 'credentials'],
] as const)('%s', (_, get, topic) => {
  const guestServed = topic === 'basic-flow' ? 'basic-flow/guest-token' : 'flows/enhanced'
  const required = topic === 'basic-flow' ? 'basic-flow/login-required' : 'credentials/logins-required'

  test('serves a guest by its id, and an identity by each of its logins', () => {
    const history = start().permits(getId(), is('1')).permits(get('1'), is('1'))
    expect(history.broken(get('1'), notAuthorized)).toBe(guestServed)
    history.permits(getId(ann, annAtB), is('2')).permits(get('2', ann), is('2')).permits(get('2', annAtB), is('2'))
    expect(history.broken(get('2', ann), is('1'))).toMatch(/same-identity|login-token/)
  })

  test('wants a login of an identity that has some, and no login of others', () => {
    const history = start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))
    expect(history.broken(get('1'), is('1'))).toBe(required)
    expect(history.broken(get('1'), invalid)).toBe(required)
    expect(history.broken(get('1', annAtB), is('1'))).toBe(`${topic}/foreign-login`)
    expect(history.broken(get('1', bobAtB), is('2'))).toBe(`${topic}/foreign-login`)
    history.permits(get('1'), notAuthorized).permits(get('1', annAtB), notAuthorized).permits(getId(annAtB), is('3'))
  })

  test('knows no identity that never was or was deleted', () => {
    const history = start().permits(getId(ann), is('1')).permits(remove('1'), unprocessed())
    expect(history.broken(get('1', ann), is('1'))).toBe(`${topic}/unknown-identity`)
    expect(history.broken(get('X'), notAuthorized)).toBe(`${topic}/unknown-identity`)
    history.permits(get('X'), notFound).permits(get('1'), notFound)
    history.permits(get('X', flawed('a', 'ann')), notAuthorized)
  })

  test('links a new login to a guest, who is none any more', () => {
    const history = start().permits(getId(), is('1'))
    expect(history.broken(get('1', ann), is('2'))).toBe('linking/guest-keeps-its-id')
    expect(history.broken(get('1', ann), notAuthorized)).toBe('linking/guest-keeps-its-id')
    history.permits(get('1', ann), is('1')).permits(getId(ann), is('1'))
    expect(history.broken(get('1'), is('1'))).toBe(required)
  })

  test('links a new login to an identity that another one proves', () => {
    const history = start().permits(getId(ann), is('1'))
    expect(history.broken(get('1', ann, annAtB), notAuthorized)).toBe('linking/new-login-is-linked')
    history.permits(get('1', ann, annAtB), is('1')).permits(getId(annAtB), is('1'))
  })

  test('refuses a second login of a provider, and links nothing then', () => {
    const history = start().permits(getId(ann, annAtB), is('1'))
    const second = get('1', annAtB, bob, annAtC)
    expect(history.broken(second, is('1'))).toBe('linking/one-login-per-public-provider')
    expect(history.broken(second, notAuthorized)).toBe('linking/one-login-per-public-provider')
    history.permits(second, conflict)
    expect(history.broken(getId(annAtC), is('1'))).toBe('identities/login-is-no-guest')
    history.permits(getId(bob), is('2'))
    expect(history.broken(get('1', annAtB, bob), is('1'))).toBe('merging/shared-provider')
    history.permits(get('1', annAtB, bob), conflict)
  })

  test('merges a guest into the owner of the login', () => {
    const history = start().permits(getId(), is('1')).permits(getId(ann), is('2'))
    expect(history.broken(get('1', ann), is('1'))).toBe('merging/guest-into-owner')
    expect(history.broken(get('1', ann), conflict)).toBe('merging/guest-into-owner')
    history.permits(get('1', ann, annAtB), is('2')).permits(getId(annAtB), is('2'))
    expect(history.decisions).toEqual([])
    expect(history.broken(get('1'), is('1'))).toMatch(/^disabled\/no-guest-/)
    history.permits(get('1'), notAuthorized)
  })

  test('merges two identities with logins; which one survives is open', () => {
    const two = () => start().permits(getId(ann), is('1')).permits(getId(bobAtB, annAtC), is('2'))
    expect(two().broken(get('1', ann, bobAtB), is('3'))).toBe('merging/survivor-is-one-of-two')
    expect(two().broken(get('1', ann, bobAtB), conflict)).toBe('merging/two-authenticated')
    const named = two()
      .permits(get('1', ann, bobAtB), is('1'))
      .permits(getId(annAtC), is('1'))
    expect(named.decisions).toEqual(['Q-02: this target lets the identity that was named survive an implicit merge'])
    const other = two()
      .permits(get('1', ann, bobAtB), is('2'))
      .permits(getId(ann), is('2'))
    expect(other.decisions).toEqual(['Q-02: this target lets the owner of the other login survive an implicit merge'])
    const either = two().permits(get('1', ann, bobAtB), silent)
    expect(either.worlds.possible).toHaveLength(3)
    either.permits(getId(annAtC), is('1'))
    expect(either.worlds.possible).toHaveLength(1)
  })

  test('with three identities at once a refusal is permitted too', () => {
    const history = start().permits(getId(ann), is('1')).permits(getId(annAtB), is('2')).permits(getId(annAtC), is('3'))
    history.permits(get('1', ann, annAtB, annAtC), notAuthorized)
    history
      .permits(get('1', ann, annAtB, annAtC), is('3'))
      .permits(getId(ann), is('3'))
      .permits(getId(annAtB), is('3'))
  })

  test('one flawed token fails the call and links nothing; the developer provider is no key', () => {
    const history = start().permits(getId(ann), is('1'))
    expect(history.broken(get('1', ann, flawed('b', 'ann')), is('1'))).toMatch(/^logins\/one-bad-token/)
    history.permits(get('1', ann, flawed('b', 'ann')), notAuthorized).permits(getId(annAtB), is('2'))
    expect(history.broken(get('1', ann, dora), is('1'))).toMatch(/developer-provider-key$/)
    history.permits(get('1', ann, dora), invalid)
  })

  test('the id of a merged identity with a login of the survivor: the survivor, or a refusal', () => {
    const merged = () =>
      start().permits(getId(), is('1')).permits(getId(ann), is('2')).permits(getToken('1', ann), is('2'))
    expect(merged().broken(get('1', ann), is('1'))).toBe('merging/loser-disabled')
    expect(merged().permits(get('1', ann), notFound).decisions).toEqual([
      'Q-04: this target refuses the id of a merged identity with a login of the one that survived',
    ])
    const served = merged()
      .permits(get('1', ann, annAtB), is('2'))
      .permits(getId(annAtB), is('2'))
    expect(served.decisions).toEqual([
      'Q-04: this target serves the survivor where the id of a merged identity is given with its login',
    ])
    const elsewhere = merged().permits(get('1', bob), is('9')).permits(getId(bob), is('9')).permits(getId(bob), is('1'))
    elsewhere.permits(getId(at('b', 'cleo')), is('3'))
  })

  test('an identity whose last login was unlinked stays inaccessible', () => {
    const history = start()
      .permits(getId(ann), is('1'))
      .permits(unlink('1', [ann], 'a'), ok)
    expect(history.broken(get('1'), is('1'))).toBe('disabled/last-login-removed')
    expect(history.broken(get('1', ann), is('1'))).toBe('disabled/cannot-return')
    expect(history.broken(get('1', annAtB), is('1'))).toBe('disabled/cannot-return')
    history.permits(get('1', annAtB), notAuthorized).permits(getId(ann), is('2')).permits(getId(annAtB), is('3'))
  })

  test('a login whose identity was deleted may be linked or refused', () => {
    const deleted = () =>
      start().permits(getId(ann), is('1')).permits(getId(annAtB), is('2')).permits(remove('2'), unprocessed())
    deleted().permits(get('1', ann, annAtB), notFound)
    deleted()
      .permits(get('1', ann, annAtB), is('1'))
      .permits(getId(annAtB), is('1'))
  })
})

test('the source of an explicit merge is not served either', () => {
  const history = start()
    .permits(developerCall(dora, ann), is('1'))
    .permits(developerCall(user('emil')), is('2'))
  history.permits(merge('dora', 'emil'), is('2'))
  expect(history.broken(getToken('1', ann), is('1'))).toBe('merging/source-disabled')
  history.permits(getToken('1', ann), is('2'))
})

test('the basic flow may be forbidden, which comes before whether guests are', () => {
  const history = start({ classicFlow: false }).permits(getId(), is('1')).permits(getId(ann), is('2'))
  expect(history.broken(getToken('1'), is('1'))).toBe('basic-flow/false-forbids')
  expect(history.broken(getToken('1'), notAuthorized)).toBe('basic-flow/false-forbids')
  history.permits(getToken('1'), invalid).permits(getToken('2'), notAuthorized).permits(getCredentials('1'), is('1'))
  history.permits(update({ guests: false, classicFlow: false }), ok)
  expect(history.broken(getToken('1'), notAuthorized)).toBe('basic-flow/flow-comes-first')
  history.permits(getToken('1'), invalid)
})

test('whether a guest of a pool that was closed later gets a token or credentials is open', () => {
  const closed = () =>
    start()
      .permits(setRoles('unauthenticated', 'authenticated'), ok)
      .permits(getId(), is('1'))
      .permits(update({ guests: false }), ok)
  for (const get of [getToken, getCredentials]) {
    expect(closed().permits(get('1'), is('1')).decisions).toEqual([
      'Q-20: this target serves a guest whose pool was closed to guests',
    ])
    expect(closed().permits(get('1'), notAuthorized).decisions).toEqual([
      'Q-20: this target refuses a guest whose pool was closed to guests',
    ])
  }
  expect(closed().broken(getToken('1', flawed('a', 'ann')), is('1'))).toBe('logins/one-bad-token')
  closed().permits(getCredentials('1', ann), is('1')).permits(getId(ann), is('1'))
  closed().permits(getCredentials('1', ann), notAuthorized).permits(getId(ann), is('2'))
})

test('credentials need a role for the state of the identity', () => {
  const history = start()
    .permits(setRoles('unauthenticated'), ok)
    .permits(getId(), is('1'))
    .permits(getId(ann), is('2'))
  history.permits(getCredentials('1'), is('1'))
  expect(history.broken(getCredentials('2', ann), is('2'))).toBe('credentials/no-role')
  expect(history.broken(getCredentials('2', ann), notAuthorized)).toBe('credentials/no-role')
  history.permits(getCredentials('2', ann), noRole).permits(getCredentials('2'), notAuthorized)
  history.permits(setRoles('authenticated'), ok).permits(getCredentials('1'), noRole)
})

test('whether a call that is refused for want of a role has linked is open until something shows it', () => {
  const refused = () =>
    start().permits(setRoles(), ok).permits(getId(), is('1')).permits(getCredentials('1', ann), noRole)
  expect(refused().worlds.possible).toHaveLength(2)
  expect(refused().permits(getId(ann), is('1')).decisions).toEqual([
    'GCFI-01: this target links and merges before it refuses credentials for want of a role',
  ])
  expect(refused().permits(describeIdentity('1'), holds()).decisions).toEqual([
    'GCFI-01: this target links nothing where it refuses credentials for want of a role',
  ])
  const { deaths } = refused().violation(getId(ann), notAuthorized)
  expect(deaths.map(({ world, requirement }) => [world.slice(0, 26), requirement])).toEqual([
    ['this target links nothing ', 'identities/login-is-no-guest'],
    ['this target links and merg', 'identities/same-login-same-identity'],
  ])
})

describe.each([
  ['GetOpenIdToken', getToken, 'basic-flow/login-token'],
  ['GetCredentialsForIdentity', getCredentials, 'flows/enhanced'],
] as const)('%s', (_, get, login) => {
  test('has to serve an identity by its own login', () => {
    expect(start().permits(getId(ann), is('1')).broken(get('1', ann), notAuthorized)).toBe(login)
    expect(start().permits(getId(), is('1')).permits(getId(ann), is('2')).broken(get('1', ann), notAuthorized)).toBe(
      'merging/guest-into-owner',
    )
  })

  test('merges nobody into a third identity, be it asked for a merged one', () => {
    const history = start().permits(getId(), is('1')).permits(getId(ann), is('2')).permits(getToken('1', ann), is('2'))
    history.permits(getId(bobAtB), is('3'))
    expect(history.broken(get('1', ann, bobAtB), is('9'))).toBe('merging/survivor-is-one-of-two')
  })

  test('leaves the world as it is where nothing new is given', () => {
    const history = start().permits(getId(ann), is('1'))
    const before = history.worlds.possible
    expect(history.permits(get('1', ann), is('1')).worlds.possible[0]).toBe(before[0])
  })
})

test('an untrusted provider beside a developer provider, or beside another, may be refused as invalid', () => {
  const inR = (...logins: OracleLogin[]) => ({ operation: 'GetId', pool: 'R', logins }) as const
  startWithR('a').permits(inR(annAtB), invalid).permits(inR(annAtB), notAuthorized)
  start({ providers: [] }).permits(getId(ann), invalid).permits(getId(ann), notAuthorized)
})

test('a flawed token decides nothing of what a call without a role does', () => {
  const history = start().permits(getId(ann), is('1')).permits(setRoles(), ok)
  expect(history.permits(getCredentials('1', flawed('a', 'ann')), noRole).decisions).toEqual([])
})
