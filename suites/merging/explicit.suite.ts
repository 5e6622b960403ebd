import {
  accepted,
  different,
  equal,
  given,
  holds,
  holdsDeveloper,
  judge,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  wire,
} from '../../harness/check/index.ts'
import { merging } from './requirements.ts'

const at = 'MergeDeveloperIdentities answer, IdentityId'
const needs = { developer: true } as const
const withPublic = { developer: true, publicProviders: 1 } as const
/** A code that the operation declares for what cannot be merged. */
const anyRefusal = ['ResourceConflictException', 'InvalidParameterException', 'NotAuthorizedException'] as const

scenario(merging.destinationSurvives, 'two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const source = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const destination = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  different(source.identity, destination.identity, 'identities before the merge')
  equal(await accepted(pool.mergeDeveloperIdentities(dora, emil)), destination.identity, at)
})

scenario(merging.bothUsersYieldIt, 'two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const source = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const destination = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await given(holdsDeveloper(pool, source.identity, dora))
  await pool.mergeDeveloperIdentities(dora, emil)
  await holdsDeveloper(pool, destination.identity, dora, emil)
})

scenario(merging.usersLookedUp, 'two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  const identity = await pool.mergeDeveloperIdentities(dora, emil)
  const { identifiers } = await accepted(pool.lookupDeveloperIdentity({ identity }))
  sameSet(
    identifiers,
    [dora.identifier, emil.identifier],
    'LookupDeveloperIdentity answer, DeveloperUserIdentifierList',
  )
})

scenario(
  merging.publicLoginsComeAlong,
  'one of the source',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const [dora, emil, ann] = [developer.user(), developer.user(), a.user()]
    const source = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await pool.getOpenIdTokenForDeveloperIdentity([emil])
    await given(holds(pool, source.identity, ann))
    const identity = await accepted(pool.mergeDeveloperIdentities(dora, emil))
    await holds(pool, identity, ann)
  },
)

scenario(
  merging.publicLoginsComeAlong,
  'one of each',
  { ...withPublic, publicProviders: 2 },
  async ({ pool, developer, providers: [a, b] }) => {
    const [dora, emil, ann, bob] = [developer.user(), developer.user(), a.user(), b.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    const destination = await pool.getOpenIdTokenForDeveloperIdentity([emil, bob])
    await given(holds(pool, destination.identity, bob))
    const identity = await accepted(pool.mergeDeveloperIdentities(dora, emil))
    await holds(pool, identity, ann, bob)
  },
)

scenario(merging.sourceDisabled, 'seen by ListIdentities', { ...needs, own: true }, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.mergeDeveloperIdentities(dora, emil)
  const shown = (await pool.listIdentities({ hideDisabled: true })).map((item) => item.identity)
  equal(shown, [identity], 'ListIdentities answer with HideDisabled, Identities')
})

scenario(merging.explicitChain, 'three users', needs, async ({ pool, developer }) => {
  const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([finn])
  await accepted(pool.mergeDeveloperIdentities(dora, emil))
  equal(await accepted(pool.mergeDeveloperIdentities(dora, finn)), identity, at)
  await holdsDeveloper(pool, identity, dora, emil, finn)
})

scenario(
  merging.explicitSharedProvider,
  'two users of one public provider',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
    for (const user of [dora, emil]) await pool.getOpenIdTokenForDeveloperIdentity([user, a.user()])
    await pool.getOpenIdTokenForDeveloperIdentity([finn])
    await pool.mergeDeveloperIdentities(finn, emil)
    await refused(pool.mergeDeveloperIdentities(dora, emil), ...anyRefusal)
  },
)

scenario(
  merging.explicitSharedProviderCode,
  'two users of one public provider',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    for (const user of [dora, emil]) await pool.getOpenIdTokenForDeveloperIdentity([user, a.user()])
    const call = pool.mergeDeveloperIdentities(dora, emil)
    await given(refused(call, ...anyRefusal))
    await refused(call, 'ResourceConflictException')
  },
)

scenario(
  merging.explicitSharedProviderChangesNothing,
  'two users of one public provider',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const [dora, emil, ann, bob] = [developer.user(), developer.user(), a.user(), a.user()]
    const source = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    const destination = await pool.getOpenIdTokenForDeveloperIdentity([emil, bob])
    await given(refused(pool.mergeDeveloperIdentities(dora, emil), ...anyRefusal))
    await holdsDeveloper(pool, source.identity, dora)
    await holds(pool, source.identity, ann)
    await holds(pool, destination.identity, bob)
  },
)

scenario(merging.tooManyLogins, 'twenty and one more', needs, async ({ pool, developer }) => {
  const users = Array.from({ length: 21 }, () => developer.user())
  const [destination, ...sources] = users
  if (destination === undefined) return
  for (const user of users) await pool.getOpenIdTokenForDeveloperIdentity([user])
  const last = sources.pop() ?? destination
  for (const source of sources) await accepted(pool.mergeDeveloperIdentities(source, destination))
  await refused(pool.mergeDeveloperIdentities(last, destination), ...anyRefusal, 'LimitExceededException')
})

scenario(merging.otherProviderName, 'a name of nobody', needs, async ({ pool, developer, call }) => {
  const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
  for (const user of [dora, emil, finn]) await pool.getOpenIdTokenForDeveloperIdentity([user])
  await pool.mergeDeveloperIdentities(finn, emil)
  const input = {
    IdentityPoolId: pool.id,
    DeveloperProviderName: 'login.nobody.example',
    SourceUserIdentifier: dora.identifier,
    DestinationUserIdentifier: emil.identifier,
  }
  await refused(call('MergeDeveloperIdentities', input), ...anyRefusal, 'ResourceNotFoundException')
})

scenario(
  merging.otherPoolUntouched,
  'users of the same names',
  { ...needs, pools: 2 },
  async ({ pool, otherPool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    for (const user of [dora, emil]) await pool.getOpenIdTokenForDeveloperIdentity([user])
    const one = await otherPool.getOpenIdTokenForDeveloperIdentity([dora])
    const two = await otherPool.getOpenIdTokenForDeveloperIdentity([emil])
    await pool.mergeDeveloperIdentities(dora, emil)
    await holdsDeveloper(otherPool, one.identity, dora)
    await holdsDeveloper(otherPool, two.identity, emil)
    different(one.identity, two.identity, 'identities of both users in the other pool')
  },
)

wire(merging.signed, 'by a bare POST', needs, async ({ pool, developer, http }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  for (const user of [dora, emil]) await pool.getOpenIdTokenForDeveloperIdentity([user])
  const { status } = await http.json('MergeDeveloperIdentities', {
    IdentityPoolId: pool.id,
    DeveloperProviderName: developer.key,
    SourceUserIdentifier: dora.identifier,
    DestinationUserIdentifier: emil.identifier,
  })
  judge(
    status >= 400 && status < 500,
    'a refusal (HTTP 4xx)',
    `HTTP ${status}`,
    'MergeDeveloperIdentities answer, HTTP status',
  )
})

scenario(merging.unknownUser, 'as the source', needs, async ({ pool, developer }) => {
  const emil = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  const nobody = developer.user()
  observe((await outcome(pool.mergeDeveloperIdentities(nobody, emil))).text.replace(nobody.identifier, '<user>'))
})

scenario(merging.repeated, 'the same merge again', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  for (const user of [dora, emil]) await pool.getOpenIdTokenForDeveloperIdentity([user])
  await pool.mergeDeveloperIdentities(dora, emil)
  observe((await outcome(pool.mergeDeveloperIdentities(dora, emil))).text)
})

scenario(merging.self, 'one user', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  observe((await outcome(pool.mergeDeveloperIdentities(dora, dora))).text)
})
