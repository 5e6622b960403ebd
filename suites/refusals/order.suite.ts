import { given, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { refusals } from './requirements.ts'
import { breakingTwo, nobody } from './two-rules.ts'

const userPool = { ProviderName: 'x', ClientId: 'abc' }

const breaches: [string, { IdentityPoolName?: string; CognitoIdentityProviders?: (typeof userPool)[] }][] = [
  ['a name of 129 characters', { IdentityPoolName: 'a'.repeat(129) }],
  ['a client id with a space', { CognitoIdentityProviders: [{ ...userPool, ClientId: 'a b' }] }],
]

for (const [title, changes] of breaches) {
  scenario(refusals.modelBeforeMeaning, title, {}, async ({ createPool }) => {
    const input = { IdentityPoolName: 'order', CognitoIdentityProviders: [userPool] }
    await given(refused(createPool(input), 'InvalidParameterException'))
    await refused(createPool({ ...input, ...changes }), 'ValidationException')
  })
}

for (const title of ['a login of somebody else', 'a login that is no token', 'no login'] as const) {
  const needs = { classicFlow: false, publicProviders: 1 } as const
  scenario(refusals.flowBeforeLogins, title, needs, async ({ pool, providers: [a] }) => {
    const [ann, bob] = [a.user(), a.user()]
    const identity = await pool.getId(ann)
    await given(refused(pool.getOpenIdToken(identity, ann), 'InvalidParameterException'))
    const other = title === 'a login of somebody else' ? bob : ann.with('malformed')
    const logins = title === 'no login' ? [] : [other]
    await refused(pool.getOpenIdToken(identity, ...logins), 'InvalidParameterException')
  })
}

for (const [title, needs, attempt] of breakingTwo) {
  scenario(refusals.order, title, needs, async (scene) => {
    const send = await attempt(scene, `${scene.region}:${nobody}`)
    const found = await outcome(send())
    observe(found.accepted ? 'accepted' : found.code)
  })
}
