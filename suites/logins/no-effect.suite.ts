import { accepted, given, refused, sameSet, scenario, unlinked } from '../../harness/check/index.ts'
import { linkingWorks, listed } from './arrange.ts'
import { logins } from './requirements.ts'

const codes = ['NotAuthorizedException', 'InvalidParameterException'] as const

for (const flaw of ['malformed', 'badly-signed', 'wrong-audience'] as const) {
  scenario(
    logins.noLinkByRefusedCall,
    `a sound new login beside a ${flaw} token`,
    { publicProviders: 3 },
    async ({ pool, providers: [a, b, c] }) => {
      const [ann, annAtB] = [a.user(), b.user()]
      const identity = await pool.getId(ann)
      await linkingWorks(pool, c.user(), b.user())
      await given(refused(pool.getOpenIdToken(identity, ann, annAtB, c.user().with(flaw)), ...codes))
      await unlinked(pool, annAtB, identity)
    },
  )
}

scenario(
  logins.noLinkByRefusedCall,
  'a sound new login for a guest beside a bad token',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, bob] = [a.user(), b.user()]
    const guest = await pool.getId()
    await linkingWorks(pool, a.user(), b.user())
    await given(refused(pool.getOpenIdToken(guest, ann, bob.with('badly-signed')), ...codes))
    await unlinked(pool, ann, guest)
  },
)

scenario(
  logins.noLinkByRefusedCall,
  'the bad token itself',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await linkingWorks(pool, a.user(), b.user())
    await given(refused(pool.getOpenIdToken(identity, ann, annAtB.with('badly-signed')), ...codes))
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  logins.noLinkByOtherRefusedCall,
  'by GetId',
  { publicProviders: 3 },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getId(a.user(), b.user(), c.user())
    await given(refused(pool.getId(ann, annAtB, c.user().with('badly-signed')), ...codes))
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  logins.noLinkByOtherRefusedCall,
  'by GetCredentialsForIdentity',
  { publicProviders: 3, roles: 'authenticated' },
  async ({ pool, providers: [a, b, c] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getCredentialsForIdentity(identity, ann)
    await given(refused(pool.getCredentialsForIdentity(identity, ann, annAtB, c.user().with('badly-signed')), ...codes))
    await unlinked(pool, annAtB, identity)
  },
)

scenario(
  logins.noLinkByOtherRefusedCall,
  'by GetOpenIdTokenForDeveloperIdentity',
  { publicProviders: 2, developer: true },
  async ({ pool, providers: [a, b], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const call = pool.getOpenIdTokenForDeveloperIdentity([dora, ann, b.user().with('badly-signed')])
    await given(refused(call, ...codes))
    await unlinked(pool, ann, identity)
  },
)

for (const flaw of ['malformed', 'badly-signed', 'wrong-audience', 'expired'] as const) {
  scenario(
    logins.noIdentityByRefusedCall,
    `a ${flaw} token`,
    { publicProviders: 1, own: true },
    async ({ pool, providers: [a] }) => {
      const ann = await pool.getId(a.user())
      await given(refused(pool.getId(a.user().with(flaw)), ...codes))
      sameSet(await listed(pool, ann), [ann], 'ListIdentities answer, all pages')
    },
  )
}

scenario(
  logins.noIdentityByRefusedCall,
  'a sound new login beside a bad token',
  { publicProviders: 2, own: true },
  async ({ pool, providers: [a, b] }) => {
    const ann = await pool.getId(a.user())
    await given(refused(pool.getId(a.user(), b.user().with('badly-signed')), ...codes))
    sameSet(await listed(pool, ann), [ann], 'ListIdentities answer, all pages')
  },
)

for (const flaw of ['malformed', 'badly-signed', 'wrong-audience'] as const) {
  scenario(
    logins.guestStaysGuest,
    `after a ${flaw} token`,
    { publicProviders: 1 },
    async ({ pool, providers: [a] }) => {
      const [guest, convert] = [await pool.getId(), await pool.getId()]
      await pool.getOpenIdToken(convert, a.user())
      await given(refused(pool.getOpenIdToken(convert), 'NotAuthorizedException'))
      await given(refused(pool.getOpenIdToken(guest, a.user().with(flaw)), ...codes))
      await accepted(pool.getOpenIdToken(guest))
    },
  )
}
