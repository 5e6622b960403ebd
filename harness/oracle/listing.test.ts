import { expect, test } from 'vitest'
import type { OracleAnswer, OracleCall } from './index.ts'
import {
  ann,
  annAtB,
  bob,
  describeIdentity,
  developerCall,
  dora,
  emil,
  finds,
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
  conflict,
  remove,
  settings,
  shows,
  start,
  unlink,
  unprocessed,
  update,
  type History,
  developerCallFor,
  deletePool,
  silent,
  startWithR,
} from './test-history.ts'

test('an identity is described by the names of its providers', () => {
  const history = start().permits(getId(), is('1')).permits(developerCall(dora, ann), is('2'))
  history.permits(describeIdentity('1'), holds()).permits(describeIdentity('1'), ok)
  history.permits(describeIdentity('2'), holds('a', 'dev'))
  expect(history.broken(describeIdentity('1'), holds('a'))).toBe('identities/describe-guest')
  expect(history.broken(describeIdentity('2'), holds('a'))).toBe('identities/describe')
  expect(history.broken(describeIdentity('2'), is('1'))).toBe('identities/describe')
  expect(history.broken(describeIdentity('2'), notFound)).toBe('identities/describe')
  expect(history.broken(describeIdentity('X'), holds())).toBe('identities/describe-unknown')
  history.permits(remove('2'), unprocessed()).permits(describeIdentity('2'), notFound)
})

test('a login of a provider that the pool trusts no more may be shown or not', () => {
  const history = start()
    .permits(getId(ann, annAtB), is('1'))
    .permits(update({ providers: ['b'] }), ok)
  history.permits(describeIdentity('1'), holds('b')).permits(describeIdentity('1'), holds('a', 'b'))
  expect(history.broken(describeIdentity('1'), holds('a'))).toBe('identities/describe')
  expect(history.broken(getToken('1', ann), is('1'))).toBe('logins/untrusted-provider')
  history.permits(update({}), ok).permits(getId(ann), is('1'))
})

test('how a disabled identity is described is open', () => {
  const history = start()
    .permits(getId(ann), is('1'))
    .permits(unlink('1', [ann], 'a'), ok)
  history.permits(describeIdentity('1'), holds('DISABLED')).permits(describeIdentity('1'), notAuthorized)
  expect(history.decisions).toEqual([
    'Q-04: this target describes a disabled identity',
    'Q-04: this target refuses to describe a disabled identity',
  ])
})

test('a list shows every identity of the pool once, and nobody else', () => {
  const history = start().permits(getId(), is('1')).permits(getId(ann), is('2')).permits(getIdInQ(ann), is('3'))
  history.permits(list(), shows(['2', 'a'], ['1'])).permits(list(true), shows(['1'], ['2', 'a']))
  expect(history.broken(list(), shows(['1']))).toBe('identities/list')
  expect(history.broken(list(), shows(['1'], ['2']))).toBe('identities/list')
  expect(history.broken(list(), shows(['1'], ['1'], ['2', 'a']))).toBe('pagination/identities-partition')
  expect(history.broken(list(), shows(['1'], ['2', 'a'], ['3', 'a']))).toBe('identities/identity-of-another-pool')
  expect(history.broken(list(), shows(['1'], ['2', 'a'], ['4']))).toBe('identities/refused-guest-is-nobody')
  expect(history.broken(list(true), shows(['1']))).toBe('disabled/hides-only-disabled')
  expect(history.broken(list(), notAuthorized)).toBe('identities/list')
  history.permits(remove('1'), unprocessed())
  expect(history.broken(list(), shows(['1'], ['2', 'a']))).toBe('identities/delete')
  history.permits(list(), shows(['2', 'a']))
  expect(history.broken({ operation: 'ListIdentities', pool: 'X' }, shows())).toBe('pools/unknown-pool')
})

test('disabled identities are shown, and hidden on request', () => {
  const history = start().permits(getId(), is('1')).permits(getId(ann), is('2')).permits(getToken('1', ann), is('2'))
  history
    .permits(developerCall(dora), is('3'))
    .permits(developerCall(emil), is('4'))
    .permits(merge('dora', 'emil'), is('4'))
  history.permits(list(), shows(['1', 'DISABLED'], ['2', 'a'], ['3'], ['4', 'dev']))
  history.permits(list(true), shows(['2', 'a'], ['4', 'dev']))
  expect(history.broken(list(), shows(['2', 'a'], ['3'], ['4', 'dev']))).toBe('disabled/listed')
  expect(history.broken(list(true), shows(['1'], ['2', 'a'], ['4', 'dev']))).toBe('disabled/hidden')
  expect(history.broken(list(true), shows(['3'], ['2', 'a'], ['4', 'dev']))).toBe('disabled/source-of-merge')
})

test('deletes what is there; what is not is open', () => {
  const history = start().permits(getId(ann), is('1')).permits(getId(bob), is('2')).permits(getId(), is('3'))
  expect(history.broken(remove('1'), unprocessed('1'))).toBe('identities/delete')
  expect(history.broken(remove('1'), invalid)).toBe('identities/delete')
  history.permits(remove('1'), unprocessed()).permits(remove('1'), invalid).permits(remove('1'), unprocessed('1'))
  expect(history.broken(remove('2', 'X'), unprocessed('2'))).toBe('identities/delete')
  history.permits(remove('2', 'X'), invalid).permits(getId(bob), is('2')).permits(remove('2', '2'), unprocessed())
  expect(history.broken(describeIdentity('2'), holds('a'))).toBe('identities/describe-unknown')
  history.permits(describeIdentity('3'), holds())
})

test('whether a disabled identity is deleted is open until something shows it', () => {
  const disabled = () =>
    start()
      .permits(getId(ann), is('1'))
      .permits(unlink('1', [ann], 'a'), ok)
  const deleted = disabled().permits(remove('1'), unprocessed())
  expect(deleted.worlds.possible).toHaveLength(2)
  expect(deleted.permits(list(), shows()).decisions).toEqual(['U2: this target deletes a disabled identity'])
  expect(
    disabled()
      .permits(remove('1'), unprocessed('1'))
      .permits(list(), shows(['1'])).worlds.possible,
  ).toHaveLength(1)
  const two = disabled().permits(getId(), is('2')).permits(getId(bob), is('3')).permits(getToken('2', bob), is('3'))
  two.permits(remove('1', '2'), unprocessed()).permits(list(), shows(['1'], ['3', 'a']))
})

test('looks up users and identities', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCall(emil), is('2'))
  history.permits(merge('emil', 'dora'), is('1')).permits(getId(ann), is('3'))
  history.permits(lookUp({ user: 'dora' }), finds('1', 'dora')).permits(lookUp({ user: 'dora' }), is('1'))
  history.permits(lookUp({ identity: '1' }), finds('1', 'emil', 'dora'))
  history.permits(lookUp({ identity: '1', user: 'emil' }), finds('1', 'emil'))
  expect(history.broken(lookUp({ user: 'dora' }), finds('2', 'dora'))).toBe('developer/lookup-by-user')
  expect(history.broken(lookUp({ user: 'dora' }), finds('1', 'finn'))).toBe('developer/lookup-by-identity')
  expect(history.broken(lookUp({ identity: '1' }), finds('1', 'dora'))).toBe('developer/lookup-by-identity')
  expect(history.broken(lookUp({ identity: '1' }), finds('1', 'dora', 'dora'))).toBe('developer/lookup-pages')
  expect(history.broken(lookUp({ identity: '1', user: 'emil' }), finds('1'))).toBe('developer/lookup-both')
  expect(history.broken(lookUp({ identity: '3', user: 'emil' }), finds('3'))).toBe('developer/lookup-mismatch')
  expect(history.broken(lookUp({ identity: '3', user: 'emil' }), notFound)).toBe('developer/lookup-mismatch')
  expect(history.broken(lookUp({ user: 'finn' }), finds('3'))).toBe('developer/lookup-unknown')
  expect(history.broken(lookUp({}), finds('3'))).toBe('developer/lookup-neither')
  expect(history.broken(lookUp({ user: 'dora' }, 'X'), finds('1'))).toBe('pools/unknown-pool')
  history.permits(lookUp({ identity: '3', user: 'emil' }), conflict).permits(lookUp({}), invalid)
  history.permits(lookUp({ identity: 'X', user: 'emil' }), notFound).permits(lookUp({ user: 'finn' }), notAuthorized)
  history.permits(lookUp({ identity: '3', user: 'finn' }), notAuthorized).permits(lookUp({}, 'X'), invalid)
})

test('lookup of an identity without users, of another pool, or disabled, is open', () => {
  const history = start().permits(getId(ann), is('1')).permits(getIdInQ(ann), is('2'))
  history
    .permits(developerCall(dora), is('3'))
    .permits(developerCall(emil), is('4'))
    .permits(merge('dora', 'emil'), is('4'))
  history.permits(lookUp({ identity: '1' }), finds('1')).permits(lookUp({ identity: '1' }), notFound)
  expect(history.broken(lookUp({ identity: '1' }), finds('1', 'dora'))).toBe('developer/lookup-by-identity')
  expect(history.broken(lookUp({ identity: '2', user: 'dora' }), finds('2'))).toBe('developer/lookup-mismatch')
  history.permits(lookUp({ identity: '2', user: 'dora' }), notFound)
  history
    .permits(lookUp({ identity: '3' }), finds('4', 'dora', 'emil'))
    .permits(lookUp({ identity: '3', user: 'dora' }), is('4'))
  const poor = start().permits(
    { operation: 'CreateIdentityPool', settings: { guests: true, providers: [] } },
    { kind: 'accepted', pool: 'R' },
  )
  poor.permits(lookUp({ user: 'dora' }, 'R'), invalid)
})

test('a pool keeps its developer provider name, and its classic flow maybe', () => {
  const history = start({ classicFlow: false }).permits(getId(), is('1'))
  expect(history.broken({ operation: 'UpdateIdentityPool', pool: 'X', settings }, ok)).toBe('pools/unknown-pool')
  history.permits(update({ developer: 'other', classicFlow: false }), invalid)
  history.permits(update({ developer: 'other', classicFlow: false }), ok).permits(developerCall(dora), is('2'))
  expect(history.decisions).toEqual([
    'Q-05: this target refuses to change the developer provider name of a pool',
    'Q-05: this target accepts another developer provider name for a pool and keeps the old one',
  ])
  history.permits(update({}), ok)
  expect(history.worlds.possible).toHaveLength(2)
  expect(history.permits(getToken('1'), is('1')).decisions.at(-1)).toBe(
    'C-09: this target unsets AllowClassicFlow where UpdateIdentityPool leaves it out',
  )
  const { developer: _, ...bare } = settings
  history
    .permits({ operation: 'UpdateIdentityPool', pool: 'P', settings: bare }, ok)
    .permits(developerCall(dora), is('2'))
  history.permits({ operation: 'CreateIdentityPool', settings }, ok)
  expect(start({ classicFlow: false }).permits(update({}), invalid).decisions).toEqual([])
  expect(start().permits(update({ developer: 'other' }), ok).decisions).toEqual([
    'Q-05: this target accepts another developer provider name for a pool and keeps the old one',
  ])
})

test('violations tell what would have been shown', () => {
  const expected = (history: History, call: OracleCall, answer: OracleAnswer) =>
    history.violation(call, answer).expected
  const history = start().permits(developerCall(dora, ann), is('1')).permits(developerCall(dora, annAtB), is('1'))
  expect(expected(history, describeIdentity('1'), holds('c'))).toEqual(['accepted, Logins dev, a, b'])
  expect(expected(history, lookUp({ identity: '1' }), finds('1'))).toEqual([
    'accepted with the identity 1, DeveloperUserIdentifierList dora',
  ])
  expect(expected(history, lookUp({ user: 'dora' }), finds('2'))).toEqual([
    'accepted with the identity 1, DeveloperUserIdentifierList with dora',
  ])
  history.permits(developerCallFor('1', emil, ann), is('1'))
  expect(expected(history, lookUp({ identity: '1' }), finds('1'))).toEqual([
    'accepted with the identity 1, DeveloperUserIdentifierList dora, emil',
  ])
  expect(expected(history, list(), notFound)).toEqual(['accepted, Identities 1 (Logins dev, a, b)'])
  history.permits(getId(), is('2')).permits(getIdInQ(), is('3')).permits(getToken('2', ann), is('1'))
  history.permits(getId(), is('4')).permits(getId(), is('5')).permits(remove('4'), unprocessed())
  expect(expected(history, list(), notFound)).toEqual([
    'accepted, Identities 1 (Logins dev, a, b); 2 (disabled); 5 (no Logins)',
  ])
  expect(expected(history, list(true), notFound)).toEqual(['accepted, Identities 1 (Logins dev, a, b); 5 (no Logins)'])
  expect(expected(history, describeIdentity('5'), notFound)).toEqual(['accepted, no Logins'])
  expect(expected(history, lookUp({ identity: '5' }), finds('5', 'dora'))).toEqual([
    'refused',
    'accepted, no developer user',
  ])
  expect(expected(history, remove('1', '5'), unprocessed('1'))).toEqual([
    'accepted, UnprocessedIdentityIds without 1, 5',
  ])
  expect(expected(start(), list(), notFound)).toEqual(['accepted, Identities none'])
  expect(expected(start().permits(getId(ann), silent), list(), notFound)).toEqual([
    'accepted, Identities none',
    'accepted, Identities one never seen before (Logins a)',
  ])
})

test('an identity is described under its own id, and not once its pool is deleted', () => {
  const history = start().permits(developerCall(dora, ann), is('1')).permits(getId(), is('2'))
  const other = { kind: 'accepted', identity: '2', logins: ['dev', 'a'] } as const
  expect(history.broken(describeIdentity('1'), other)).toBe('identities/describe')
  expect(history.broken(describeIdentity('2'), is('1'))).toBe('identities/describe')
  history.permits(deletePool(), ok)
  expect(history.broken(describeIdentity('1'), holds('dev', 'a'))).toBe('pools/delete-identities')
})

test('a list without Identities shows nobody, and a guest who is none has no logins', () => {
  const history = start().permits(list(), ok).permits(getId(), silent)
  expect(history.broken(list(), shows(['1', 'a']))).toBe('identities/refused-guest-is-nobody')
  history.permits(list(), shows(['1']))
  expect(history.broken(list(), ok)).toBe('identities/list')
})

test('a deleted pool is found no more', () => {
  const history = start().permits(deletePool(), ok)
  expect(history.broken(list(), shows())).toBe('pools/delete')
  expect(history.broken(update({}), ok)).toBe('pools/delete')
  expect(history.broken(merge('dora', 'emil'), is('1'))).toBe('pools/delete')
})

test('what DeleteIdentities does to several', () => {
  const two = () => start().permits(getId(), is('1')).permits(getId(), is('2'))
  expect(two().broken(remove('1', '2'), unprocessed('2'))).toBe('identities/delete')
  expect(two().permits(remove('1'), ok).broken(describeIdentity('1'), holds())).toBe('identities/describe-unknown')
  expect(two().permits(remove('X'), ok).decisions).toEqual([
    'Q-08: this target accepts DeleteIdentities of what it does not know, or is told twice',
  ])
  two().permits(deletePool(), ok).permits(remove('1'), unprocessed('1')).permits(remove('1'), notFound)
})

test('a disabled identity that is shown as unprocessed was not deleted', () => {
  const disabled = () =>
    start()
      .permits(getId(ann), is('1'))
      .permits(unlink('1', [ann], 'a'), ok)
  const spared = disabled().permits(remove('1'), unprocessed('1'))
  expect(spared.broken(list(), shows())).toBe('disabled/last-login-removed-hidden')
  expect(
    disabled()
      .permits(remove('1'), unprocessed())
      .permits(list(), shows(['1'])).decisions,
  ).toEqual(['U2: this target does not delete a disabled identity'])
})

test('merged identities may be deleted, and emptied ones, or both, or neither', () => {
  const two = () =>
    start()
      .permits(getId(ann), is('1'))
      .permits(unlink('1', [ann], 'a'), ok)
      .permits(getId(), is('2'))
      .permits(getId(bob), is('3'))
      .permits(getToken('2', bob), is('3'))
      .permits(remove('1', '2'), unprocessed())
  expect(two().worlds.possible).toHaveLength(4)
  for (const left of [[], ['1'], ['2'], ['1', '2']]) {
    two().permits(list(), shows(['3', 'a'], ...left.map((id): [string] => [id])))
  }
})

test('a pool that is not there is unknown, whatever is looked up in it', () => {
  for (const by of [{ user: 'dora' }, { identity: '1' }]) {
    expect(start().broken(lookUp(by, 'X'), invalid)).toBe('pools/unknown-pool')
  }
})

test('looks up exactly the users of an identity', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(developerCallFor('1', emil), is('1'))
  const wrong = [finds('1', 'dora', 'emil', 'finn'), finds('1', 'dora', 'finn'), is('1')]
  for (const answer of wrong) {
    expect(history.broken(lookUp({ identity: '1' }), answer)).toBe('developer/lookup-by-identity')
  }
  const plain = history.permits(getId(), is('2'))
  expect(plain.permits(lookUp({ identity: '2' }), is('2')).decisions.slice(-1)).toEqual([
    'LOOK-06: this target shows no developer user where it looks up an identity without any',
  ])
})

test('any refusal will do where the looked-up identity is disabled, of another pool, or no pool has users', () => {
  const history = start().permits(developerCall(dora), is('1')).permits(getId(ann), is('2'))
  history.permits(unlink('2', [ann], 'a'), ok).permits(lookUp({ identity: '2', user: 'dora' }), notFound)
  history.permits({ operation: 'GetOpenIdTokenForDeveloperIdentity', pool: 'Q', logins: [emil] }, is('3'))
  history.permits(lookUp({ identity: '3' }), notFound).permits(lookUp({ identity: '3' }), finds('3', 'emil'))
  expect(startWithR().broken(lookUp({ user: 'dora' }, 'R'), finds('1', 'dora'))).toBe('developer/lookup-unknown')
})

test('a developer provider name is decided only where another one is asked for', () => {
  const call = (developer?: string) =>
    ({
      operation: 'UpdateIdentityPool',
      pool: 'R',
      settings: { guests: true, providers: [], ...(developer === undefined ? {} : { developer }) },
    }) as const
  const inR = { operation: 'GetOpenIdTokenForDeveloperIdentity', pool: 'R', logins: [dora] } as const
  const history = startWithR().permits(call('dev'), invalid).permits(call('dev'), ok).permits(inR, is('1'))
  expect(history.broken(inR, is('2'))).toBe('developer/known-user')
  history.permits(call('dev'), invalid).permits(call(), invalid).permits(call(), ok)
  expect(history.decisions).toEqual([])
})
