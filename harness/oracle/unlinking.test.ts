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
  developerCall,
  dora,
  emil,
  flawed,
  getId,
  getIdInQ,
  getToken,
  holds,
  invalid,
  is,
  list,
  lookUp,
  merge,
  notAuthorized,
  notFound,
  ok,
  shows,
  start,
  unlink,
  unlinkUser,
  deletePool,
  remove,
  unprocessed,
  startWithR,
} from './test-history.ts'

const three = () => start().permits(getId(ann, annAtB, annAtC), is('1'))

test('removes what it names and what is proven, and nothing else', () => {
  const history = three().permits(unlink('1', [ann, annAtB], 'b'), ok)
  expect(history.broken(describeIdentity('1'), holds('a', 'b', 'c'))).toBe('identities/describe')
  history.permits(describeIdentity('1'), holds('c', 'a')).permits(getId(ann), is('1')).permits(getId(annAtB), is('2'))
  expect(three().broken(unlink('1', [ann], 'a'), invalid)).toBe('unlinking/removes-login')
  expect(three().broken(unlink('1', [ann, annAtB], 'a', 'b'), invalid)).toBe('unlinking/several-at-once')
})

test('wants a sound login of the identity', () => {
  const history = three().permits(getId(bob), is('2'))
  expect(history.broken(unlink('1', [bob], 'a'), ok)).toBe('unlinking/needs-proof')
  expect(history.broken(unlink('1', [flawed('a', 'ann')], 'a'), ok)).toBe('logins/unlinking')
  expect(history.broken(unlink('1', [], 'a'), ok)).toBe('unlinking/needs-proof')
  expect(history.broken(unlink('X', [ann], 'a'), ok)).toBe('unlinking/unknown-identity')
  history.permits(unlink('1', [bob], 'a'), notAuthorized).permits(unlink('1', [], 'a'), invalid)
  history.permits(unlink('X', [ann], 'a'), notFound).permits(unlink('1', [dora], 'a'), invalid)
  history.permits(describeIdentity('1'), holds('a', 'b', 'c'))
})

test('what is not linked, or not proven, is open', () => {
  expect(three().permits(unlink('1', [ann], 'x'), notFound).decisions).toEqual([
    'Q-16: this target refuses to unlink what is not linked, or not proven',
  ])
  const unproven = () => three().permits(unlink('1', [ann], 'b'), ok)
  expect(unproven().worlds.possible).toHaveLength(2)
  expect(unproven().permits(getId(annAtB), is('1')).decisions).toEqual([
    'Q-16: this target accepts to unlink what is not linked or not proven, and passes over it',
  ])
  expect(unproven().permits(getId(annAtB), is('2')).decisions).toEqual([
    'Q-16: this target unlinks logins whose token is not given',
  ])
})

test('the developer provider among the names, and beside the proof, is open', () => {
  const mixed = () => start().permits(developerCall(dora, ann, annAtB), is('1'))
  const kept = mixed()
    .permits(unlink('1', [ann], 'dev'), ok)
    .permits(developerCall(dora), is('1'))
  kept.permits(unlink('1', [ann, dora], 'a'), notAuthorized)
  mixed()
    .permits(unlink('1', [ann], 'dev', 'b'), ok)
    .permits(developerCall(dora), is('2'))
    .permits(getId(annAtB), is('3'))
})

test('a login beside the proof may be linked or not, or merge', () => {
  const history = () =>
    start()
      .permits(getId(ann, annAtB), is('1'))
      .permits(getId(at('c', 'bob')), is('2'))
  history()
    .permits(unlink('1', [ann, annAtC], 'a'), ok)
    .permits(getId(annAtC), is('1'))
  expect(
    history()
      .permits(unlink('1', [ann, annAtC], 'a'), ok)
      .permits(getId(annAtC), is('3')).decisions,
  ).toContain('UNL-03: this target links nothing that is given beside the proof to UnlinkIdentity')
  history()
    .permits(unlink('1', [ann, at('c', 'bob')], 'a'), ok)
    .permits(getId(annAtB), is('2'))
  history().permits(unlink('1', [ann, bobAtB], 'a'), conflict)
  history()
    .permits(unlink('1', [ann, bobAtB], 'a'), ok)
    .permits(getId(bobAtB), is('3'))
})

test('without a login left the identity is disabled', () => {
  const history = start()
    .permits(getId(ann), is('1'))
    .permits(unlink('1', [ann], 'a'), ok)
  expect(history.broken(list(true), shows(['1']))).toBe('disabled/last-login-removed-hidden')
  expect(history.broken(list(), shows())).toBe('disabled/last-login-removed-hidden')
  history.permits(list(true), shows()).permits(list(), shows(['1', 'DISABLED']))
  expect(history.permits(unlink('1', [ann], 'a'), ok).decisions).toContain(
    'U8: this target accepts to unlink from a disabled identity and changes nothing',
  )
})

test('unlinking from a merged identity with a login of the survivor is open', () => {
  const merged = () =>
    start().permits(getId(), is('1')).permits(getId(ann, annAtB), is('2')).permits(getToken('1', ann), is('2'))
  merged()
    .permits(unlink('1', [ann], 'a'), notFound)
    .permits(getId(ann), is('2'))
  merged()
    .permits(unlink('1', [ann], 'a'), ok)
    .permits(getId(ann), is('3'))
  merged()
    .permits(unlink('1', [ann], 'a'), ok)
    .permits(getId(ann), is('2'))
})

test('a developer user is unlinked from the identity that it belongs to', () => {
  const history = start().permits(developerCall(dora, ann), is('1')).permits(developerCall(emil), is('2'))
  expect(history.broken(unlinkUser('1', 'dora'), notFound)).toBe('unlinking/developer-removed')
  expect(history.broken(unlinkUser('1', 'emil'), ok)).toBe('unlinking/developer-user-of-another')
  expect(history.broken(unlinkUser('1', 'dora', 'other'), notFound)).toBe('unlinking/other-developer-provider')
  expect(history.broken(unlinkUser('X', 'dora'), ok)).toBe('unlinking/unknown-identity')
  history.permits(unlinkUser('1', 'emil'), conflict).permits(unlinkUser('1', 'dora'), ok)
  history.permits(describeIdentity('1'), holds('a')).permits(lookUp({ user: 'dora' }), notFound)
  expect(history.broken(lookUp({ user: 'dora' }), conflict)).toBe('disabled/lookup-of-removed-user')
  history.permits(getIdInQ(ann), is('9')).permits(unlinkUser('9', 'emil'), invalid)
  expect(history.broken(unlinkUser('9', 'emil'), ok)).toBe('unlinking/developer-user-of-another')
  history.permits(unlinkUser('1', 'dora'), conflict).permits(unlinkUser('1', 'dora'), ok)
  const elsewhere = {
    operation: 'UnlinkDeveloperIdentity',
    pool: 'X',
    identity: '1',
    provider: 'dev',
    user: 'dora',
  } as const
  expect(history.broken(elsewhere, ok)).toBe('pools/unknown-pool')
})

test('unlinking a developer user from a merged identity is open', () => {
  const merged = () =>
    start()
      .permits(developerCall(dora), is('1'))
      .permits(developerCall(emil), is('2'))
      .permits(merge('dora', 'emil'), is('2'))
  merged().permits(unlinkUser('1', 'dora'), invalid).permits(developerCall(dora), is('2'))
  const accepted = merged().permits(unlinkUser('1', 'dora'), ok)
  expect(accepted.worlds.possible).toHaveLength(2)
  expect(accepted.permits(developerCall(dora), is('3')).decisions).toEqual([
    'U8: this target unlinks a developer user from the survivor where a merged identity is named',
  ])
})

test('an identity whose pool was deleted is gone', () => {
  expect(
    three()
      .permits(deletePool(), ok)
      .broken(unlink('1', [ann], 'a'), ok),
  ).toBe('pools/delete-identities')
})

test('which codes refuse who proves nothing', () => {
  const history = three().permits(getId(bob), is('2'))
  expect(history.broken(unlink('1', [bob], 'a'), invalid)).toBe('unlinking/needs-proof')
  expect(history.broken(unlink('1', [], 'a'), notFound)).toBe('unlinking/needs-proof')
  expect(history.broken(unlink('1', [dora], 'a'), notFound)).toBe('unlinking/needs-proof')
  history.permits(unlink('1', [bob, dora], 'a'), invalid)
})

test('what is not linked among what is, and nothing to remove, may be refused', () => {
  three().permits(unlink('1', [ann], 'a', 'x'), notFound)
  const history = three().permits(unlink('1', [ann]), invalid)
  expect(history.decisions).toEqual(['Q-16: this target refuses to unlink what is not linked, or not proven'])
})

test('developer users may go together with what is proven, without what is not', () => {
  const mixed = () => start().permits(developerCall(dora, ann, annAtB), is('1'))
  mixed()
    .permits(unlink('1', [ann], 'a', 'b', 'dev'), ok)
    .permits(developerCall(dora), is('2'))
    .permits(getId(ann), is('3'))
    .permits(getId(annAtB), is('1'))
  mixed()
    .permits(unlink('1', [ann], 'dev'), ok)
    .permits(developerCall(dora), is('2'))
})

test('a login beside the proof that the identity cannot hold is not linked', () => {
  const history = three().permits(unlink('1', [ann, bobAtB], 'a'), ok)
  expect(history.broken(getId(bobAtB), is('1'))).toBe('identities/other-user-other-identity')
  expect(three().broken(unlink('1', [annAtB, flawed('a', 'eve')], 'b'), ok)).toBe('logins/unlinking')
})

test('a refusal says what a target does not take beside the proof', () => {
  const two = () => start().permits(getId(ann, annAtB), is('1'))
  expect(two().permits(unlink('1', [ann, annAtC], 'a'), invalid).decisions).toEqual([
    'UNL-03: this target refuses UnlinkIdentity with a login of nobody or of others beside the proof',
  ])
  expect(two().permits(unlink('1', [ann, dora], 'a'), invalid).decisions).toEqual([
    'GCFI-08: this target refuses the developer provider as a key of Logins in UnlinkIdentity',
  ])
})

test('from a merged identity nothing is unlinked without a public login of the survivor', () => {
  const merged = () =>
    start()
      .permits(getId(), is('1'))
      .permits(developerCall(dora, ann, annAtB), is('2'))
      .permits(getToken('1', ann), is('2'))
  for (const proof of [bob, dora]) {
    expect(
      merged()
        .permits(unlink('1', [proof], 'a'), ok)
        .broken(getId(ann), is('3')),
    ).toBe('identities/same-login-same-identity')
  }
  const unlinked = merged().permits(unlink('1', [ann, annAtC], 'a'), ok)
  expect(unlinked.permits(getId(ann), is('3')).decisions).toContain(
    'U8: this target unlinks from the survivor where a merged identity is named',
  )
})

test('a developer user is not unlinked from a deleted identity, and who belongs to another is refused as such', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCall(emil), is('2'))
  expect(history.broken(unlinkUser('1', 'emil'), invalid)).toBe('unlinking/developer-user-of-another')
  history.permits(remove('1'), unprocessed())
  expect(history.broken(unlinkUser('1', 'dora'), ok)).toBe('unlinking/unknown-identity')
})

test('in a pool without developer provider the code for a name of one is open', () => {
  const call = {
    operation: 'UnlinkDeveloperIdentity',
    pool: 'R',
    identity: 'X',
    provider: 'dev',
    user: 'dora',
  } as const
  const history = startWithR()
  history.permits(getInR(), is('X')).permits(call, conflict)
  expect(history.broken(call, ok)).toBe('unlinking/other-developer-provider')
})

const getInR = () => ({ operation: 'GetId', pool: 'R', logins: [] }) as const
