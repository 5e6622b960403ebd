import { accepted, observe, refused, roleMappingKey, scenario, trustedAs } from '../../harness/check/index.ts'
import { type Scene, areOf, assumes, byRules, credentialsFor, mapRoles, needs, roleFor, sessionArn } from './arrange.ts'
import { roles } from './requirements.ts'

type MatchType = 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'

/** A value that a rule of this type finds in the subject, and one that it does not find although it is like it. */
const matchTypes = [
  [roles.equals, 'Equals', (subject: string) => subject, (subject: string) => subject.slice(0, -1)],
  [roles.contains, 'Contains', (subject: string) => subject.slice(1, -1), (subject: string) => `${subject}x`],
  [roles.startsWith, 'StartsWith', (subject: string) => subject.slice(0, -1), (subject: string) => subject.slice(1)],
  [roles.notEqual, 'NotEqual', () => 'nobody', (subject: string) => subject],
] as const

for (const [requirement, MatchType, matching, other] of matchTypes) {
  // Every provider's tokens have a subject, also those of which rules see little else (ROLE-14).
  scenario(requirement, 'a value that fits', needs, async (scene) => {
    const ann = scene.providers[0].user()
    const RoleARN = await roleFor(scene)
    await mapSubject(scene, [MatchType, matching(await ann.subject()), RoleARN])
    await assumes(scene, ann, RoleARN)
  })

  scenario(requirement, 'a value that does not fit, before one that does', needs, async (scene) => {
    const ann = scene.providers[0].user()
    const subject = await ann.subject()
    const RoleARN = await roleFor(scene)
    await mapSubject(scene, [MatchType, other(subject), scene.pool.roles.authenticated], ['Equals', subject, RoleARN])
    await assumes(scene, ann, RoleARN)
  })
}

/** Rules on the subject of the first provider's tokens; where none matches the login is refused. */
function mapSubject(scene: Scene, ...rules: [MatchType, value: string, role: string | undefined][]) {
  const Rules = rules.map(([matchType, Value, RoleARN]) => ({ Claim: 'sub', MatchType: matchType, Value, RoleARN }))
  return mapRoles(scene, { [roleMappingKey(scene.providers[0])]: byRules('Deny', ...Rules) })
}

for (const MatchType of ['Equals', 'Contains', 'StartsWith', 'NotEqual'] as const) {
  scenario(roles.missingClaim, MatchType, needs, async (scene) => {
    const [a] = scene.providers
    const ann = a.user()
    const [RoleARN, fallback] = [await roleFor(scene), scene.pool.roles.authenticated]
    const absent = { Claim: 'custom:absent', MatchType, Value: 'a', RoleARN: fallback }
    const subject = { Claim: 'sub', MatchType: 'Equals', Value: await ann.subject(), RoleARN } as const
    await mapRoles(scene, { [roleMappingKey(a)]: byRules('Deny', absent, subject) })
    await assumes(scene, ann, RoleARN)
  })
}

scenario(roles.missingClaim, 'and nothing else matches', needs, async (scene) => {
  const [{ pool }, [a]] = [scene, scene.providers]
  const ann = a.user()
  const identity = await pool.getId(ann)
  await pool.getCredentialsForIdentity(identity, ann)
  const absent = {
    Claim: 'custom:absent',
    MatchType: 'NotEqual',
    Value: 'a',
    RoleARN: pool.roles.authenticated,
  } as const
  await mapRoles(scene, { [roleMappingKey(a)]: byRules('Deny', absent) })
  await refused(pool.getCredentialsForIdentity(identity, ann), 'NotAuthorizedException')
})

for (const first of ['Equals', 'Contains'] as const) {
  scenario(roles.firstMatch, `${first} before the other`, needs, async (scene) => {
    const ann = scene.providers[0].user()
    const subject = await ann.subject()
    const RoleARN = await roleFor(scene)
    const second = first === 'Equals' ? 'Contains' : 'Equals'
    await mapSubject(scene, [first, subject, RoleARN], [second, subject, scene.pool.roles.authenticated])
    await assumes(scene, ann, RoleARN)
  })
}

scenario(roles.rulesOfOneProvider, 'the twenty-fifth decides', needs, async (scene) => {
  const ann = scene.providers[0].user()
  const RoleARN = await roleFor(scene)
  const others = Array.from({ length: 24 }, (_, index) => `nobody ${index}`)
  const misses = others.map((value): Parameters<typeof mapSubject>[1] => [
    'Equals',
    value,
    scene.pool.roles.authenticated,
  ])
  await mapSubject(scene, ...misses, ['Equals', await ann.subject(), RoleARN])
  await assumes(scene, ann, RoleARN)
})

/** A rule on one claim of an OIDC token, whose role the login gets or does not get. */
async function mapClaim(scene: Scene, matchType: MatchType, Value: string): Promise<string> {
  trustedAs(scene.providers[0], 'oidc')
  const RoleARN = await roleFor(scene)
  const rule = { Claim: 'team', MatchType: matchType, Value, RoleARN }
  await mapRoles(scene, { [roleMappingKey(scene.providers[0])]: byRules('AuthenticatedRole', rule) })
  return RoleARN
}

scenario(roles.anyClaim, 'one of our own', needs, async (scene) => {
  const RoleARN = await mapClaim(scene, 'Equals', 'red')
  await assumes(scene, scene.providers[0].user().claiming({ team: 'red' }), RoleARN)
})

const odd = [
  [roles.claimOfManyValues, 'Equals one of them', ['red', 'blue'], 'Equals', 'blue'],
  [roles.claimOfManyValues, 'Contains one of them', ['red', 'blue'], 'Contains', 'blue'],
  [roles.claimOfOtherType, 'a number', 7, 'Equals', '7'],
  [roles.claimOfOtherType, 'a boolean', true, 'Equals', 'true'],
  [roles.letterCase, 'Equals', 'red', 'Equals', 'RED'],
] as const

for (const [requirement, title, team, matchType, value] of odd) {
  scenario(requirement, title, needs, async (scene) => {
    const RoleARN = await mapClaim(scene, matchType, value)
    const ann = scene.providers[0].user().claiming({ team })
    const issued = await scene.pool.getCredentialsForIdentity(await scene.pool.getId(ann), ann)
    const isMatch = (await sessionArn(scene, issued)).includes(RoleARN.slice(RoleARN.lastIndexOf('/')))
    observe(`${matchType} ${value} ${isMatch ? 'matches' : 'does not match'} ${JSON.stringify(team)}`)
  })
}

scenario(roles.customRoleOfRule, 'the second of two that match', needs, async (scene) => {
  const ann = scene.providers[0].user()
  const subject = await ann.subject()
  const [first, second] = [await roleFor(scene), await roleFor(scene)]
  await mapSubject(scene, ['Contains', subject, first], ['Equals', subject, second])
  await areOf(scene, await accepted(credentialsFor(scene, ann, second)), second)
})

scenario(roles.untrustingRole, 'a role of another pool', { ...needs, pools: 2 }, async (scene) => {
  const [{ pool, otherPool }, [a]] = [scene, scene.providers]
  const ann = a.user()
  const identity = await pool.getId(ann)
  await pool.getCredentialsForIdentity(identity, ann)
  await mapSubject(scene, ['Equals', await ann.subject(), await roleFor(scene, otherPool.id)])
  await refused(pool.getCredentialsForIdentity(identity, ann), 'InvalidIdentityPoolConfigurationException')
})
