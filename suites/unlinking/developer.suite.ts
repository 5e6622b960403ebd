import {
  accepted,
  between,
  different,
  equal,
  given,
  holds,
  holdsDeveloper,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  wire,
} from '../../harness/check/index.ts'
import { inputOf, unlinkOtherDeveloper } from './arrange.ts'
import { unlinking } from './requirements.ts'

scenario(
  unlinking.developerRemoved,
  'beside a public login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await given(holdsDeveloper(pool, identity, dora))
    await accepted(pool.unlinkDeveloperIdentity(identity, dora))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], 'DescribeIdentity answer, Logins')
    await holds(pool, identity, ann)
  },
)

scenario(
  unlinking.developerRemoved,
  'beside another developer user',
  { developer: true },
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.getOpenIdTokenForDeveloperIdentity([emil])
    const identity = await pool.mergeDeveloperIdentities(dora, emil)
    await given(holdsDeveloper(pool, identity, dora, emil))
    await accepted(pool.unlinkDeveloperIdentity(identity, dora))
    await holdsDeveloper(pool, identity, emil)
  },
)

scenario(
  unlinking.developerIsNew,
  'by the developer call',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, a.user()])
    await given(holdsDeveloper(pool, identity, dora))
    await pool.unlinkDeveloperIdentity(identity, dora)
    const again = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(again.identity, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(
  unlinking.developerIsNew,
  'the last login of the identity',
  { developer: true },
  async ({ pool, developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given(holdsDeveloper(pool, identity, dora))
    await pool.unlinkDeveloperIdentity(identity, dora)
    const again = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(again.identity, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(
  unlinking.developerRemoved,
  'seen by LookupDeveloperIdentity',
  { developer: true },
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.getOpenIdTokenForDeveloperIdentity([emil])
    const identity = await pool.mergeDeveloperIdentities(dora, emil)
    await pool.lookupDeveloperIdentity({ identity })
    await accepted(pool.unlinkDeveloperIdentity(identity, dora))
    const { identifiers } = await accepted(pool.lookupDeveloperIdentity({ identity }))
    equal(identifiers, [emil.identifier], 'LookupDeveloperIdentity answer, DeveloperUserIdentifierList')
  },
)

scenario(
  unlinking.otherDeveloperProvider,
  'one that no pool has',
  { developer: true },
  async ({ pool, developer, call }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await unlinkOtherDeveloper({ pool, developer })
    const input = { ...inputOf(pool, identity, dora), DeveloperProviderName: 'login.other.example' }
    await refused(call('UnlinkDeveloperIdentity', input), 'InvalidParameterException', 'NotAuthorizedException')
  },
)

scenario(
  unlinking.refusedDeveloperUnlink,
  'a developer user of another identity',
  { developer: true },
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    const { identity: doras } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const { identity: emils } = await pool.getOpenIdTokenForDeveloperIdentity([emil])
    await given(
      refused(pool.unlinkDeveloperIdentity(doras, emil), 'ResourceConflictException', 'ResourceNotFoundException'),
    )
    await holdsDeveloper(pool, doras, dora)
    await holdsDeveloper(pool, emils, emil)
  },
)

scenario(
  unlinking.unknownIdentity,
  'by UnlinkDeveloperIdentity',
  { developer: true },
  async ({ pool, developer, region }) => {
    const dora = developer.user()
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await unlinkOtherDeveloper({ pool, developer })
    const unknown = `${region}:00000000-0000-4000-8000-000000000000`
    await refused(pool.unlinkDeveloperIdentity(unknown, dora), 'ResourceNotFoundException')
  },
)

const members = ['IdentityPoolId', 'IdentityId', 'DeveloperProviderName', 'DeveloperUserIdentifier'] as const

for (const member of members) {
  scenario(
    unlinking.developerRequiredMembers,
    `without ${member}`,
    { developer: true },
    async ({ pool, developer, call }) => {
      const dora = developer.user()
      const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
      await unlinkOtherDeveloper({ pool, developer })
      const incomplete = call('UnlinkDeveloperIdentity', { ...inputOf(pool, identity, dora), [member]: undefined })
      await refused(incomplete, 'ValidationException', 'InvalidParameterException')
    },
  )
}

wire(unlinking.developerSigned, 'by a bare POST', { developer: true }, async ({ pool, developer, http }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await unlinkOtherDeveloper({ pool, developer })
  const response = await http.json('UnlinkDeveloperIdentity', inputOf(pool, identity, dora))
  between(response.status, 400, 499, 'UnlinkDeveloperIdentity answer, HTTP status')
  await holdsDeveloper(pool, identity, dora)
})

wire(unlinking.developerEmptyAnswer, 'by a signed POST', { developer: true }, async ({ pool, developer, http }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const response = await http.json('UnlinkDeveloperIdentity', inputOf(pool, identity, dora), true)
  equal([response.status, response.body], [200, ''], 'UnlinkDeveloperIdentity answer, HTTP status and body')
})

scenario(unlinking.developerUserOfAnother, 'of the same pool', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.getOpenIdTokenForDeveloperIdentity([finn])
  await pool.unlinkDeveloperIdentity(await pool.mergeDeveloperIdentities(finn, dora), finn)
  await refused(pool.unlinkDeveloperIdentity(identity, emil), 'ResourceConflictException', 'ResourceNotFoundException')
})

scenario(unlinking.developerUserUnknown, 'of nobody', { developer: true }, async ({ pool, developer }) => {
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  observe((await outcome(pool.unlinkDeveloperIdentity(identity, developer.user()))).text)
})
