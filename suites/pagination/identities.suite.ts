import fc from 'fast-check'
import { accepted, equal, judge, property, sameSet, scenario } from '../../harness/check/index.ts'
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
    equal(missing, [], 'ListIdentities answers, guests of before that no page shows')
    equal(new Set(listed).size, listed.length, 'ListIdentities answers, number of different identities')
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

scenario(pagination.identitiesDeletion, 'the last one of the first page', { own: true }, async ({ pool, call }) => {
  const made = [await pool.getId(), await pool.getId(), await pool.getId(), await pool.getId()]
  const first = await call('ListIdentities', { IdentityPoolId: pool.id, MaxResults: 2 })
  const [, deleted = ''] = (first.Identities ?? []).map((item) => item.IdentityId)
  await pool.deleteIdentities(deleted)
  const rest = { IdentityPoolId: pool.id, MaxResults: 60, NextToken: first.NextToken }
  const second = await accepted(call('ListIdentities', rest))
  const listed = [...(first.Identities ?? []), ...(second.Identities ?? [])].map((item) => item.IdentityId)
  sameSet(listed, made, 'ListIdentities answers, both pages')
})
