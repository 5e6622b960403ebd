import { accepted, given, holdsDeveloper, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { developer as requirements } from './requirements.ts'

const needs = { developer: true } as const
const nobody = '00000000-0000-4000-8000-000000000000'

scenario(requirements.lookupUnknownIdentity, 'alone', needs, async ({ pool, developer, region }) => {
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  await pool.lookupDeveloperIdentity({ identity })
  await refused(pool.lookupDeveloperIdentity({ identity: `${region}:${nobody}` }), 'ResourceNotFoundException')
})

scenario(requirements.lookupUnknownIdentity, 'deleted', needs, async ({ pool, developer }) => {
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  await pool.lookupDeveloperIdentity({ identity })
  await pool.deleteIdentities(identity)
  await refused(pool.lookupDeveloperIdentity({ identity }), 'ResourceNotFoundException')
})

for (const [title, unknown] of [
  ['the identity', 'identity'],
  ['the user', 'user'],
  ['neither exists', 'both'],
] as const) {
  scenario(requirements.lookupUnknownOfBoth, title, needs, async ({ pool, developer, region }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.lookupDeveloperIdentity({ identity, user: dora })
    const call = pool.lookupDeveloperIdentity({
      identity: unknown === 'user' ? identity : `${region}:${nobody}`,
      user: unknown === 'identity' ? dora : developer.user(),
    })
    await refused(call, 'ResourceConflictException', 'ResourceNotFoundException')
  })
}

for (const by of ['user', 'identity'] as const) {
  scenario(requirements.lookupOtherPool, `by ${by}`, { ...needs, pools: 2 }, async ({ pool, otherPool, developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const known = by === 'user' ? { user: dora } : { identity }
    await accepted(pool.lookupDeveloperIdentity(known))
    await refused(otherPool.lookupDeveloperIdentity(known), 'ResourceNotFoundException', 'NotAuthorizedException')
  })
}

for (const [title, count] of [
  ['a guest', 0],
  ['with a public login', 1],
] as const) {
  scenario(
    requirements.lookupWithoutUsers,
    title,
    { ...needs, publicProviders: 1 },
    async ({ pool, providers: [a] }) => {
      const identity = await pool.getId(...(count === 0 ? [] : [a.user()]))
      const found = await outcome(pool.lookupDeveloperIdentity({ identity }))
      observe(found.accepted ? `${found.output.identifiers.length} users` : found.code)
    },
  )
}

scenario(requirements.lookupListByUser, 'of two', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil], { identity })
  await given(holdsDeveloper(pool, identity, dora, emil))
  const { identifiers } = await pool.lookupDeveloperIdentity({ user: dora })
  observe(identifiers.length === 2 ? 'both' : identifiers.length === 1 ? 'the given one' : 'none')
})
