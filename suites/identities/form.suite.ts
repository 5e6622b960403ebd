import {
  accepted,
  equal,
  matches,
  observe,
  outcome,
  refused,
  sameSet,
  scenario,
  wire,
  worded,
} from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'GetId answer, IdentityId'
const nobody = '00000000-0000-4000-8000-000000000000'

scenario(identities.idForm, 'of a guest', {}, async ({ pool, region }) => {
  const identity = await accepted(pool.getId())
  matches(identity, /^[\w-]+:[0-9a-f-]+$/, at)
  matches(identity, new RegExp(`^${region}:`), at)
})

scenario(identities.idForm, 'of a login', { publicProviders: 1 }, async ({ pool, providers: [a], region }) => {
  const identity = await accepted(pool.getId(a.user()))
  matches(identity, /^[\w-]+:[0-9a-f-]+$/, at)
  matches(identity, new RegExp(`^${region}:`), at)
})

scenario(identities.idIsUuid, 'of a guest', {}, async ({ pool }) => {
  const identity = await pool.getId()
  matches(identity, /^([^:]*:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, at)
})

wire(identities.onlyIdentityId, 'for a guest', {}, async ({ pool, http }) => {
  const response = await http.json('GetId', { IdentityPoolId: pool.id })
  const answer = JSON.parse(response.body) as object
  sameSet(Object.keys(answer), ['IdentityId'], 'members of the GetId answer')
})

wire(identities.unsigned, 'for a guest', {}, async ({ pool, http }) => {
  const response = await http.json('GetId', { IdentityPoolId: pool.id })
  const answer = JSON.parse(response.status === 200 ? response.body : '{}') as { IdentityId?: unknown }
  equal(response.status, 200, 'GetId answer, HTTP status')
  matches(answer.IdentityId, /./, 'GetId answer, IdentityId')
})

scenario(identities.unknownPool, 'of the usual form', {}, async ({ pool, call, region }) => {
  await pool.getId()
  await refused(call('GetId', { IdentityPoolId: `${region}:${nobody}` }), 'ResourceNotFoundException')
})

scenario(identities.unknownPool, 'of an odd form that the pattern permits', {}, async ({ pool, call, region }) => {
  await pool.getId()
  await refused(call('GetId', { IdentityPoolId: `${region}:930292469738` }), 'ResourceNotFoundException')
})

scenario(identities.unknownPoolText, 'of the usual form', {}, async ({ call, region }) => {
  const refusal = call('GetId', { IdentityPoolId: `${region}:${nobody}` })
  await worded(refusal, `IdentityPool '${region}:${nobody}' not found.`)
})

scenario(identities.deletedPool, 'a guest', { own: true }, async ({ pool, call }) => {
  await pool.getId()
  await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
  await refused(pool.getId(), 'ResourceNotFoundException')
})

scenario(identities.identityOfDeletedPool, 'by GetOpenIdToken', { own: true }, async ({ pool, call }) => {
  const guest = await pool.getId()
  await pool.getOpenIdToken(guest)
  await call('DeleteIdentityPool', { IdentityPoolId: pool.id })
  observe((await outcome(pool.getOpenIdToken(guest))).text.replace(guest, '<identity>').replace(pool.id, '<pool>'))
})

for (const [title, id] of [
  ['a user pool id', 'us-east-1_AbCdEfGhI'],
  ['a bare UUID', nobody],
] as const) {
  scenario(identities.malformedPool, title, {}, async ({ pool, call }) => {
    await pool.getId()
    await refused(call('GetId', { IdentityPoolId: id }), 'ValidationException', 'InvalidParameterException')
  })

  scenario(identities.malformedPoolCode, title, {}, async ({ pool, call }) => {
    await pool.getId()
    await refused(call('GetId', { IdentityPoolId: id }), 'ValidationException')
  })
}

scenario(identities.malformedPoolText, 'a user pool id', {}, async ({ call }) => {
  await worded(
    call('GetId', { IdentityPoolId: 'us-east-1_AbCdEfGhI' }),
    String.raw`1 validation error detected: Value 'us-east-1_AbCdEfGhI' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+`,
  )
})

scenario(identities.accountId, 'the right one', {}, async ({ pool, call, accountId }) => {
  await pool.getId()
  await accepted(call('GetId', { IdentityPoolId: pool.id, AccountId: accountId }))
})

scenario(identities.otherAccountId, 'another one', {}, async ({ pool, call, accountId }) => {
  const other = accountId === '111122223333' ? '444455556666' : '111122223333'
  await pool.getId()
  observe((await outcome(call('GetId', { IdentityPoolId: pool.id, AccountId: other }))).text)
})
