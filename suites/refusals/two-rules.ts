import type { Call, Needs, Scene } from '../../harness/world/index.ts'

export const nobody = '00000000-0000-4000-8000-000000000000'

/** A call that breaks two rules; `unknown` is the id of what does not exist. The call itself goes out last. */
export type Attempt = readonly [
  title: string,
  needs: Needs,
  attempt: (scene: Scene, unknown: string) => Promise<() => Call<unknown>>,
]

const one = { publicProviders: 1 } as const
const both = { publicProviders: 1, developer: true } as const

export const breakingTwo: readonly Attempt[] = [
  [
    'GetId: a pool closed to guests and an AccountId of another',
    { guests: false },
    async ({ pool, call }) =>
      () =>
        call('GetId', { IdentityPoolId: pool.id, AccountId: '999999999999' }),
  ],
  [
    'GetId: the developer provider and a login that is no token',
    both,
    async ({ pool, developer, providers: [a] }) =>
      () =>
        pool.getId(developer.user(), a.user().with('malformed')),
  ],
  [
    'GetOpenIdToken: an unknown identity and a login that is no token',
    one,
    async ({ pool, providers: [a] }, unknown) =>
      () =>
        pool.getOpenIdToken(unknown, a.user().with('malformed')),
  ],
  [
    'GetOpenIdToken: a foreign login and one that is no token',
    { publicProviders: 2 },
    async ({ pool, providers: [a, b] }) => {
      const identity = await pool.getId(a.user())
      return () => pool.getOpenIdToken(identity, a.user(), b.user().with('malformed'))
    },
  ],
  [
    'GetCredentialsForIdentity: no role and a foreign login',
    one,
    async ({ pool, providers: [a] }) => {
      const identity = await pool.getId(a.user())
      return () => pool.getCredentialsForIdentity(identity, a.user())
    },
  ],
  [
    'GetCredentialsForIdentity: no role and no login',
    one,
    async ({ pool, providers: [a] }) => {
      const identity = await pool.getId(a.user())
      return () => pool.getCredentialsForIdentity(identity)
    },
  ],
  [
    'GetOpenIdTokenForDeveloperIdentity: an unknown pool and no developer provider',
    one,
    async ({ call, providers: [a] }, unknown) => {
      const Logins = { [a.key]: await a.user().value() }
      return () => call('GetOpenIdTokenForDeveloperIdentity', { IdentityPoolId: unknown, Logins })
    },
  ],
  [
    'GetOpenIdTokenForDeveloperIdentity: an unknown identity and a login that is no token',
    both,
    async ({ pool, developer, providers: [a] }, identity) =>
      () =>
        pool.getOpenIdTokenForDeveloperIdentity([developer.user(), a.user().with('malformed')], { identity }),
  ],
  [
    'GetOpenIdTokenForDeveloperIdentity: a user registered elsewhere and a login that is no token',
    both,
    async ({ pool, developer, providers: [a] }) => {
      const [dora, emil] = [developer.user(), developer.user()]
      const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
      await pool.getOpenIdTokenForDeveloperIdentity([emil])
      return () => pool.getOpenIdTokenForDeveloperIdentity([emil, a.user().with('malformed')], { identity })
    },
  ],
  [
    'MergeDeveloperIdentities: another developer provider and unknown users',
    { developer: true },
    async ({ pool, call }) => {
      const users = { SourceUserIdentifier: 'nobody', DestinationUserIdentifier: 'no one' }
      const input = { IdentityPoolId: pool.id, DeveloperProviderName: 'login.another', ...users }
      return () => call('MergeDeveloperIdentities', input)
    },
  ],
  [
    'LookupDeveloperIdentity: an unknown pool and neither identity nor user',
    {},
    async ({ call }, unknown) =>
      () =>
        call('LookupDeveloperIdentity', { IdentityPoolId: unknown }),
  ],
  [
    'LookupDeveloperIdentity: a mismatch and a token that nobody gave',
    { developer: true },
    async ({ pool, developer }) => {
      const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
      return () => pool.lookupDeveloperIdentity({ identity, user: developer.user(), nextToken: 'nobody' })
    },
  ],
  [
    'UnlinkIdentity: a foreign proof and a login that is not linked',
    { publicProviders: 2 },
    async ({ pool, providers: [a, b] }) => {
      const identity = await pool.getId(a.user())
      return () => pool.unlinkIdentity(identity, [a.user()], [b.key])
    },
  ],
  [
    'UnlinkDeveloperIdentity: an unknown identity and an unknown user',
    { developer: true },
    async ({ pool, developer }, unknown) =>
      () =>
        pool.unlinkDeveloperIdentity(unknown, developer.user()),
  ],
  [
    'TagResource: an unknown pool and a reserved key',
    {},
    async ({ call, region, accountId }, unknown) => {
      const ResourceArn = `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${unknown}`
      return () => call('TagResource', { ResourceArn, Tags: { 'aws:stage': 'test' } })
    },
  ],
  [
    'AssumeRoleWithWebIdentity: what is no JWT and what is no policy',
    { roles: 'both' },
    async ({ pool, call }) => {
      const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName: 'order', WebIdentityToken: 'nobody' }
      return () => call('AssumeRoleWithWebIdentity', { ...input, Policy: 'nothing' })
    },
  ],
]
