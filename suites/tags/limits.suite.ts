import { accepted, equal, given, judge, observe, outcome, refused, scenario } from '../../harness/check/index.ts'
import { arnOf, many, ownTags, taggingOf } from './arrange.ts'
import { tags } from './requirements.ts'

const listed = 'ListTagsForResource answer, Tags'
const nobody = '00000000-0000-4000-8000-000000000000'

for (const [title, pairs] of [
  ['an empty value', { stage: '' }],
  ['an empty and another value', { owner: 'ann', stage: '' }],
] as const) {
  scenario(tags.emptyValue, title, { own: true }, async (scene) => {
    const { tag, list } = taggingOf(scene, scene.pool)
    await accepted(tag(pairs))
    equal(await accepted(list()), pairs, listed)
  })
}

scenario(tags.letterCase, 'two keys and their values', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await accepted(tag({ stage: 'Test', Stage: 'test' }))
  equal(await list(), { Stage: 'test', stage: 'Test' }, listed)
})

for (const [title, text] of [
  ['letters and digits', 'aZ09'],
  ['a space', 'cost center'],
  ['punctuation', '_.:/=+-@'],
] as const) {
  scenario(tags.characters, title, { own: true }, async (scene) => {
    const { tag, list } = taggingOf(scene, scene.pool)
    await accepted(tag({ [text]: text }))
    equal(await list(), { [text]: text }, listed)
  })
}

/** How many tags the pool has room for: on AWS it carries one already. */
async function roomIn({ call, pool }: Parameters<typeof taggingOf>[0]): Promise<number> {
  const { IdentityPoolTags = {} } = await call('DescribeIdentityPool', { IdentityPoolId: pool.id })
  return 50 - Object.keys(IdentityPoolTags).length
}

scenario(tags.fifty, 'in one call', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  const all = many(await roomIn(scene))
  await accepted(tag(all))
  equal(await accepted(list()), all, listed)
})

for (const [title, first, more] of [
  ['all in one call', () => many(1), (room: number) => many(room + 1)],
  ['one on top', (room: number) => many(room), () => ({ another: 'tag' })],
] as const) {
  scenario(tags.noMoreThanFifty, title, { own: true }, async (scene) => {
    const { tag, list } = taggingOf(scene, scene.pool)
    const room = await roomIn(scene)
    await tag(first(room))
    await given((async () => equal(await list(), first(room), listed))())
    await outcome(tag(more(room)))
    const count = Object.keys(await list()).length
    judge(count <= room, `at most ${room} tags`, String(count), listed)
  })
}

scenario(tags.noMoreThanFifty, 'at creation', {}, async (scene) => {
  const countOf = async (id = ''): Promise<number> => Object.keys(await taggingOf(scene, { id }).list()).length
  const few = await scene.createPool({ IdentityPoolTags: many(5) })
  await given((async () => equal(await countOf(few.IdentityPoolId), 5, `${listed}, number of tags`))())
  const more = await outcome(scene.createPool({ IdentityPoolTags: many(51) }))
  const count = more.accepted ? await countOf(more.output.IdentityPoolId) : 0
  judge(count <= 50, 'at most 50 tags', String(count), listed)
})

scenario(tags.noMoreThanFifty, 'by an update', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await tag(many(5))
  await given((async () => equal(await list(), many(5), listed))())
  const { id: IdentityPoolId, name: IdentityPoolName } = scene.pool
  const input = { IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities: true }
  await outcome(scene.call('UpdateIdentityPool', { ...input, IdentityPoolTags: many(51) }))
  const count = Object.keys(await list()).length
  judge(count <= 50, 'at most 50 tags', String(count), listed)
})

scenario(tags.fiftyFirst, 'in a call of its own', { own: true }, async (scene) => {
  const { tag } = taggingOf(scene, scene.pool)
  await tag(many(await roomIn(scene)))
  observe((await outcome(tag({ another: 'tag' }))).text)
})

scenario(tags.refusedAssignsNothing, 'one tag too many', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  const all = many(await roomIn(scene))
  await tag(all)
  const more = tag({ 'key 0': 'another value', another: 'tag' })
  await given(refused(more, 'InvalidParameterException', 'ValidationException', 'LimitExceededException'))
  equal(await list(), all, listed)
})

scenario(tags.reservedNotAssigned, 'the prefix before a key that is there', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test' })
  await given((async () => equal(await list(), { stage: 'test' }, listed))())
  await outcome(tag({ 'aws:stage': 'production' }))
  equal(await list(), { stage: 'test' }, listed)
})

for (const key of ['aws:stage', 'AWS:stage']) {
  scenario(tags.reservedPrefix, key === 'aws:stage' ? 'in lower case' : 'in capitals', { own: true }, async (scene) => {
    observe((await outcome(taggingOf(scene, scene.pool).tag({ [key]: 'test' }))).text)
  })
}

for (const [title, pairs] of [
  ['in a key', { 'stage#': 'test' }],
  ['in a value', { stage: 'a*b' }],
  ['letters beyond ASCII', { büro: 'Zürich' }],
] as const) {
  scenario(tags.otherCharacters, title, { own: true }, async (scene) => {
    observe((await outcome(taggingOf(scene, scene.pool).tag(pairs as Record<string, string>))).text)
  })
}

const otherInput = { TagResource: { Tags: { stage: 'test' } }, UntagResource: { TagKeys: ['stage'] } }

for (const operation of ['TagResource', 'UntagResource', 'ListTagsForResource'] as const) {
  const input = operation === 'ListTagsForResource' ? {} : otherInput[operation]

  for (const [title, arn] of [
    ['the id of the pool', (id: string) => id],
    ['a bucket', () => 'arn:aws:s3:::a-bucket-of-mine'],
  ] as const) {
    scenario(tags.otherArn, `${operation}, ${title}`, {}, async ({ http, pool }) => {
      observe((await outcome(http.call(operation, { ResourceArn: arn(pool.id), ...input }, true))).text)
    })
  }

  scenario(tags.unknownPool, operation, {}, async ({ http, region, accountId }) => {
    const ResourceArn = arnOf(region, accountId, `${region}:${nobody}`)
    observe((await outcome(http.call(operation, { ResourceArn, ...input }, true))).text)
  })
}

for (const [title, changes] of [
  ['that does not mention them', {}],
  ['that gives others', { IdentityPoolTags: { team: 'blue' } }],
  ['that gives none', { IdentityPoolTags: {} }],
] as const) {
  const needs = { own: true, pool: { IdentityPoolTags: { stage: 'test' } } }
  scenario(tags.onUpdate, title, needs, async ({ pool, call }) => {
    const input = { IdentityPoolId: pool.id, IdentityPoolName: pool.name, AllowUnauthenticatedIdentities: true }
    const answer = await outcome(call('UpdateIdentityPool', { ...input, ...changes }))
    observe(answer.accepted ? JSON.stringify(ownTags(answer.output.IdentityPoolTags)) : answer.text)
  })
}

scenario(tags.ofDeletedPool, 'right after', { own: true }, async (scene) => {
  const { tag, list } = taggingOf(scene, scene.pool)
  await tag({ stage: 'test' })
  await scene.call('DeleteIdentityPool', { IdentityPoolId: scene.pool.id })
  observe((await outcome(list())).text)
})
