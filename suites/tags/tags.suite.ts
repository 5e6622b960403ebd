import { accepted, equal, given, scenario } from '../../harness/check/index.ts'
import { ownTags, taggingOf } from './arrange.ts'
import { tags } from './requirements.ts'

const listed = 'ListTagsForResource answer, Tags'

scenario(tags.roundTrip, 'two tags', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await accepted(tag({ stage: 'test', owner: 'ann' }))
  equal(await accepted(list()), { owner: 'ann', stage: 'test' }, listed)
})

scenario(tags.roundTrip, 'none', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  equal(await accepted(list()), {}, listed)
  await tag({ stage: 'test' })
  await given((async () => equal(await list(), { stage: 'test' }, listed))())
})

scenario(tags.added, 'one after another', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test' })
  await accepted(tag({ owner: 'ann' }))
  equal(await list(), { owner: 'ann', stage: 'test' }, listed)
})

scenario(tags.overwritten, 'one of two', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test', owner: 'ann' })
  await accepted(tag({ stage: 'production' }))
  equal((await list())['stage'], 'production', `${listed}.stage`)
})

scenario(tags.removed, 'two of three', { own: true }, async (scene) => {
  const { tag, untag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test', owner: 'ann', team: 'blue' })
  await accepted(untag('stage', 'team'))
  equal(await list(), { owner: 'ann' }, listed)
})

scenario(tags.unknownKeys, 'beside a known one', { own: true }, async (scene) => {
  const { tag, untag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test', owner: 'ann' })
  await accepted(untag('nothing', 'stage'))
  equal(await list(), { owner: 'ann' }, listed)
})

scenario(tags.unknownKeys, 'the value of a tag as a key', { own: true }, async (scene) => {
  const { tag, untag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test' })
  await accepted(untag('test'))
  equal(await list(), { stage: 'test' }, listed)
})

scenario(tags.poolsApart, 'two pools', { own: true, pools: 2 }, async (scene) => {
  const [one, other] = [taggingOf(scene, scene.pool), taggingOf(scene, scene.otherPool)]
  await one.tag({ stage: 'test' })
  await other.tag({ stage: 'production', owner: 'ann' })
  equal(await accepted(one.list()), { stage: 'test' }, listed)
  await other.untag('stage')
  equal(await one.list(), { stage: 'test' }, `${listed} after UntagResource of the other pool`)
})

const created = { pool: { IdentityPoolTags: { stage: 'test', owner: 'ann' } } }

scenario(tags.atCreation, 'listed', { own: true, ...created }, async (scene) => {
  equal(await accepted(taggingOf(scene, scene.pool).list()), { owner: 'ann', stage: 'test' }, listed)
})

scenario(tags.atCreation, 'in the answer', {}, async ({ createPool }) => {
  const { IdentityPoolTags } = await accepted(createPool({ IdentityPoolTags: { stage: 'test', owner: 'ann' } }))
  equal(ownTags(IdentityPoolTags), { owner: 'ann', stage: 'test' }, 'CreateIdentityPool answer, IdentityPoolTags')
})

const describedTags = 'DescribeIdentityPool answer, IdentityPoolTags'

scenario(tags.described, 'of creation', { own: true, ...created }, async ({ pool, call }) => {
  const { IdentityPoolTags } = await accepted(call('DescribeIdentityPool', { IdentityPoolId: pool.id }))
  equal(ownTags(IdentityPoolTags), { owner: 'ann', stage: 'test' }, describedTags)
})

scenario(tags.described, 'after TagResource and UntagResource', { own: true, ...created }, async (scene) => {
  const { tag, untag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'production', team: 'blue' })
  await untag('owner')
  const now = { stage: 'production', team: 'blue' }
  await given((async () => equal(await list(), now, listed))())
  const { IdentityPoolTags } = await accepted(scene.call('DescribeIdentityPool', { IdentityPoolId: scene.pool.id }))
  equal(ownTags(IdentityPoolTags), now, describedTags)
})
