import { type Act, atOnce, law, raceIn } from '../../harness/check/index.ts'
import { laws } from './requirements.ts'

const ann = { provider: 'a', user: 'ann' } as const
const bob = { provider: 'b', user: 'bob' } as const
const cyd = { provider: 'a', user: 'cyd' } as const
const eve = { provider: 'c', user: 'eve' } as const
const dev = { provider: 'dev', user: 'dan' } as const
const other = { provider: 'dev', user: 'eve' } as const
const pool = 1

const signIn: Act = { call: 'GetId', pool, logins: [ann] }

/** Calls that prepare are steps 2, 3, …; step 1 makes the pool. */
const race = (title: string, before: Act[], together: Act[]): void => {
  law(laws.races, title, { kind: 'race', history: raceIn(before, together) })
}

race('one new login, by GetId', [], atOnce(8, signIn))

race(
  'one new user, by the developer call',
  [],
  atOnce(8, { call: 'GetOpenIdTokenForDeveloperIdentity', pool, logins: [dev] }),
)

race(
  'one new login for two guests',
  [
    { call: 'GetId', pool, logins: [] },
    { call: 'GetId', pool, logins: [] },
  ],
  [
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 2, logins: [ann] }),
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 3, logins: [ann] }),
  ],
)

race(
  'two logins of one provider for one guest',
  [{ call: 'GetId', pool, logins: [] }],
  [
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 2, logins: [ann] }),
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 2, logins: [cyd] }),
  ],
)

race(
  'logins of two providers for one identity',
  [signIn],
  [
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 2, logins: [ann, bob] }),
    ...atOnce(2, { call: 'GetOpenIdToken', identity: 2, logins: [ann, eve] }),
  ],
)

race(
  'merges in opposite directions, by logins',
  [signIn, { call: 'GetId', pool, logins: [bob] }],
  [
    { call: 'GetOpenIdToken', identity: 2, logins: [ann, bob] },
    { call: 'GetOpenIdToken', identity: 3, logins: [bob, ann] },
  ],
)

race(
  'merges in opposite directions, of developer users',
  [
    { call: 'GetOpenIdTokenForDeveloperIdentity', pool, logins: [dev] },
    { call: 'GetOpenIdTokenForDeveloperIdentity', pool, logins: [other] },
  ],
  [
    { call: 'MergeDeveloperIdentities', pool, source: 'dan', destination: 'eve' },
    { call: 'MergeDeveloperIdentities', pool, source: 'eve', destination: 'dan' },
  ],
)

race(
  'an identity is deleted while its login signs in',
  [signIn],
  [{ call: 'DeleteIdentities', identities: [2] }, ...atOnce(4, signIn)],
)

race(
  'a login is unlinked while another is linked',
  [signIn],
  [
    { call: 'UnlinkIdentity', identity: 2, logins: [ann], remove: ['a'] },
    { call: 'GetOpenIdToken', identity: 2, logins: [ann, bob] },
  ],
)
