import { expect, test } from 'vitest'
import {
  ann,
  annAtB,
  annAtC,
  at,
  bob,
  bobAtB,
  conflict,
  describeIdentity,
  dora,
  flawed,
  getId,
  getIdInQ,
  getToken,
  holds,
  invalid,
  is,
  notAuthorized,
  notFound,
  ok,
  remove,
  start,
  unlink,
  unprocessed,
} from './test-history.ts'

test('a guest gets an id that was never seen', () => {
  const history = start().permits(getId(), is('1')).permits(getId(), is('2'))
  expect(history.broken(getId(), is('1'))).toBe('identities/guest-is-new')
  expect(history.broken(getId(), notAuthorized)).toBe('identities/guest-is-new')
  expect(history.broken(getId(), ok)).toBe('identities/guest-is-new')
})

test('a pool without guests refuses them and serves logins', () => {
  const history = start({ guests: false }).permits(getId(), notAuthorized).permits(getId(ann), is('1'))
  expect(history.broken(getId(), is('2'))).toBe('identities/guests-refused')
  expect(history.broken(getId(), notFound)).toBe('identities/guests-refused')
})

test('a login keeps its identity, and no other login gets it', () => {
  const history = start().permits(getId(ann), is('1')).permits(getId(ann), is('1')).permits(getIdInQ(ann), is('2'))
  expect(history.broken(getId(ann), is('3'))).toBe('identities/same-login-same-identity')
  expect(history.broken(getId(ann), ok)).toBe('identities/same-login-same-identity')
  expect(history.broken(getId(bob), is('1'))).toBe('identities/other-user-other-identity')
  expect(history.broken(getId(annAtB), is('1'))).toBe('identities/login-is-no-guest')
  expect(history.broken(getId(bob), is('2'))).toBe('identities/pools-apart')
  expect(history.broken(getIdInQ(ann), is('1'))).toBe('identities/pools-apart')
  expect(history.broken(getId(bob), notAuthorized)).toBe('identities/login-is-no-guest')
})

test('several new logins make one identity, which each of them yields', () => {
  expect(start().broken(getId(ann, annAtB), notAuthorized)).toBe('identities/several-logins')
  const history = start().permits(getId(ann, annAtB), is('1')).permits(getId(annAtB), is('1'))
  history.permits(getId(annAtB, ann), is('1'))
  expect(history.broken(getId(ann), is('2'))).toBe('identities/same-login-same-identity')
  expect(history.broken(getId(ann, annAtB), is('2'))).toBe('identities/one-of-several')
  expect(history.broken(getId(bob, bobAtB), is('1'))).toBe('identities/other-user-other-identity')
})

test('a new login beside a known one is linked', () => {
  const history = start().permits(getId(ann), is('1'))
  expect(history.broken(getId(ann, annAtB), is('2'))).toBe('identities/new-beside-known')
  history.permits(getId(ann, annAtB), is('1')).permits(describeIdentity('1'), holds('b', 'a'))
  expect(history.broken(getId(bob, annAtB), is('1'))).toBe('linking/one-login-by-get-id')
  history.permits(getId(bob, annAtB), conflict).permits(getId(bob), is('3'))
})

test('with logins of two identities it is open whether they are merged, refused or one is answered', () => {
  const two = () => start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))
  const together = getId(ann, bobAtB)
  expect(two().broken(together, is('3'))).toBe('identities/same-login-same-identity')
  const refused = two().permits(together, invalid)
  expect(refused.decisions).toEqual(['Q-01: this target refuses GetId with logins of two identities'])
  refused.permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))

  const merged = two().permits(together, is('2'))
  expect(merged.worlds.possible).toHaveLength(2)
  merged.permits(getId(ann), is('2'))
  expect(merged.worlds.possible).toHaveLength(1)
  expect(merged.decisions).toEqual(['Q-01: this target merges two identities whose logins GetId is given'])

  const apart = two().permits(together, is('2')).permits(getId(ann), is('1'))
  expect(apart.decisions).toEqual(['Q-01: this target answers GetId with logins of two identities and merges nothing'])
})

test('two identities that share a provider are not merged, even where one of them is answered', () => {
  const history = start().permits(getId(ann, annAtB), is('1')).permits(getId(bob, annAtC), is('2'))
  history.permits(getId(annAtB, annAtC), is('1'))
  expect(history.worlds.possible).toHaveLength(1)
  history.permits(getId(ann), is('1')).permits(getId(bob), is('2'))
})

test('one flawed token, an untrusted provider or a developer user fails the call', () => {
  const history = start({ providers: ['a', 'b'] })
  expect(history.broken(getId(ann, flawed('b', 'ann')), is('1'))).toBe('logins/one-bad-token-elsewhere')
  expect(history.broken(getId(flawed('a', 'ann')), invalid)).toBe('logins/refusal-code')
  expect(history.broken(getId(annAtC), is('1'))).toBe('logins/untrusted-provider')
  expect(history.broken(getId(dora), is('1'))).toBe('developer/not-in-get-id')
  history.permits(getId(ann, flawed('b', 'ann')), notAuthorized)
  history.permits(getId(annAtC), invalid).permits(getId(annAtC), notAuthorized).permits(getId(dora), invalid)
  const bare = { guests: true, providers: [] }
  const poor = start().permits({ operation: 'CreateIdentityPool', settings: bare }, { kind: 'accepted', pool: 'R' })
  expect(poor.broken({ operation: 'GetId', pool: 'R', logins: [ann] }, invalid)).toBe('logins/no-providers')
})

test('pools that never were, or were deleted, serve nobody', () => {
  const history = start().permits(getId(ann), is('1'))
  const elsewhere = { operation: 'GetId', pool: 'X', logins: [ann] } as const
  expect(history.broken(elsewhere, is('2'))).toBe('identities/unknown-pool')
  expect(history.broken(elsewhere, notAuthorized)).toBe('identities/unknown-pool')
  history.permits(elsewhere, notFound)
  history.permits({ operation: 'DeleteIdentityPool', pool: 'P' }, ok)
  expect(history.broken(getId(ann), is('1'))).toBe('identities/deleted-pool')
  expect(history.broken(getToken('1', ann), is('1'))).toBe('pools/delete-identities')
  history.permits(getToken('1', ann), notFound).permits(getToken('1', ann), notAuthorized)
})

test('a login whose identity was deleted may be refused, counted as new, or yield the old identity', () => {
  const deleted = () => start().permits(getId(ann), is('1')).permits(remove('1'), unprocessed())
  expect(deleted().permits(getId(ann), is('2')).decisions).toEqual([
    'U10: this target takes a login whose identity was deleted for a new one',
  ])
  deleted().permits(getId(ann), notFound)
  const revived = deleted().permits(getId(ann), is('1'))
  revived.permits(getToken('1', ann), is('1')).permits(getId(ann), is('1'))
  expect(deleted().permits(getId(ann), is('2')).broken(getId(ann), is('3'))).toBe('identities/same-login-same-identity')
  expect(deleted().broken(getId(bob), is('1'))).toBe('identities/delete')
})

test('an unlinked login gets another identity', () => {
  const history = start()
    .permits(getId(ann, annAtB), is('1'))
    .permits(unlink('1', [ann, annAtB], 'b'), ok)
  expect(history.broken(getId(annAtB), is('1'))).toBe('unlinking/unlinked-is-new')
  history.permits(getId(annAtB), is('2')).permits(getId(at('b', 'cleo')), is('3'))
})

test('a login whose identity was deleted makes the call open, whatever is given beside', () => {
  const deleted = () =>
    start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2')).permits(remove('1'), unprocessed())
  deleted().permits(getId(ann, bobAtB), notFound)
  deleted().permits(getId(ann, annAtC), notFound).permits(getId(annAtC), is('3'))
})

test('beside logins of two identities a new one may be linked to the one that is answered', () => {
  const two = () =>
    start()
      .permits(getId(ann), is('1'))
      .permits(getId(bobAtB), is('2'))
      .permits(getId(ann, bobAtB, annAtC), is('1'))
  two().permits(getId(bobAtB), is('2')).permits(getId(annAtC), is('1'))
  two().permits(getId(bobAtB), is('2')).permits(getId(annAtC), is('3'))
  two().permits(getId(bobAtB), is('1')).permits(getId(annAtC), is('1'))
})

test('a new login is not linked where the one that is answered holds one of its provider', () => {
  const history = start().permits(getId(ann, annAtC), is('1')).permits(getId(bobAtB), is('2'))
  history.permits(getId(bob, bobAtB, annAtC), is('1'))
  expect(history.broken(getId(bob), is('1'))).toBe('identities/other-user-other-identity')
})
