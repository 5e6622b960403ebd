import { expect, test } from 'vitest'
import { misshapen } from './structure.ts'

test.each<[string, unknown, string | undefined]>([
  ['DeleteIdentities', { UnprocessedIdentityIds: 'none' }, 'UnprocessedIdentityIds'],
  ['ListIdentities', { Identities: [{ Logins: [] }, { Logins: 'a' }] }, 'Identities[1].Logins'],
  ['GetCredentialsForIdentity', { Credentials: ['a'] }, 'Credentials'],
  [
    'GetIdentityPoolRoles',
    { RoleMappings: { a: { RulesConfiguration: { Rules: {} } } } },
    'RoleMappings.a.RulesConfiguration.Rules',
  ],
  ['GetId', [], 'the answer'],
  ['GetId', { IdentityId: 7, Extra: [] }, undefined],
  ['ListIdentities', { Identities: null }, undefined],
  ['DescribeIdentity', { Logins: ['a'], CreationDate: 'yesterday' }, undefined],
  ['UnlinkIdentity', {}, undefined],
])('%s answering %j is misshapen at %s', (operation, output, place) => {
  expect(misshapen(operation, output)).toBe(place)
})
