import {
  accepted,
  equal,
  given,
  holds,
  judge,
  observe,
  outcome,
  refused,
  scenario,
  unlinked,
  worded,
} from '../../harness/check/index.ts'
import { disabled } from './requirements.ts'

const needs = { publicProviders: 1 } as const
const withRoles = { publicProviders: 1, roles: 'both' } as const

scenario(disabled.noGuestToken, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await pool.getOpenIdToken(guest)
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  await refused(pool.getOpenIdToken(guest), 'NotAuthorizedException')
})

scenario(disabled.noGuestCredentials, 'a guest that lost a merge', withRoles, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await pool.getCredentialsForIdentity(guest)
  await given(equalIdentity(pool.getCredentialsForIdentity(guest, ann), owner))
  await refused(pool.getCredentialsForIdentity(guest), 'NotAuthorizedException')
})

scenario(
  disabled.noGuestCredentials,
  'a developer identity that lost a merge',
  { developer: true, roles: 'both' },
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.getOpenIdTokenForDeveloperIdentity([emil])
    await pool.getCredentialsForIdentity(await pool.getId())
    await pool.mergeDeveloperIdentities(dora, emil)
    await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
  },
)

scenario(disabled.refusalText, 'by GetCredentialsForIdentity', withRoles, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getCredentialsForIdentity(guest, ann), owner))
  await worded(pool.getCredentialsForIdentity(guest), `Access to Identity '${guest}' is forbidden.`)
})

scenario(disabled.listed, 'a guest that lost a merge', { ...needs, own: true }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const listed = (await pool.listIdentities()).map((item) => item.identity)
  judge(listed.includes(guest), `${guest} among the identities`, listed.join(', '), 'ListIdentities answer, Identities')
})

scenario(disabled.listed, 'with HideDisabled false', { ...needs, own: true }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const listed = (await pool.listIdentities({ hideDisabled: false })).map((item) => item.identity)
  judge(listed.includes(guest), `${guest} among the identities`, listed.join(', '), 'ListIdentities answer, Identities')
})

scenario(disabled.hidden, 'a guest that lost a merge', { ...needs, own: true }, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const listed = (await pool.listIdentities({ hideDisabled: true })).map((item) => item.identity)
  judge(
    !listed.includes(guest),
    `no ${guest} among the identities`,
    listed.join(', '),
    'ListIdentities answer, Identities',
  )
})

scenario(
  disabled.hidesOnlyDisabled,
  'the survivor and a guest',
  { ...needs, own: true },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const [owner, loser, guest] = [await pool.getId(ann), await pool.getId(), await pool.getId()]
    await given(equalIdentity(pool.getOpenIdToken(loser, ann), owner))
    const listed = (await pool.listIdentities({ hideDisabled: true })).map((item) => item.identity)
    const missing = [owner, guest].filter((identity) => !listed.includes(identity))
    equal(missing, [], 'identities that the ListIdentities answer lacks')
  },
)

scenario(disabled.lookupFindsSurvivor, 'after an explicit merge', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const lost = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const survivor = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  equal(
    (await pool.lookupDeveloperIdentity({ user: dora })).identity,
    lost.identity,
    'LookupDeveloperIdentity answer before',
  )
  await pool.mergeDeveloperIdentities(dora, emil)
  const { identity } = await accepted(pool.lookupDeveloperIdentity({ user: dora }))
  equal(identity, survivor.identity, 'LookupDeveloperIdentity answer, IdentityId')
})

scenario(disabled.lastLoginRemoved, 'no token', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  await pool.getOpenIdToken(await pool.getId())
  await pool.unlinkIdentity(identity, [ann], [a.key])
  await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
})

scenario(disabled.lastLoginRemoved, 'no credentials', withRoles, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  await pool.getCredentialsForIdentity(await pool.getId())
  await pool.unlinkIdentity(identity, [ann], [a.key])
  await refused(pool.getCredentialsForIdentity(identity), 'NotAuthorizedException')
})

scenario(disabled.lastDeveloperUserRemoved, 'no token', { developer: true }, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdToken(await pool.getId())
  await pool.unlinkDeveloperIdentity(identity, dora)
  await refused(pool.getOpenIdToken(identity), 'NotAuthorizedException')
})

scenario(disabled.removedLoginIsNew, 'by GetId', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  await given(holds(pool, identity, ann))
  await pool.unlinkIdentity(identity, [ann], [a.key])
  await unlinked(pool, ann, identity)
})

scenario(disabled.neverReturned, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  await holds(pool, owner, ann)
})

scenario(disabled.withLoginOfSurvivor, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const result = await outcome(pool.getOpenIdToken(guest, ann.again()))
  observe(result.accepted ? nameOf(result.output.identity, { owner, guest }) : result.text.replace(guest, '<identity>'))
})

scenario(disabled.withLoginOfSurvivor, 'by GetCredentialsForIdentity', withRoles, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getCredentialsForIdentity(guest, ann), owner))
  const result = await outcome(pool.getCredentialsForIdentity(guest, ann.again()))
  observe(result.accepted ? nameOf(result.output.identity, { owner, guest }) : result.text.replace(guest, '<identity>'))
})

scenario(disabled.withForeignLogin, 'by GetOpenIdToken', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const result = await outcome(pool.getOpenIdToken(guest, a.user()))
  observe(result.accepted ? nameOf(result.output.identity, { owner, guest }) : result.text.replace(guest, '<identity>'))
})

scenario(disabled.described, 'a guest that lost a merge', needs, async ({ pool, providers: [a], call }) => {
  const ann = a.user()
  const [owner, guest] = [await pool.getId(ann), await pool.getId()]
  await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
  const result = await outcome(call('DescribeIdentity', { IdentityId: guest }))
  observe(
    result.accepted
      ? `Logins ${JSON.stringify(result.output.Logins ?? 'absent')}`
      : result.text.replace(guest, '<identity>'),
  )
})

scenario(
  disabled.listedLogins,
  'a guest that lost a merge',
  { ...needs, own: true },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const [owner, guest] = [await pool.getId(ann), await pool.getId()]
    await given(equalIdentity(pool.getOpenIdToken(guest, ann), owner))
    const found = (await pool.listIdentities()).find((item) => item.identity === guest)
    observe(found === undefined ? 'not listed' : `Logins ${JSON.stringify(found.logins)}`)
  },
)

scenario(disabled.lookedUp, 'after an explicit merge', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.mergeDeveloperIdentities(dora, emil)
  const result = await outcome(pool.lookupDeveloperIdentity({ identity }))
  observe(
    result.accepted ? `${result.output.identifiers.length} identifiers` : result.text.replace(identity, '<identity>'),
  )
})

scenario(disabled.developerCall, 'after an explicit merge', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const lost = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const owner = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.mergeDeveloperIdentities(dora, emil)
  const result = await outcome(pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: lost.identity }))
  const names = { owner: owner.identity, guest: lost.identity }
  observe(result.accepted ? nameOf(result.output.identity, names) : result.text.replace(lost.identity, '<identity>'))
})

/** The call is accepted and names this identity. */
async function equalIdentity(
  call: Parameters<typeof accepted<{ identity: string }>>[0],
  identity: string,
): Promise<void> {
  equal((await accepted(call)).identity, identity, `${call.operation} answer, IdentityId`)
}

function nameOf(identity: string, { owner, guest }: { owner: string; guest: string }): string {
  if (identity === owner) return 'accepted, with the identity that survived'
  return identity === guest ? 'accepted, with the disabled identity' : 'accepted, with a third identity'
}
