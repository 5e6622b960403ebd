import { accepted, equal, given, judge, observe, outcome, scenario } from '../../harness/check/index.ts'
import { type Paged, type Scene, pagedIdentities, pagedPools, pagedUsers } from './arrange.ts'
import { pagination } from './requirements.ts'

const needs = { own: true, pools: 2, developer: true } as const

const operations: [string, (scene: Scene) => Promise<Paged>][] = [
  ['ListIdentities', pagedIdentities],
  ['ListIdentityPools', pagedPools],
  ['LookupDeveloperIdentity', pagedUsers],
]

/** The token of the first page; untestable where there is none. */
async function tokenOf({ token }: Paged): Promise<string> {
  await given((async () => judge(token !== undefined, 'a NextToken', 'none', 'the first page'))())
  return token ?? ''
}

/** What the text of a refusal says may hold the token. */
const told = (found: Awaited<ReturnType<typeof outcome>>): string => (found.accepted ? 'accepted' : found.code)

for (const [operation, first] of operations) {
  scenario(pagination.unknownToken, `${operation}, a word`, needs, async (scene) => {
    observe(told(await outcome((await first(scene)).ask('nobody'))))
  })

  scenario(pagination.alteredToken, `${operation}, its first character`, needs, async (scene) => {
    const paged = await first(scene)
    const token = await tokenOf(paged)
    observe(told(await outcome(paged.ask((token.startsWith('A') ? 'B' : 'A') + token.slice(1)))))
  })

  scenario(pagination.alteredToken, `${operation}, without its end`, needs, async (scene) => {
    const paged = await first(scene)
    observe(told(await outcome(paged.ask((await tokenOf(paged)).slice(0, -1) || 'a'))))
  })

  scenario(pagination.usedToken, operation, needs, async (scene) => {
    const paged = await first(scene)
    const token = await tokenOf(paged)
    await paged.ask(token)
    observe(told(await outcome(paged.ask(token))))
  })

  for (const [other, firstOfOther] of operations) {
    if (other === operation) continue
    scenario(pagination.otherOperation, `${operation}, of ${other}`, needs, async (scene) => {
      const token = await tokenOf(await firstOfOther(scene))
      observe(told(await outcome((await first(scene)).ask(token))))
    })
  }

  if (operation === 'ListIdentityPools') continue
  scenario(pagination.otherPool, operation, needs, async (scene) => {
    const paged = await first(scene)
    observe(told(await outcome(paged.ask(await tokenOf(paged), scene.otherPool))))
  })
}

scenario(pagination.lookupLastPage, 'both on one page', { developer: true }, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil], { identity })
  const { nextToken } = await accepted(pool.lookupDeveloperIdentity({ identity, maxResults: 5 }))
  equal(nextToken, undefined, 'LookupDeveloperIdentity answer, NextToken')
})
