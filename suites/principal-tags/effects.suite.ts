import { decodeJwt } from 'jose'
import { accepted, equal, given, observe, refused, sameSet, scenario } from '../../harness/check/index.ts'
import { type Scene, nameOf, setMap, tagsOf } from './arrange.ts'
import { effects } from './requirements.ts'

const own = { own: true, publicProviders: 1 } as const
const two = { own: true, publicProviders: 2 } as const
const at = 'Token, https://aws.amazon.com/tags#principal_tags'
const team = { UseDefaults: false, PrincipalTags: { team: 'group' } }
const RoleSessionName = 'conformance'

scenario(effects.claim, 'one of two claims', own, async (scene) => {
  const { pool, providers } = scene
  await setMap(scene, pool, nameOf(providers[0]), team)
  const ann = providers[0].user().claiming({ group: 'blue', unit: 'sales' })
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  equal(await tagsOf(token), { team: ['blue'] }, at)
})

scenario(effects.claim, 'two users', own, async (scene) => {
  const { pool, providers } = scene
  await setMap(scene, pool, nameOf(providers[0]), team)
  for (const group of ['blue', 'red']) {
    const user = providers[0].user().claiming({ group })
    const { token } = await pool.getOpenIdToken(await pool.getId(user), user)
    equal(await tagsOf(token), { team: [group] }, at)
  }
})

scenario(effects.claim, 'the subject', own, async (scene) => {
  const { pool, providers } = scene
  await setMap(scene, pool, nameOf(providers[0]), { UseDefaults: false, PrincipalTags: { user: 'sub' } })
  const ann = providers[0].user()
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  equal(await tagsOf(token), { user: [await ann.subject()] }, at)
})

scenario(effects.changedMap, 'another claim', own, async (scene) => {
  const { pool, providers } = scene
  const ann = providers[0].user().claiming({ group: 'blue', unit: 'sales' })
  await setMap(scene, pool, nameOf(providers[0]), team)
  const identity = await pool.getId(ann)
  await pool.getOpenIdToken(identity, ann)
  await setMap(scene, pool, nameOf(providers[0]), { UseDefaults: false, PrincipalTags: { team: 'unit' } })
  equal(await tagsOf((await pool.getOpenIdToken(identity, ann)).token), { team: ['sales'] }, at)
})

for (const [requirement, title] of [
  [effects.defaultClaims, 'of a login'],
  [effects.defaultKeys, 'of a login'],
] as const) {
  scenario(requirement, title, own, async (scene) => {
    const { pool, providers } = scene
    await setMap(scene, pool, nameOf(providers[0]), { UseDefaults: true })
    const ann = providers[0].user()
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    const found = (await tagsOf(token)) ?? {}
    const { aud, sub } = decodeJwt(await ann.value())
    if (requirement === effects.defaultKeys) sameSet(Object.keys(found), ['client', 'username'], `${at}, keys`)
    else sameSet(Object.values(found), [[aud], [sub]], `${at}, values`)
  })
}

scenario(effects.noMap, 'of a login', own, async ({ pool, providers: [a] }) => {
  const ann = a.user().claiming({ group: 'blue' })
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  equal(await tagsOf(token), undefined, at)
})

/** The map shows at all; else its absence would say nothing. */
async function givenTags({ pool, providers }: Scene): Promise<void> {
  const bob = providers[0].user().claiming({ group: 'red' })
  const { token } = await pool.getOpenIdToken(await pool.getId(bob), bob)
  await given((async () => equal(await tagsOf(token), { team: ['red'] }, at))())
}

scenario(effects.otherProvider, 'two providers', two, async (scene) => {
  const { pool, providers } = scene
  await setMap(scene, pool, nameOf(providers[0]), team)
  await givenTags(scene)
  const ann = providers[1].user().claiming({ group: 'blue' })
  const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
  equal(await tagsOf(token), undefined, at)
})

scenario(effects.guests, 'beside a login', own, async (scene) => {
  await setMap(scene, scene.pool, nameOf(scene.providers[0]), team)
  await givenTags(scene)
  const { token } = await scene.pool.getOpenIdToken(await scene.pool.getId())
  equal(await tagsOf(token), undefined, at)
})

/** A role that trusts the pool, with or without session tags. */
const roleFor = ({ pool, makeRole }: Scene, mayTag: boolean): Promise<string> =>
  makeRole({ StringEquals: { 'cognito-identity.amazonaws.com:aud': pool.id } }, { mayTag })

scenario(effects.taggedSession, 'in the enhanced flow', own, async (scene) => {
  const { pool, providers, call } = scene
  const Roles = { authenticated: await roleFor(scene, true) }
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles })
  await setMap(scene, pool, nameOf(providers[0]), team)
  const ann = providers[0].user().claiming({ group: 'blue' })
  await accepted(pool.getCredentialsForIdentity(await pool.getId(ann), ann))
})

scenario(effects.noMap, 'for a role that does not allow sts:TagSession', own, async (scene) => {
  const { pool, providers, call } = scene
  const ann = providers[0].user().claiming({ group: 'blue' })
  const identity = await pool.getId(ann)
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles: { authenticated: await roleFor(scene, true) } })
  await pool.getCredentialsForIdentity(identity, ann)
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles: { authenticated: await roleFor(scene, false) } })
  await accepted(pool.getCredentialsForIdentity(identity, ann))
})

scenario(effects.needsTagSession, 'a map that was set later', own, async (scene) => {
  const { pool, providers, call } = scene
  const Roles = { authenticated: await roleFor(scene, false) }
  await call('SetIdentityPoolRoles', { IdentityPoolId: pool.id, Roles })
  const ann = providers[0].user().claiming({ group: 'blue' })
  const identity = await pool.getId(ann)
  await pool.getCredentialsForIdentity(identity, ann)
  await setMap(scene, pool, nameOf(providers[0]), team)
  await refused(pool.getCredentialsForIdentity(identity, ann), 'InvalidIdentityPoolConfigurationException')
})

scenario(effects.needsTagSessionInSts, 'a developer token', { developer: true }, async (scene) => {
  const { pool, developer, call } = scene
  const user = [developer.user()]
  const input = { RoleArn: await roleFor(scene, false), RoleSessionName }
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity(user)
  await call('AssumeRoleWithWebIdentity', { ...input, WebIdentityToken: token })
  const tagged = await pool.getOpenIdTokenForDeveloperIdentity(user, { principalTags: { team: 'blue' } })
  await refused(call('AssumeRoleWithWebIdentity', { ...input, WebIdentityToken: tagged.token }), 'AccessDenied')
})

for (const [requirement, title, claims] of [
  [effects.missingClaim, 'one of none', {}],
  [effects.otherTypes, 'a number', { group: 7 }],
  [effects.otherTypes, 'a boolean', { group: true }],
  [effects.otherTypes, 'a list of two', { group: ['blue', 'red'] }],
  [effects.otherTypes, 'an object', { group: { name: 'blue' } }],
] as const) {
  scenario(requirement, title, own, async (scene) => {
    const { pool, providers } = scene
    await setMap(scene, pool, nameOf(providers[0]), team)
    const ann = providers[0].user().claiming(claims)
    const { token } = await pool.getOpenIdToken(await pool.getId(ann), ann)
    observe(JSON.stringify(await tagsOf(token)) ?? 'no tags')
  })
}

scenario(effects.twoProviders, 'both with a map', two, async (scene) => {
  const { pool, providers } = scene
  await setMap(scene, pool, nameOf(providers[0]), team)
  await setMap(scene, pool, nameOf(providers[1]), {
    UseDefaults: false,
    PrincipalTags: { team: 'unit', level: 'unit' },
  })
  const logins = [providers[0].user().claiming({ group: 'blue' }), providers[1].user().claiming({ unit: 'sales' })]
  const { token } = await pool.getOpenIdToken(await pool.getId(...logins), ...logins)
  observe(JSON.stringify(await tagsOf(token)) ?? 'no tags')
})

scenario(effects.besideDeveloperUser, 'with a tag of its own', { ...own, developer: true }, async (scene) => {
  const { pool, providers, developer } = scene
  await setMap(scene, pool, nameOf(providers[0]), team)
  const logins = [developer.user(), providers[0].user().claiming({ group: 'blue' })]
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity(logins, { principalTags: { level: 'one' } })
  observe(JSON.stringify(await tagsOf(token)) ?? 'no tags')
})
