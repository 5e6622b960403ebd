import {
  accepted,
  different,
  equal,
  given,
  holds,
  holdsDeveloper,
  judge,
  observe,
  outcome,
  refused,
  scenario,
  wire,
  worded,
} from '../../harness/check/index.ts'
import { developer as requirements } from './requirements.ts'

const operation = 'GetOpenIdTokenForDeveloperIdentity'
const at = `${operation} answer, IdentityId`
const needs = { developer: true } as const
const withPublic = { developer: true, publicProviders: 1 } as const
const shapeErrors = ['ValidationException', 'InvalidParameterException'] as const

scenario(requirements.newUser, 'by its identifier', needs, async ({ pool, developer }) => {
  const { identity, token } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()]))
  equal((await accepted(pool.describeIdentity(identity))).logins, [developer.key], 'DescribeIdentity answer, Logins')
  judge(token.split('.').length === 3, 'a JWT', 'something else', `${operation} answer, Token`)
})

scenario(requirements.knownUser, 'twice', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await holdsDeveloper(pool, identity, dora)
})

scenario(requirements.knownUser, 'a new user twice at the same time', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const call = () => accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
  const [one, two] = await Promise.all([call(), call()])
  equal(one.identity, two.identity, at)
})

scenario(requirements.knownUser, 'several times at the same time', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const calls = Array.from({ length: 5 }, () => accepted(pool.getOpenIdTokenForDeveloperIdentity([dora])))
  for (const answer of await Promise.all(calls)) equal(answer.identity, identity, at)
})

scenario(requirements.otherUser, 'two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const one = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await given(holdsDeveloper(pool, one.identity, dora))
  const two = await accepted(pool.getOpenIdTokenForDeveloperIdentity([emil]))
  different(two.identity, one.identity, at)
})

// A pool of its own: nobody else's call may come between the guest and the developer call.
scenario(requirements.newIdentity, 'after a guest', { ...needs, own: true }, async ({ pool, developer }) => {
  const guest = await pool.getId()
  const dora = developer.user()
  const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
  await given(holdsDeveloper(pool, identity, dora))
  different(identity, guest, at)
})

scenario(requirements.withOwnIdentity, 'known before', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const known = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const again = pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: known.identity })
  equal((await accepted(again)).identity, known.identity, at)
})

scenario(
  requirements.poolsApart,
  'one user in two pools',
  { ...needs, pools: 2 },
  async ({ pool, otherPool, developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given(holdsDeveloper(pool, identity, dora))
    different((await accepted(otherPool.getOpenIdTokenForDeveloperIdentity([dora]))).identity, identity, at)
  },
)

scenario(
  requirements.registeredElsewhere,
  'the identity of another developer user',
  needs,
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([emil])
    await pool.getOpenIdTokenForDeveloperIdentity([emil], { identity })
    const call = pool.getOpenIdTokenForDeveloperIdentity([dora], { identity })
    await refused(call, 'DeveloperUserAlreadyRegisteredException')
  },
)

scenario(
  requirements.registeredElsewhereChangesNothing,
  'the identity of another developer user',
  needs,
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    const one = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const two = await pool.getOpenIdTokenForDeveloperIdentity([emil])
    const call = pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: two.identity })
    await given(refused(call, 'DeveloperUserAlreadyRegisteredException'))
    await holdsDeveloper(pool, one.identity, dora)
    await holdsDeveloper(pool, two.identity, emil)
  },
)

scenario(
  requirements.registeredElsewhereText,
  'the identity of another developer user',
  needs,
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([emil])
    const { text } = await outcome(pool.getOpenIdTokenForDeveloperIdentity([dora], { identity }))
    observe(text.replace(dora.identifier, '<user>').replace(identity, '<identity>'))
  },
)

scenario(requirements.guestAndRegistered, 'by the developer call', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const known = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const guest = await pool.getId()
  const result = await outcome(pool.getOpenIdTokenForDeveloperIdentity([dora], { identity: guest }))
  const name =
    result.accepted &&
    (result.output.identity === guest
      ? 'the guest'
      : result.output.identity === known.identity
        ? 'the identity of the user'
        : 'a third identity')
  observe(result.accepted ? `accepted, with ${name}` : result.text.replace(dora.identifier, '<user>'))
})

scenario(requirements.unknownIdentity, 'one that never was', needs, async ({ pool, developer, region }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const identity = `${region}:00000000-0000-4000-8000-000000000000`
  await refused(pool.getOpenIdTokenForDeveloperIdentity([developer.user()], { identity }), 'ResourceNotFoundException')
})

wire(requirements.signed, 'by a bare POST', needs, async ({ pool, developer, http }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const { status } = await http.json(operation, {
    IdentityPoolId: pool.id,
    Logins: { [developer.key]: dora.identifier },
  })
  judge(status >= 400 && status < 500, 'a refusal (HTTP 4xx)', `HTTP ${status}`, `${operation} answer, HTTP status`)
})

scenario(
  requirements.developerKeyNeeded,
  'a public login alone',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const ann = a.user()
    await pool.getOpenIdTokenForDeveloperIdentity([developer.user(), ann])
    const call = pool.getOpenIdTokenForDeveloperIdentity([ann])
    await refused(call, 'InvalidParameterException', 'NotAuthorizedException')
  },
)

scenario(requirements.otherProviderName, 'a name of nobody', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const call = pool.getOpenIdTokenForDeveloperIdentity([{ ...dora, key: 'login.nobody.example' }])
  await refused(call, 'InvalidParameterException', 'NotAuthorizedException')
})

scenario(requirements.otherProviderNameText, 'a name of nobody', needs, async ({ pool, developer }) => {
  const call = pool.getOpenIdTokenForDeveloperIdentity([{ ...developer.user(), key: 'login.nobody.example' }])
  await worded(call, /^This identity pool does not support the specified developer provider\.?$/)
})

scenario(requirements.otherProviderNameCode, 'a name of nobody', needs, async ({ pool, developer }) => {
  const result = await outcome(
    pool.getOpenIdTokenForDeveloperIdentity([{ ...developer.user(), key: 'login.nobody.example' }]),
  )
  observe(result.accepted ? 'accepted' : result.code)
})

scenario(requirements.notInGetId, 'beside a sound login', withPublic, async ({ pool, developer, providers: [a] }) => {
  const ann = a.user()
  await pool.getId(ann)
  await refused(pool.getId(ann, developer.user()), 'InvalidParameterException', 'NotAuthorizedException')
})

scenario(
  requirements.notInGetIdMakesNobody,
  'beside a new login',
  withPublic,
  async ({ pool, developer, providers: [a] }) => {
    const [dora, ann] = [developer.user(), a.user()]
    await given(refused(pool.getId(ann, dora), 'InvalidParameterException', 'NotAuthorizedException'))
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    const anns = await pool.getId(ann)
    await given(holds(pool, anns, ann))
    different(anns, identity, 'identities of the public and the developer user')
  },
)

for (const [sound, wrong] of [
  [1, 0],
  [86_400, 86_401],
] as const) {
  scenario(requirements.durationBounds, `${wrong} seconds`, needs, async ({ pool, developer }) => {
    const dora = developer.user()
    await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora], { duration: sound }))
    await refused(pool.getOpenIdTokenForDeveloperIdentity([dora], { duration: wrong }), ...shapeErrors)
  })
}

scenario(requirements.identifierForms, 'a name, an address, a number', needs, async ({ pool, developer }) => {
  const seed = developer.user().identifier
  const seen = new Set<string>()
  const number = BigInt(`0x${Buffer.from(seed).toString('hex')}`)
  for (const identifier of [`Ann ${seed}`, `${seed}@conformance.example`, String(number)]) {
    const user = developer.user(identifier)
    const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([user]))
    await holdsDeveloper(pool, identity, user)
    seen.add(identity)
  }
  equal(seen.size, 3, 'GetOpenIdTokenForDeveloperIdentity answers, number of identities of three users')
})

scenario(requirements.longIdentifier, '1,024 characters', needs, async ({ pool, developer }) => {
  const user = developer.user(developer.user().identifier.padEnd(1024, 'x'))
  const { identity } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([user]))
  await holdsDeveloper(pool, identity, user)
})

scenario(requirements.tooLongIdentifier, '1,025 characters', needs, async ({ pool, developer }) => {
  const user = developer.user(developer.user().identifier.padEnd(1025, 'x'))
  const result = await outcome(pool.getOpenIdTokenForDeveloperIdentity([user]))
  observe(result.accepted ? 'accepted' : result.code)
})

scenario(requirements.letterCase, 'one letter', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const shouting = developer.user(dora.identifier.toUpperCase())
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await given(holdsDeveloper(pool, identity, dora))
  different((await accepted(pool.getOpenIdTokenForDeveloperIdentity([shouting]))).identity, identity, at)
})

scenario(
  requirements.providerNameFixed,
  'by UpdateIdentityPool',
  { ...needs, own: true },
  async ({ pool, developer, call }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await outcome(call('UpdateIdentityPool', renamed(pool)))
    await holdsDeveloper(pool, identity, dora)
  },
)

scenario(requirements.providerNameCode, 'by UpdateIdentityPool', { ...needs, own: true }, async ({ pool, call }) => {
  const result = await outcome(call('UpdateIdentityPool', renamed(pool)))
  observe(result.accepted ? `accepted, with ${result.output.DeveloperProviderName ?? 'no name'}` : result.text)
})

const renamed = ({ id, name }: { id: string; name: string }) => ({
  IdentityPoolId: id,
  IdentityPoolName: name,
  AllowUnauthenticatedIdentities: true,
  DeveloperProviderName: 'login.another.example',
})
