import { equal, given, sameSet, scenario } from '../../harness/check/index.ts'
import { listedOf, mergeDevelopers, mergeGuest, removeLastLogin } from './arrange.ts'
import { disabled } from './requirements.ts'

const needs = { publicProviders: 1, own: true } as const
const all = 'ListIdentities answer, all pages'
const hiding = 'ListIdentities answer with HideDisabled true, all pages'

scenario(disabled.listed, 'without HideDisabled', needs, async ({ pool, providers: [a] }) => {
  const { owner, loser } = await mergeGuest(pool, a.user())
  equal(await listedOf(pool, [owner, loser]), [owner, loser], all)
})

scenario(disabled.listed, 'with HideDisabled false', needs, async ({ pool, providers: [a] }) => {
  const { owner, loser } = await mergeGuest(pool, a.user())
  equal(await listedOf(pool, [owner, loser], false), [owner, loser], all)
})

scenario(disabled.hidden, 'a guest that lost a merge', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const guest = await pool.getId()
  await given(listing(pool, [guest]))
  const { owner, loser } = await mergeGuest(pool, ann)
  equal(await listedOf(pool, [guest, owner, loser], true), [guest, owner], hiding)
})

scenario(
  disabled.hidesOnlyDisabled,
  'an identity with a login, and a guest',
  needs,
  async ({ pool, providers: [a] }) => {
    const { owner } = await mergeGuest(pool, a.user())
    const [guest, bobs] = [await pool.getId(), await pool.getId(a.user())]
    equal(await listedOf(pool, [owner, guest, bobs], true), [owner, guest, bobs], hiding)
  },
)

scenario(disabled.hidesOnlyDisabled, 'page by page', needs, async ({ pool, providers: [a] }) => {
  const { owner, loser } = await mergeGuest(pool, a.user())
  const guest = await pool.getId()
  const { owner: bobs, loser: other } = await mergeGuest(pool, a.user())
  const inPages = async () => sameSet(await pageByPage(pool), [owner, loser, guest, bobs, other], all)
  await given(inPages())
  sameSet(await pageByPage(pool, true), [owner, guest, bobs], hiding)
})

scenario(disabled.lastLoginRemovedHidden, 'by UnlinkIdentity', needs, async ({ pool, providers: [a] }) => {
  const ann = a.user()
  const before = await pool.getId(ann)
  await given(listing(pool, [before]))
  const identity = await removeLastLogin(pool, ann)
  equal(await listedOf(pool, [identity]), [identity], all)
  equal(await listedOf(pool, [identity], true), [], hiding)
})

scenario(
  disabled.lastLoginRemovedHidden,
  'by UnlinkDeveloperIdentity',
  { developer: true, own: true },
  async ({ pool, developer }) => {
    const dora = developer.user()
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
    await given(listing(pool, [identity]))
    await pool.unlinkDeveloperIdentity(identity, dora)
    equal(await listedOf(pool, [identity]), [identity], all)
    equal(await listedOf(pool, [identity], true), [], hiding)
  },
)

scenario(disabled.sourceOfMerge, 'by ListIdentities', { developer: true, own: true }, async (scene) => {
  const { pool, developer } = scene
  const dora = developer.user()
  await given(listing(pool, [(await pool.getOpenIdTokenForDeveloperIdentity([dora])).identity]))
  const { owner, loser } = await mergeDevelopers(scene, dora)
  equal(await listedOf(pool, [owner, loser]), [owner, loser], all)
  equal(await listedOf(pool, [owner, loser], true), [owner], hiding)
})

/** With HideDisabled true too the pool lists these identities, as none of them is disabled yet. */
async function listing(pool: Parameters<typeof listedOf>[0], identities: string[]): Promise<void> {
  equal(await listedOf(pool, identities, true), identities, hiding)
}

const pageByPage = async (pool: Parameters<typeof listedOf>[0], hideDisabled = false): Promise<string[]> =>
  (await pool.listIdentities({ hideDisabled, pageSize: 1 })).map((item) => item.identity)
