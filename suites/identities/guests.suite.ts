import { accepted, different, equal, refused, scenario, worded } from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'GetId answer, IdentityId'

scenario(identities.guestIsNew, 'three in a row', {}, async ({ pool }) => {
  const [one, two, three] = [await pool.getId(), await pool.getId(), await accepted(pool.getId())]
  equal(new Set([one, two, three]).size, 3, 'GetId answers, number of identities')
})

scenario(identities.guestIsNew, 'at the same time', {}, async ({ pool }) => {
  const [one, two] = await Promise.all([accepted(pool.getId()), accepted(pool.getId())])
  different(one, two, at)
})

// Enough calls for what goes wrong once in fifty.
scenario(identities.guestIsNew, 'sixty of them', {}, async ({ pool }) => {
  const seen = new Set<string>()
  for (let count = 0; count < 60; count += 1) seen.add(await accepted(pool.getId()))
  equal(seen.size, 60, 'GetId answers, number of identities')
})

scenario(
  identities.guestsRefused,
  'from the start',
  { guests: false, publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    await pool.getId(a.user())
    await refused(pool.getId(), 'NotAuthorizedException')
  },
)

scenario(identities.guestsRefused, 'after UpdateIdentityPool', { own: true }, async ({ pool, call }) => {
  await pool.getId()
  const closed = { IdentityPoolId: pool.id, IdentityPoolName: pool.name, AllowUnauthenticatedIdentities: false }
  await call('UpdateIdentityPool', closed)
  await refused(pool.getId(), 'NotAuthorizedException')
})

scenario(identities.guestsRefusedText, 'from the start', { guests: false }, async ({ pool }) => {
  await worded(pool.getId(), 'Unauthenticated access is not supported for this identity pool.')
})

scenario(
  identities.refusedGuestIsNobody,
  'seen by ListIdentities',
  { own: true, guests: false, publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const identity = await pool.getId(a.user())
    await refused(pool.getId(), 'NotAuthorizedException')
    const listed = (await pool.listIdentities()).map((item) => item.identity)
    equal(listed, [identity], 'ListIdentities answer, Identities')
  },
)

scenario(
  identities.loginsWithoutGuests,
  'by GetId',
  { guests: false, publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    await accepted(pool.getId(a.user()))
  },
)
