import { given, holds, refused, scenario } from '../../harness/check/index.ts'
import { logins } from './requirements.ts'

const flaws = ['malformed', 'unsigned', 'badly-signed', 'wrong-issuer', 'wrong-audience'] as const
const codes = ['NotAuthorizedException', 'InvalidParameterException'] as const

for (const flaw of flaws) {
  scenario(
    logins.oneBadToken,
    `${flaw}, of a linked user`,
    { publicProviders: 2 },
    async ({ pool, providers: [a, b] }) => {
      const [ann, annAtB] = [a.user(), b.user()]
      const identity = await pool.getId(ann, annAtB)
      await pool.getOpenIdToken(identity, ann, annAtB)
      await refused(pool.getOpenIdToken(identity, ann, annAtB.with(flaw)), ...codes)
    },
  )
}

scenario(
  logins.oneBadToken,
  'of a user who is not linked',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann)
    await pool.getOpenIdToken(identity, ann)
    await refused(pool.getOpenIdToken(identity, ann, annAtB.with('badly-signed')), ...codes)
    await given(holds(pool, identity, ann))
  },
)

scenario(
  logins.oneBadToken,
  'the bad one is the first',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getOpenIdToken(identity, ann, annAtB)
    await refused(pool.getOpenIdToken(identity, ann.with('badly-signed'), annAtB), ...codes)
  },
)

for (const flaw of flaws) {
  scenario(
    logins.oneBadTokenForCredentials,
    `${flaw}, of a linked user`,
    { publicProviders: 2, roles: 'authenticated' },
    async ({ pool, providers: [a, b] }) => {
      const [ann, annAtB] = [a.user(), b.user()]
      const identity = await pool.getId(ann, annAtB)
      await pool.getCredentialsForIdentity(identity, ann, annAtB)
      await refused(pool.getCredentialsForIdentity(identity, ann, annAtB.with(flaw)), ...codes)
    },
  )

  scenario(
    logins.oneBadTokenElsewhere,
    `${flaw}, by GetId`,
    { publicProviders: 2 },
    async ({ pool, providers: [a, b] }) => {
      const [ann, annAtB] = [a.user(), b.user()]
      await pool.getId(ann, annAtB)
      await refused(pool.getId(ann, annAtB.with(flaw)), ...codes)
    },
  )
}

scenario(
  logins.oneBadTokenElsewhere,
  'by GetOpenIdTokenForDeveloperIdentity',
  { publicProviders: 2, developer: true },
  async ({ pool, providers: [a, b], developer }) => {
    const [dora, ann, annAtB] = [developer.user(), a.user(), b.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora, ann, annAtB])
    const call = pool.getOpenIdTokenForDeveloperIdentity([dora, ann, annAtB.with('badly-signed')])
    await refused(call, ...codes)
  },
)
