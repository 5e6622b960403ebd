import { accepted, equal, observe, outcome, refused, scenario, wire } from '../../harness/check/index.ts'
import { type Scene, answer, ofPool, operation, soundInput } from './arrange.ts'
import { trusted } from './requirements.ts'

const roles = { roles: 'both' } as const
const two = { publicProviders: 2 } as const
const RoleSessionName = 'conformance'
const invalid = ['InvalidIdentityToken', 'InvalidIdentityTokenException'] as const
const noRole = (accountId: string): string => `arn:aws:iam::${accountId}:role/conformance-none`

/** The token of a fresh user of the provider, or of a guest. */
async function tokenOf({ pool, providers }: Scene, provider?: 0 | 1): Promise<{ identity: string; token: string }> {
  const logins = provider === undefined ? [] : [providers[provider].user()]
  return pool.getOpenIdToken(await pool.getId(...logins), ...logins)
}

scenario(trusted.subjectCondition, 'two guests', {}, async (scene) => {
  const [ann, bob] = [await tokenOf(scene), await tokenOf(scene)]
  const subject = { 'cognito-identity.amazonaws.com:sub': ann.identity }
  const RoleArn = await scene.makeRole({ StringEquals: { ...ofPool(scene.pool.id), ...subject } })
  const input = { RoleArn, RoleSessionName }
  await accepted(scene.call(operation, { ...input, WebIdentityToken: ann.token }))
  await refused(scene.call(operation, { ...input, WebIdentityToken: bob.token }), 'AccessDenied')
})

scenario(trusted.providerCondition, 'two providers', two, async (scene) => {
  const [ofA, ofB] = [await tokenOf(scene, 0), await tokenOf(scene, 1)]
  const provider = { 'cognito-identity.amazonaws.com:amr': scene.providers[0].key }
  const RoleArn = await scene.makeRole({
    StringEquals: ofPool(scene.pool.id),
    'ForAnyValue:StringEquals': provider,
  })
  const input = { RoleArn, RoleSessionName }
  await accepted(scene.call(operation, { ...input, WebIdentityToken: ofA.token }))
  await refused(scene.call(operation, { ...input, WebIdentityToken: ofB.token }), 'AccessDenied')
})

scenario(trusted.otherPrincipal, 'Google', roles, async (scene) => {
  scene.needsIam()
  const sound = await soundInput(scene)
  await scene.call(operation, sound)
  const audience = { StringEquals: { 'accounts.google.com:aud': scene.pool.id } }
  const RoleArn = await scene.makeRole(audience, { principal: 'accounts.google.com' })
  await refused(scene.call(operation, { ...sound, RoleArn }), 'AccessDenied')
})

/** The token with its payload, header or signature otherwise. */
const forgeries: [string, (parts: string[], other: string[]) => string[]][] = [
  [
    'the signature of another token',
    ([header = '', payload = ''], [, , signature = '']) => [header, payload, signature],
  ],
  ['the claims of another token', ([header = '', , signature = ''], [, payload = '']) => [header, payload, signature]],
  ['an empty signature', ([header = '', payload = '']) => [header, payload, '']],
]

for (const [title, forge] of forgeries) {
  scenario(trusted.forgedToken, title, roles, async (scene) => {
    const sound = await soundInput(scene)
    await scene.call(operation, sound)
    const other = await tokenOf(scene)
    const forged = forge(sound.WebIdentityToken.split('.'), other.token.split('.')).join('.')
    await refused(scene.call(operation, { ...sound, WebIdentityToken: forged }), ...invalid)
  })
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

for (const algorithm of ['none', 'HS256']) {
  scenario(trusted.unsignedToken, algorithm, roles, async (scene) => {
    const sound = await soundInput(scene)
    await scene.call(operation, sound)
    const [, payload = ''] = sound.WebIdentityToken.split('.')
    const header = encode({ alg: algorithm, typ: 'JWT' })
    const token = `${header}.${payload}.${algorithm === 'none' ? '' : encode({})}`
    await refused(scene.call(operation, { ...sound, WebIdentityToken: token }), ...invalid)
  })
}

scenario(trusted.foreignIssuer, 'a login token', { publicProviders: 1, roles: 'both' }, async (scene) => {
  const sound = await soundInput(scene)
  await scene.call(operation, sound)
  const token = await scene.providers[0].user().value()
  await refused(scene.call(operation, { ...sound, WebIdentityToken: token }), ...invalid, 'AccessDenied')
})

scenario(trusted.unknownRole, 'of the own account', roles, async (scene) => {
  const sound = await soundInput(scene)
  const RoleArn = noRole(scene.accountId)
  observe((await outcome(scene.call(operation, { ...sound, RoleArn }))).text)
})

wire(trusted.deniedStatus, 'a guest and the role of logins', roles, async (scene) => {
  scene.needsIam()
  const sound = await soundInput(scene)
  const { status } = await scene.http.query(operation, { ...sound, RoleArn: scene.pool.roles.authenticated })
  equal(status, 403, `${answer}, HTTP status`)
})

wire(trusted.malformedPolicyStatus, 'a word', roles, async (scene) => {
  const { status } = await scene.http.query(operation, { ...(await soundInput(scene)), Policy: 'nothing' })
  equal(status, 400, `${answer}, HTTP status`)
})
