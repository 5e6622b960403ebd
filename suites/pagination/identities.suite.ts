import fc from 'fast-check'
import {
  accepted,
  equal,
  judge,
  observe,
  outcome,
  property,
  refused,
  sameSet,
  scenario,
} from '../../harness/check/index.ts'
import { pagination } from './requirements.ts'

property(
  pagination.identitiesPartition,
  'any page size, up to seven guests',
  { own: true },
  fc.integer({ min: 1, max: 8 }),
  async (pageSize, { pool }) => {
    const before = (await pool.listIdentities()).map((item) => item.identity)
    const made = before.length < 7 ? [...before, await pool.getId()] : before
    const listed = (await pool.listIdentities({ pageSize })).map((item) => item.identity)
    sameSet(listed, made, `ListIdentities answers, pages of ${pageSize}`)
  },
)

scenario(
  pagination.identitiesPartition,
  'a guest who comes between two pages',
  { own: true },
  async ({ pool, call }) => {
    const made = [await pool.getId(), await pool.getId(), await pool.getId()]
    const first = await call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 2 })
    await pool.getId()
    const second = await call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 60, NextToken: first.NextToken })
    const listed = [...(first.Identities ?? []), ...(second.Identities ?? [])].map((item) => item.IdentityId)
    const missing = made.filter((identity) => !listed.includes(identity))
    equal(missing, [], 'guests of before that no page shows')
    equal(new Set(listed).size, listed.length, 'number of different identities on both pages')
  },
)

scenario(pagination.identitiesPageSize, 'two of three', { own: true }, async ({ pool, call }) => {
  await Promise.all([pool.getId(), pool.getId(), pool.getId()])
  const page = await accepted(call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 2 }))
  judge(
    (page.Identities ?? []).length <= 2,
    'at most 2 identities',
    String(page.Identities?.length),
    'ListIdentities answer, Identities',
  )
  judge(page.NextToken !== undefined, 'a NextToken', 'none', 'ListIdentities answer, NextToken')
})

scenario(pagination.identitiesLastPage, 'all on one page', { own: true }, async ({ pool, call }) => {
  await pool.getId()
  const page = await accepted(call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 5 }))
  equal(page.NextToken, undefined, 'ListIdentities answer, NextToken')
})

for (const MaxResults of [0, 61]) {
  scenario(pagination.identitiesPageSizeBounds, `MaxResults ${MaxResults}`, {}, async ({ pool, call }) => {
    await call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: MaxResults === 0 ? 1 : 60 })
    const refusal = call('ListIdentities', { IdentityPoolId: pool.id, MaxResults })
    await refused(refusal, 'ValidationException', 'InvalidParameterException')
  })
}

scenario(pagination.identitiesForeignToken, 'a word', {}, async ({ pool, call }) => {
  await call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 1 })
  observe((await outcome(call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 1, NextToken: 'nobody' }))).text)
})

for (const [title, count] of [
  ['none', 0],
  ['sixty-one', 61],
] as const) {
  scenario(pagination.deleteBounds, title, {}, async ({ pool, call, region }) => {
    await pool.deleteIdentities(await pool.getId())
    const id = (index: number): string => `${region}:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const refusal = call('DeleteIdentities', {
      IdentityIdsToDelete: Array.from({ length: count }, (_, index) => id(index)),
    })
    await refused(refusal, 'ValidationException', 'InvalidParameterException')
  })
}
