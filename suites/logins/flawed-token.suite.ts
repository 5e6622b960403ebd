import { decodeJwt } from 'jose'
import { equal, given, refused, scenario } from '../../harness/check/index.ts'
import { logins } from './requirements.ts'

const recorded = [
  [logins.malformedToken, 'malformed'],
  [logins.issuerMatches, 'wrong-issuer'],
  [logins.signatureVerified, 'badly-signed'],
  [logins.audienceMatches, 'wrong-audience'],
] as const

for (const [requirement, flaw] of recorded) {
  scenario(requirement, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    await refused(pool.getId(ann.with(flaw)), 'NotAuthorizedException')
  })

  scenario(requirement, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, ann.with(flaw)), 'NotAuthorizedException')
  })

  scenario(
    requirement,
    'by GetCredentialsForIdentity',
    { publicProviders: 1, roles: 'authenticated' },
    async ({ pool, providers: [a] }) => {
      const ann = a.user()
      const identity = await pool.getId(ann)
      await pool.getCredentialsForIdentity(identity, ann)
      await refused(pool.getCredentialsForIdentity(identity, ann.with(flaw)), 'NotAuthorizedException')
    },
  )
}

// What is no token says nothing of its user.
for (const [requirement, flaw] of recorded.filter(([, name]) => name !== 'malformed')) {
  scenario(requirement, 'by GetId, a new user', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    await pool.getId(a.user())
    await refused(pool.getId(a.user().with(flaw)), 'NotAuthorizedException')
  })
}

const documentedOnly = [
  [logins.unsignedToken, 'unsigned'],
  [logins.audienceRequired, 'without-audience'],
] as const

for (const [requirement, flaw] of documentedOnly) {
  scenario(requirement, 'by GetId', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    await refused(pool.getId(ann.with(flaw)), 'NotAuthorizedException', 'InvalidParameterException')
  })

  scenario(requirement, 'by GetOpenIdToken', { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, ann.with(flaw)), 'NotAuthorizedException', 'InvalidParameterException')
  })

  scenario(
    requirement,
    'by GetCredentialsForIdentity',
    { publicProviders: 1, roles: 'authenticated' },
    async ({ pool, providers: [a] }) => {
      const ann = a.user()
      const identity = await pool.getId(ann)
      await pool.getCredentialsForIdentity(identity, ann)
      const call = pool.getCredentialsForIdentity(identity, ann.with(flaw))
      await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
    },
  )
}

for (const [, flaw] of [...recorded, ...documentedOnly]) {
  scenario(logins.refusalCode, `${flaw} token`, { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    await pool.getId(ann)
    const call = pool.getId(ann.with(flaw))
    await given(refused(call, 'NotAuthorizedException', 'InvalidParameterException'))
    const refusal = await refused(call, 'NotAuthorizedException')
    equal(refusal.status, 400, 'GetId answer, HTTP status')
  })

  scenario(
    logins.developerCall,
    `${flaw} token`,
    { publicProviders: 1, developer: true },
    async ({ pool, providers: [a], developer }) => {
      const dora = developer.user()
      const ann = a.user()
      await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
      const call = pool.getOpenIdTokenForDeveloperIdentity([dora, ann.with(flaw)])
      await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
    },
  )

  scenario(logins.unlinking, `${flaw} token`, { publicProviders: 3 }, async ({ pool, providers: [a, b, c] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann, b.user(), c.user())
    await pool.unlinkIdentity(identity, [ann], [c.key])
    const call = pool.unlinkIdentity(identity, [ann.with(flaw)], [b.key])
    await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
  })
}

scenario(
  logins.authorizedParty,
  'another application although aud fits',
  { publicProviders: 1 },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const { aud } = decodeJwt(await ann.value())
    await pool.getId(ann.claiming({ azp: aud }))
    const call = pool.getId(ann.claiming({ azp: 'another-application' }))
    await refused(call, 'NotAuthorizedException', 'InvalidParameterException')
  },
)
