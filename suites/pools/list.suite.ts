import { equal, sameSet, scenario } from '../../harness/check/index.ts'
import { type Scene, update } from './arrange.ts'
import { pools } from './requirements.ts'

type Item = Record<string, unknown>
const at = 'ListIdentityPools answers'

/** The entries of these pools on all pages, byte for byte as they came: the SDK would hide a member too many. */
async function listed({ http }: Pick<Scene, 'http'>, ids: readonly (string | undefined)[]): Promise<Item[]> {
  const found: Item[] = []
  let NextToken: unknown
  do {
    const page = await http.call('ListIdentityPools', { MaxResults: 60, NextToken }, true)
    const items = (page['IdentityPools'] ?? []) as { IdentityPoolId?: string }[]
    found.push(...items.filter((item) => ids.includes(item.IdentityPoolId)))
    NextToken = page['NextToken'] === NextToken ? undefined : page['NextToken']
  } while (NextToken !== undefined)
  return found
}

/** The list of the pools once it looks like this, or after some seconds as it is then (OBS-039). */
async function listedOnce(
  scene: Scene,
  ids: readonly (string | undefined)[],
  isThere: (items: Item[]) => boolean,
): Promise<Item[]> {
  let items = await listed(scene, ids)
  for (let tries = 0; tries < 9 && !isThere(items); tries += 1) {
    await scene.time.pass(1)
    items = await listed(scene, ids)
  }
  return items
}

scenario(pools.list, 'two pools', { own: true, pools: 2 }, async (scene) => {
  const own = [scene.pool, scene.otherPool]
  const ids = own.map(({ id }) => id)
  const items = await listedOnce(scene, ids, ({ length }) => length >= own.length)
  const shown = items.map((item) => [item['IdentityPoolId'], item['IdentityPoolName']])
  sameSet(
    shown,
    own.map(({ id, name }) => [id, name]),
    at,
  )
})

scenario(pools.listMembers, 'a pool with a developer provider', { own: true, developer: true }, async (scene) => {
  const [item = {}] = await listedOnce(scene, [scene.pool.id], ({ length }) => length > 0)
  sameSet(Object.keys(item), ['IdentityPoolId', 'IdentityPoolName'], `${at}, members of an entry`)
})

scenario(pools.listFollows, 'a new pool', {}, async (scene) => {
  const { IdentityPoolId } = await scene.createPool()
  const items = await listedOnce(scene, [IdentityPoolId], ({ length }) => length > 0)
  equal(items.length, 1, `${at}, entries of the new pool`)
})

scenario(pools.listFollows, 'a deleted pool', { own: true }, async (scene) => {
  const { id } = scene.pool
  await listedOnce(scene, [id], ({ length }) => length > 0)
  await scene.call('DeleteIdentityPool', { IdentityPoolId: id })
  const items = await listedOnce(scene, [id], ({ length }) => length === 0)
  equal(items, [], `${at}, entries of the deleted pool`)
})

scenario(pools.listFollows, 'a new name', { own: true }, async (scene) => {
  const IdentityPoolName = `${scene.pool.name} renamed`
  await update(scene, { IdentityPoolName })
  const items = await listedOnce(scene, [scene.pool.id], ([item]) => item?.['IdentityPoolName'] === IdentityPoolName)
  equal(items[0]?.['IdentityPoolName'], IdentityPoolName, `${at}, IdentityPoolName`)
})
