import { accepted, equal, judge, scenario } from '../../harness/check/index.ts'
import type { Scene } from './arrange.ts'
import { pagination } from './requirements.ts'

const answer = 'ListIdentityPools answer'
/** At least two pools of our own. */
const two = { own: true, pools: 2 } as const

/** Ids on all pages; the last size holds for all further ones. */
async function allPools({ call }: Scene, sizes: readonly number[]): Promise<string[]> {
  const listed: string[] = []
  let NextToken: string | undefined
  for (let page = 0; page === 0 || NextToken !== undefined; page += 1) {
    const MaxResults = sizes[page] ?? sizes.at(-1) ?? 60
    const input = { MaxResults, ...(NextToken === undefined ? {} : { NextToken }) }
    const { IdentityPools = [], ...rest } = await accepted(call('ListIdentityPools', input))
    const isNew = rest.NextToken === undefined || rest.NextToken !== NextToken
    judge(isNew, 'a NextToken that moves on', 'the same again', `${answer}, NextToken`)
    listed.push(...IdentityPools.map(({ IdentityPoolId = '' }) => IdentityPoolId))
    NextToken = rest.NextToken
  }
  return listed
}

for (const [title, sizes] of [
  ['pages of 60', [60]],
  ['pages that grow', [1, 2, 3, 60]],
  ['pages of 41', [41]],
] as const) {
  scenario(pagination.poolsPartition, title, two, async (scene) => {
    const listed = await allPools(scene, sizes)
    const ours = [scene.pool.id, scene.otherPool.id]
    equal(
      ours.map((id) => listed.filter((one) => one === id).length),
      [1, 1],
      `how often the ${answer}s show the two pools`,
    )
    equal(listed.length, new Set(listed).size, 'ListIdentityPools answers, number of different pools')
  })
}

scenario(pagination.poolsPageSize, 'one of several', two, async ({ call }) => {
  const { IdentityPools = [], NextToken } = await accepted(call('ListIdentityPools', { MaxResults: 1 }))
  judge(IdentityPools.length <= 1, 'at most 1 pool', String(IdentityPools.length), `${answer}, IdentityPools`)
  judge(NextToken !== undefined, 'a NextToken', 'none', `${answer}, NextToken`)
})
