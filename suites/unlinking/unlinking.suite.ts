import {
  accepted,
  different,
  equal,
  given,
  holds,
  holdsDeveloper,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  unlinked,
  wire,
} from '../../harness/check/index.ts'
import { unlinking } from './requirements.ts'

scenario(
  unlinking.removesLogin,
  'seen by DescribeIdentity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await accepted(pool.unlinkIdentity(identity, [ann], [b.key]))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], 'DescribeIdentity answer, Logins')
  },
)

scenario(
  unlinking.removesLogin,
  'the other login still yields the identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB] = [a.user(), b.user()]
    const identity = await pool.getId(ann, annAtB)
    await accepted(pool.unlinkIdentity(identity, [ann], [b.key]))
    await holds(pool, identity, ann)
  },
)

scenario(unlinking.unlinkedIsNew, 'by GetId', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await given(holds(pool, identity, annAtB))
  await pool.unlinkIdentity(identity, [ann], [b.key])
  await unlinked(pool, annAtB, identity)
})

scenario(
  unlinking.needsProof,
  'a login of another identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, annAgain, bob] = [a.user(), b.user(), b.user(), a.user()]
    const [identity, other] = [await pool.getId(ann, annAtB), await pool.getId(bob, annAgain)]
    await pool.unlinkIdentity(other, [bob], [b.key])
    await refused(pool.unlinkIdentity(identity, [bob], [b.key]), 'NotAuthorizedException')
  },
)

scenario(
  unlinking.refusedUnlinkChangesNothing,
  'a login of another identity',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b] }) => {
    const [ann, annAtB, bob] = [a.user(), b.user(), a.user()]
    const identity = await pool.getId(ann, annAtB)
    await pool.getId(bob)
    await given(refused(pool.unlinkIdentity(identity, [bob], [b.key]), 'NotAuthorizedException'))
    await holds(pool, identity, ann, annAtB)
  },
)

scenario(unlinking.proofMayBeRemoved, 'of two logins', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await accepted(pool.unlinkIdentity(identity, [ann], [a.key]))
  await holds(pool, identity, annAtB)
  await unlinked(pool, ann, identity)
})

scenario(unlinking.severalAtOnce, 'two of three', { publicProviders: 3 }, async ({ pool, providers: [a, b, c] }) => {
  const [ann, annAtB, annAtC] = [a.user(), b.user(), c.user()]
  const identity = await pool.getId(ann, annAtB, annAtC)
  await given(holds(pool, identity, annAtB, annAtC))
  await accepted(pool.unlinkIdentity(identity, [ann], [b.key, c.key]))
  await unlinked(pool, annAtB, identity)
  await unlinked(pool, annAtC, identity)
})

wire(unlinking.unsigned, 'by a bare POST', { publicProviders: 2 }, async ({ pool, providers: [a, b], raw, trace }) => {
  const ann = a.user()
  const identity = await pool.getId(ann, b.user())
  const input = { IdentityId: identity, Logins: { [a.key]: await ann.value() }, LoginsToRemove: [b.key] }
  const { response } = await raw.send(unlink(input), trace)
  equal(response?.status, 200, 'UnlinkIdentity answer, HTTP status')
})

wire(
  unlinking.emptyAnswer,
  'by a bare POST',
  { publicProviders: 2 },
  async ({ pool, providers: [a, b], raw, trace }) => {
    const ann = a.user()
    const identity = await pool.getId(ann, b.user())
    const input = { IdentityId: identity, Logins: { [a.key]: await ann.value() }, LoginsToRemove: [b.key] }
    const { response } = await raw.send(unlink(input), trace)
    equal(response?.status, 200, 'UnlinkIdentity answer, HTTP status')
    equal(response?.body, '', 'UnlinkIdentity answer, body')
  },
)

const unlink = (input: object) => ({
  service: 'cognito-identity' as const,
  operation: 'UnlinkIdentity',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.UnlinkIdentity' },
  body: JSON.stringify(input),
})

scenario(unlinking.notLinked, 'a provider of the pool', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  const { text } = await outcome(pool.unlinkIdentity(identity, [ann], [b.key]))
  await given(holds(pool, identity, ann))
  observe(text)
})

scenario(unlinking.linkAgain, 'by GetOpenIdToken', { publicProviders: 2 }, async ({ pool, providers: [a, b] }) => {
  const [ann, annAtB] = [a.user(), b.user()]
  const identity = await pool.getId(ann, annAtB)
  await pool.unlinkIdentity(identity, [ann], [b.key])
  await accepted(pool.getOpenIdToken(identity, ann, annAtB))
  await holds(pool, identity, annAtB)
})

scenario(
  unlinking.developerRemoved,
  'beside a public login',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const [dora, ann] = [developer.user(), a.user()]
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, ann])
    await accepted(pool.unlinkDeveloperIdentity(identity, dora))
    sameSet((await accepted(pool.describeIdentity(identity))).logins, [a.key], 'DescribeIdentity answer, Logins')
    await holds(pool, identity, ann)
  },
)

scenario(
  unlinking.developerRemoved,
  'beside another developer user',
  { developer: true },
  async ({ pool, developer }) => {
    const [dora, emil] = [developer.user(), developer.user()]
    await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await pool.getOpenIdTokenForDeveloperIdentity([emil])
    const identity = await pool.mergeDeveloperIdentities(dora, emil)
    await accepted(pool.unlinkDeveloperIdentity(identity, dora))
    await holdsDeveloper(pool, identity, emil)
  },
)

scenario(
  unlinking.developerIsNew,
  'by the developer call',
  { publicProviders: 1, developer: true },
  async ({ pool, providers: [a], developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora, a.user()])
    await given(holdsDeveloper(pool, identity, dora))
    await pool.unlinkDeveloperIdentity(identity, dora)
    const again = await accepted(pool.getOpenIdTokenForDeveloperIdentity([dora]))
    different(again.identity, identity, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId')
  },
)

scenario(unlinking.developerUserOfAnother, 'of the same pool', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil, finn] = [developer.user(), developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.getOpenIdTokenForDeveloperIdentity([finn])
  await pool.unlinkDeveloperIdentity(await pool.mergeDeveloperIdentities(finn, dora), finn)
  await refused(pool.unlinkDeveloperIdentity(identity, emil), 'ResourceConflictException', 'ResourceNotFoundException')
})

scenario(unlinking.developerUserUnknown, 'of nobody', { developer: true }, async ({ pool, developer }) => {
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  observe((await outcome(pool.unlinkDeveloperIdentity(identity, developer.user()))).text)
})
