import { expect, test } from 'vitest'
import {
  type History,
  ann,
  annAtB,
  annAtC,
  bob,
  bobAtB,
  conflict,
  describeIdentity,
  developerCall,
  developerCallFor,
  dora,
  emil,
  finds,
  flawed,
  getCredentials,
  getId,
  getIdInQ,
  getToken,
  holds,
  invalid,
  is,
  lookUp,
  merge,
  noRole,
  notAuthorized,
  notFound,
  ok,
  registered,
  remove,
  start,
  unlinkUser,
  unprocessed,
  update,
  user,
} from './test-history.ts'
import { issuedTokenKey } from './index.ts'

test('a new user gets a new identity, a known one the same', () => {
  const history = start().permits(getId(), is('1')).permits(developerCall(dora), is('2'))
  history.permits(developerCall(dora), is('2')).permits(developerCallFor('2', dora), is('2'))
  expect(history.broken(developerCall(emil), is('1'))).toBe('developer/new-identity')
  expect(history.broken(developerCall(emil), is('2'))).toBe('developer/other-user')
  expect(history.broken(developerCall(emil), notAuthorized)).toBe('developer/new-user')
  expect(history.broken(developerCall(dora), is('3'))).toBe('developer/known-user')
  expect(history.broken(developerCallFor('2', dora), notAuthorized)).toBe('developer/with-own-identity')
})

test('public logins in the call are linked, and merge', () => {
  const history = start().permits(developerCall(dora, ann), is('1')).permits(developerCall(dora, annAtB), is('1'))
  history.permits(describeIdentity('1'), holds('dev', 'a', 'b')).permits(getId(annAtB), is('1'))
  expect(history.broken(developerCall(dora, bob), is('1'))).toBe('linking/one-login-per-public-provider')
  history.permits(developerCall(dora, bob), conflict).permits(getId(bob), is('2'))
  expect(history.broken(developerCall(dora, bob), is('1'))).toBe('merging/shared-provider')

  const two = () => start().permits(developerCall(dora), is('1')).permits(getId(ann), is('2'))
  expect(two().broken(developerCall(dora, ann), conflict)).toBe('merging/by-developer-call')
  expect(two().broken(developerCall(dora, ann), is('3'))).toBe('merging/survivor-is-one-of-two')
  const merged = two().permits(developerCall(dora, ann), is('1')).permits(getId(ann), is('1'))
  expect(merged.decisions).toEqual([
    'Q-02: this target lets the identity of the developer user survive an implicit merge',
  ])
  two().permits(developerCall(dora, ann), is('2')).permits(developerCall(dora), is('2'))
  const named = start().permits(getId(ann), is('1')).permits(getId(bobAtB), is('2'))
  expect(named.permits(developerCallFor('1', dora, ann, bobAtB), is('1')).decisions).toEqual([
    'Q-02: this target lets the identity that was named survive an implicit merge',
  ])
})

test('a new user beside a known public login: the owner keeps it, or a new identity takes it over', () => {
  const known = () => start().permits(getId(ann), is('1'))
  expect(known().broken(developerCall(dora, ann), conflict)).toBe('linking/public-to-developer')
  known().permits(developerCall(dora, ann), is('1')).permits(developerCall(dora), is('1'))
  const absorbed = known().permits(developerCall(dora, ann), is('2')).permits(getId(ann), is('2'))
  expect(absorbed.decisions).toEqual([
    'LINK-14: this target merges the owner of a public login into a new identity of the developer user',
  ])
  expect(absorbed.broken(getId(ann), is('1'))).toBe('disabled/never-returned')
})

test('a user is linked to a guest, and to an identity that a public login proves', () => {
  const history = start().permits(getId(), is('1')).permits(getId(ann), is('2'))
  expect(history.broken(developerCallFor('1', dora), is('2'))).toBe('linking/developer-to-guest')
  history.permits(developerCallFor('1', dora), is('1')).permits(developerCall(dora), is('1'))
  expect(history.broken(developerCallFor('2', emil), is('2'))).toBe('linking/developer-needs-public-login')
  history.permits(developerCallFor('2', emil), notAuthorized)
  expect(history.broken(developerCallFor('2', emil, ann), notAuthorized)).toBe('linking/developer-to-public')
  history.permits(developerCallFor('2', emil, ann), is('2')).permits(developerCall(emil), is('2'))
})

test('a second user by the id alone is open', () => {
  const one = () => start().permits(developerCall(dora), is('1'))
  one().permits(developerCallFor('1', emil), notAuthorized).permits(developerCall(emil), is('2'))
  expect(one().permits(developerCallFor('1', emil), is('1')).decisions).toEqual([
    'DEV-05: this target links a second developer user to an identity by its id alone',
  ])
})

test('a user of another identity than the named one is refused', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCall(emil, ann), is('2'))
  expect(history.broken(developerCallFor('2', dora), is('2'))).toBe('developer/registered-elsewhere')
  expect(history.broken(developerCallFor('2', dora, ann), conflict)).toBe('developer/registered-elsewhere')
  history.permits(developerCallFor('2', dora, ann), registered).permits(developerCallFor('2', dora), notAuthorized)
  history.permits(developerCall(dora), is('1')).permits(getId(ann), is('2'))
})

test('a user who has an identity, and a guest, is open', () => {
  const guest = () => start().permits(developerCall(dora), is('1')).permits(getId(), is('2'))
  const call = developerCallFor('2', dora)
  guest().permits(call, registered).permits(getToken('2'), is('2'))
  const served = guest().permits(call, is('1'))
  expect(served.worlds.possible).toHaveLength(2)
  expect(served.permits(getToken('2'), is('2')).decisions).toEqual([
    'U5: this target serves the developer user and leaves alone the guest that is named beside',
  ])
  const moved = guest().permits(call, is('2'))
  moved.permits(developerCall(dora), is('2')).permits(developerCall(dora), is('1'))
  const inConflict = start().permits(developerCall(dora, ann), is('1')).permits(getId(), is('2'))
  inConflict.permits(developerCallFor('2', dora, bob), is('2'))
})

test('unknown identities, those of other pools and disabled ones', () => {
  const history = start().permits(getIdInQ(ann), is('1')).permits(developerCall(dora), is('2'))
  expect(history.broken(developerCallFor('X', emil), notAuthorized)).toBe('developer/unknown-identity')
  expect(history.broken(developerCallFor('1', emil, ann), is('1'))).toBe('developer/pools-apart')
  history.permits(developerCallFor('X', emil), notFound).permits(developerCallFor('1', emil), invalid)
  history.permits(unlinkUser('2', 'dora'), ok)
  expect(history.broken(developerCallFor('2', emil), is('2'))).toBe('disabled/cannot-return')
  history.permits(developerCall(emil), is('3')).permits(developerCallFor('2', emil), registered)
  expect(history.broken(developerCall(dora), is('2'))).toBe('unlinking/developer-is-new')
})

test('the id of a merged identity is open', () => {
  const merged = (): History =>
    start()
      .permits(developerCall(dora), is('1'))
      .permits(developerCall(emil), is('2'))
      .permits(merge('dora', 'emil'), is('2'))
  merged().permits(developerCallFor('1', dora), registered)
  expect(merged().permits(developerCallFor('1', dora), is('2')).decisions).toEqual([
    'U2: this target serves the survivor where the developer call names a merged identity',
  ])
  merged()
    .permits(developerCallFor('1', user('finn')), is('9'))
    .permits(developerCall(user('finn')), is('9'))
})

test('the developer provider has to be among the logins, under its name, with sound tokens only', () => {
  const history = start()
  expect(history.broken(developerCall(ann), is('1'))).toBe('developer/developer-key-needed')
  expect(history.broken(developerCall(user('dora', 'other')), is('1'))).toBe('developer/other-provider-name')
  expect(history.broken(developerCall(dora, flawed('a', 'ann')), is('1'))).toBe('logins/developer-call')
  history.permits(developerCall(ann), invalid).permits(developerCall(user('dora', 'other')), notAuthorized)
  history.permits(developerCall(dora, flawed('a', 'ann')), notAuthorized).permits(getId(ann), is('1'))
  const lost = { operation: 'GetOpenIdTokenForDeveloperIdentity', pool: 'X', logins: [dora] } as const
  expect(history.broken(lost, is('2'))).toBe('pools/unknown-pool')
})

test('a user whose identity was deleted may be refused', () => {
  const deleted = () => start().permits(developerCall(dora), is('1')).permits(remove('1'), unprocessed())
  deleted().permits(developerCall(dora), notFound)
  deleted().permits(developerCall(dora), is('2')).permits(developerCall(dora), is('2'))
})

test('the explicit merge: the destination survives and takes all logins over', () => {
  const two = () => start().permits(developerCall(dora, ann), is('1')).permits(developerCall(emil, bobAtB), is('2'))
  expect(two().broken(merge('dora', 'emil'), is('1'))).toBe('merging/destination-survives')
  expect(two().broken(merge('dora', 'emil'), notAuthorized)).toBe('merging/destination-survives')
  const merged = two().permits(merge('dora', 'emil'), is('2')).permits(getId(ann), is('2'))
  merged.permits(lookUp({ identity: '2' }), finds('2', 'emil', 'dora'))
  expect(merged.broken(getToken('1'), is('1'))).toBe('disabled/no-guest-token')
  expect(merged.permits(merge('dora', 'emil'), is('2')).decisions).toEqual([
    'MERGE-06: this target accepts to merge developer users of one identity and changes nothing',
  ])
  merged.permits(merge('dora', 'dora'), invalid)
})

test('nobody is looked up under an id that was never given out, or is gone', () => {
  const history = start().permits(developerCall(dora), is('1'))
  expect(history.broken(lookUp({ identity: '9' }), notAuthorized)).toBe('developer/lookup-unknown-identity')
  expect(history.broken(lookUp({ identity: '9' }), finds('9'))).toBe('developer/lookup-unknown-identity')
  history.permits(remove('1'), unprocessed()).permits(lookUp({ identity: '1' }), notFound)
  expect(history.broken(lookUp({ identity: '1' }), finds('1', 'dora'))).toBe('developer/lookup-unknown-identity')
})

test('what cannot be merged is refused', () => {
  const history = start().permits(developerCall(dora, ann), is('1')).permits(developerCall(emil, bob), is('2'))
  expect(history.broken(merge('dora', 'emil'), is('2'))).toBe('merging/explicit-shared-provider')
  expect(history.broken(merge('dora', 'emil'), invalid)).toBe('merging/explicit-shared-provider-code')
  expect(history.broken(merge('dora', 'emil', 'other'), is('2'))).toBe('merging/other-provider-name')
  history.permits(merge('dora', 'emil'), conflict).permits(merge('dora', 'emil', 'other'), notFound)
  history.permits(getId(ann), is('1')).permits(getId(bob), is('2'))
})

test('a merge of more than twenty logins is refused', () => {
  const history = start()
  for (let index = 0; index < 21; index += 1) history.permits(developerCall(user(`user ${index}`)), is(`id ${index}`))
  for (let index = 1; index < 20; index += 1) history.permits(merge(`user ${index}`, 'user 0'), is('id 0'))
  expect(history.broken(merge('user 20', 'user 0'), is('id 0'))).toBe('merging/too-many-logins')
  history.permits(merge('user 20', 'user 0'), invalid)
  history.permits(getId(annAtC), is('c')).permits(developerCall(user('user 0'), annAtC), invalid)
  history.permits(developerCall(user('user 0'), annAtC), is('c'))
})

test('a user whom nobody knows: refused, or whatever', () => {
  const history = start().permits(developerCall(dora), is('1'))
  history.permits(merge('nobody', 'dora'), notFound).permits(developerCall(dora), is('1'))
  // Evidence knows of no other way that this one could be chosen over.
  expect(history.decisions).toEqual([])
  history.permits(merge('nobody', 'dora'), is('1')).permits(developerCall(user('nobody')), is('1'))
})

test('a token that the developer call issued yields credentials for its identity only', () => {
  const token = (identity: string) => ({ kind: 'public', provider: issuedTokenKey, user: identity }) as const
  const history = start().permits(developerCall(dora), is('1')).permits(getId(ann), is('2'))
  history.permits(getCredentials('1', token('1')), is('1'))
  expect(history.broken(getCredentials('1', token('1')), notAuthorized)).toBe('credentials/developer-token')
  expect(history.broken(getCredentials('2', token('1')), is('2'))).toBe('credentials/developer-token-of-another')
  expect(history.broken(getCredentials('X', token('1')), is('X'))).toBe('credentials/unknown-identity')
  expect(history.broken(getCredentials('1', { ...token('1'), isFlawed: true }), is('1'))).toBe(
    'logins/one-bad-token-for-credentials',
  )
  expect(history.broken(getId(token('1')), is('1'))).toBe('logins/cognito-token')
  history.permits(getId(token('1')), notAuthorized).permits(getCredentials('2', token('1')), notAuthorized)
  history.permits({ operation: 'GetId', pool: 'X', logins: [token('1')] }, notFound)
  history.permits(getToken('1', token('1')), invalid)
  history.permits({ operation: 'SetIdentityPoolRoles', pool: 'P', roles: [] }, ok)
  expect(history.broken(getCredentials('1', token('1')), is('1'))).toBe('credentials/no-role')
  history.permits(getCredentials('1', token('1')), noRole)
  history.permits(getCredentials('1', token('1'), annAtB), is('1')).permits(getId(annAtB), is('5'))
  history.permits({ operation: 'DeleteIdentityPool', pool: 'P' }, ok)
  expect(history.broken(getCredentials('1', token('1')), is('1'))).toBe('pools/delete-identities')
})

test('a pool that was closed to guests may refuse a user for a guest', () => {
  const closed = () =>
    start()
      .permits(getId(), is('1'))
      .permits(update({ guests: false }), ok)
  closed().permits(developerCallFor('1', dora), notAuthorized).permits(developerCall(dora), is('2'))
  closed().permits(developerCallFor('1', dora), is('1')).permits(developerCall(dora), is('1'))
})

test('one login of a deleted identity among several, one other name among several', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(getId(ann), is('2'))
  expect(history.broken(developerCall(dora, user('x', 'other')), is('1'))).toBe('developer/other-provider-name')
  history.permits(remove('2'), unprocessed()).permits(developerCall(dora, ann), notFound)
})

test('why a known or a new user has to be served', () => {
  const history = start().permits(developerCall(dora), is('1'))
  expect(history.broken(developerCall(dora, annAtB), notAuthorized)).toBe('linking/public-to-developer')
  expect(history.broken(developerCall(dora), notAuthorized)).toBe('developer/known-user')
  expect(history.broken(developerCall(emil, annAtB), notAuthorized)).toBe('developer/new-user')
  const before = history.worlds.possible
  expect(history.permits(developerCall(dora), is('1')).worlds.possible[0]).toBe(before[0])
})

test('with a guest or a merged identity and logins in conflict nothing definite is permitted', () => {
  const guest = () => start().permits(developerCall(dora, ann), is('1')).permits(getId(), is('2'))
  expect(guest().permits(developerCallFor('2', dora), registered).decisions).toEqual([
    'U5: this target refuses the id of a guest with a developer user who has an identity',
  ])
  guest()
    .permits(developerCallFor('2', dora, bob), is('1'))
    .permits(getId(bob), is('9'))
  const merged = () =>
    start()
      .permits(developerCall(dora), is('1'))
      .permits(developerCall(emil, ann), is('2'))
      .permits(merge('dora', 'emil'), is('2'))
  merged()
    .permits(developerCallFor('1', dora, bob), is('2'))
    .permits(getId(bob), is('9'))
  merged()
    .permits(developerCallFor('1', user('finn')), is('2'))
    .permits(developerCall(user('finn')), is('9'))
})

test('a merge that is refused for an unknown user changes nothing, whatever its code', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(merge('nobody', 'dora'), noRole)
  expect(history.broken(developerCall(dora), is('9'))).toBe('developer/known-user')
})

test('twenty logins are no more than twenty', () => {
  const history = start()
  for (let index = 0; index < 20; index += 1) history.permits(developerCall(user(`user ${index}`)), is(`id ${index}`))
  for (let index = 1; index < 19; index += 1) history.permits(merge(`user ${index}`, 'user 0'), is('id 0'))
  history.permits(getId(annAtC), is('c'))
  expect(history.broken(developerCall(user('user 0'), annAtC), invalid)).toBe('merging/by-developer-call')
  expect(history.broken(merge('user 19', 'user 0'), invalid)).toBe('merging/destination-survives')
  history.permits(merge('user 19', 'user 0'), is('id 0'))
  // Of more than twenty the documents speak where identities are merged only.
  expect(history.broken(developerCall(user('user 0'), annAtB), invalid)).toBe('linking/public-to-developer')
})

test('when a token that the developer call issued is worth something', () => {
  const token = { kind: 'public', provider: issuedTokenKey, user: '1' } as const
  const one = () => start().permits(developerCall(dora, ann), is('1'))
  expect(one().broken(getCredentials('1', token), notAuthorized)).toBe('credentials/developer-token')
  expect(one().permits(remove('1'), unprocessed()).broken(getCredentials('1', token), is('1'))).toBe(
    'credentials/unknown-identity',
  )
  one().permits(unlinkUser('1', 'dora'), ok).permits(getCredentials('1', token), notAuthorized)
  expect(start().broken({ operation: 'GetId', pool: 'X', logins: [token] }, is('1'))).toBe('identities/unknown-pool')
  expect(issuedTokenKey).toBe('cognito-identity.amazonaws.com')
})

test('a developer user is nobody else because of a name', () => {
  const history = start({ developer: 'a' }).permits(developerCall(user('ann', 'a')), is('1'))
  expect(history.permits(getId(ann), is('2')).broken(getId(ann), is('9'))).toBe('identities/same-login-same-identity')
  const named = start({ developer: issuedTokenKey }).permits(developerCall(user('dora', issuedTokenKey)), is('1'))
  expect(named.broken(developerCall(user('dora', issuedTokenKey)), is('2'))).toBe('developer/known-user')
})
