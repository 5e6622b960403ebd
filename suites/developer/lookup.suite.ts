import fc from 'fast-check'
import {
  accepted,
  between,
  equal,
  judge,
  observe,
  outcome,
  property,
  refused,
  sameSet,
  scenario,
} from '../../harness/check/index.ts'
import { developer as requirements } from './requirements.ts'

const answer = 'LookupDeveloperIdentity answer'
const needs = { developer: true } as const

scenario(requirements.lookupByUser, 'of two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const one = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const two = await pool.getOpenIdTokenForDeveloperIdentity([emil])
  equal((await accepted(pool.lookupDeveloperIdentity({ user: dora }))).identity, one.identity, `${answer}, IdentityId`)
  equal((await accepted(pool.lookupDeveloperIdentity({ user: emil }))).identity, two.identity, `${answer}, IdentityId`)
})

scenario(requirements.lookupByIdentity, 'of two users', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  const { identifiers } = await accepted(pool.lookupDeveloperIdentity({ identity }))
  equal(identifiers, [dora.identifier], `${answer}, DeveloperUserIdentifierList`)
})

scenario(requirements.lookupBoth, 'a matching pair', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  const found = await accepted(pool.lookupDeveloperIdentity({ identity, user: dora }))
  equal(found.identity, identity, `${answer}, IdentityId`)
  judge(
    found.identifiers.includes(dora.identifier),
    `${dora.identifier} in the list`,
    found.identifiers.join(', '),
    `${answer}, DeveloperUserIdentifierList`,
  )
})

scenario(requirements.lookupMismatch, 'two users of one pool', needs, async ({ pool, developer }) => {
  const [dora, emil] = [developer.user(), developer.user()]
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.getOpenIdTokenForDeveloperIdentity([emil])
  await pool.lookupDeveloperIdentity({ identity, user: dora })
  await refused(pool.lookupDeveloperIdentity({ identity, user: emil }), 'ResourceConflictException')
})

scenario(requirements.lookupNeither, 'the pool alone', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.lookupDeveloperIdentity({ user: dora })
  await refused(pool.lookupDeveloperIdentity({}), 'InvalidParameterException', 'ValidationException')
})

scenario(requirements.lookupUnknown, 'by an identifier', needs, async ({ pool, developer }) => {
  const dora = developer.user()
  await pool.getOpenIdTokenForDeveloperIdentity([dora])
  await pool.lookupDeveloperIdentity({ user: dora })
  const call = pool.lookupDeveloperIdentity({ user: developer.user() })
  await refused(call, 'ResourceNotFoundException', 'NotAuthorizedException')
})

scenario(
  requirements.lookupUnknown,
  'whom another pool knows',
  { ...needs, pools: 2 },
  async ({ pool, otherPool, developer }) => {
    const dora = developer.user()
    await otherPool.getOpenIdTokenForDeveloperIdentity([dora])
    await otherPool.lookupDeveloperIdentity({ user: dora })
    await refused(pool.lookupDeveloperIdentity({ user: dora }), 'ResourceNotFoundException', 'NotAuthorizedException')
  },
)

scenario(
  requirements.lookupMakesNobody,
  'seen by ListIdentities',
  { ...needs, own: true },
  async ({ pool, developer }) => {
    const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
    await outcome(pool.lookupDeveloperIdentity({ user: developer.user() }))
    const listed = (await pool.listIdentities()).map((item) => item.identity)
    equal(listed, [identity], 'ListIdentities answer, Identities')
  },
)

property(
  requirements.lookupPages,
  'five users, any page size',
  { ...needs, own: true },
  fc.integer({ min: 1, max: 6 }),
  async (maxResults, { pool, developer }) => {
    const users = Array.from({ length: 5 }, (_, index) => developer.user(`page-user-${index}`))
    for (const user of users) await pool.getOpenIdTokenForDeveloperIdentity([user])
    const [destination, ...sources] = users
    if (destination === undefined) return
    const { identity = '' } = await pool.lookupDeveloperIdentity({ user: destination })
    const together = (await pool.lookupDeveloperIdentity({ identity, maxResults: 60 })).identifiers.length
    if (together < users.length) for (const source of sources) await pool.mergeDeveloperIdentities(source, destination)
    const seen: string[] = []
    let nextToken: string | undefined
    do {
      const page = await accepted(
        pool.lookupDeveloperIdentity({ identity, maxResults, ...(nextToken === undefined ? {} : { nextToken }) }),
      )
      judge(
        page.identifiers.length <= maxResults,
        `at most ${maxResults} users`,
        String(page.identifiers.length),
        `${answer}, DeveloperUserIdentifierList`,
      )
      seen.push(...page.identifiers)
      nextToken = page.nextToken
    } while (nextToken !== undefined && seen.length <= users.length)
    sameSet(
      seen,
      users.map((user) => user.identifier),
      `${answer}, all pages`,
    )
  },
)

scenario(requirements.lookupPages, 'ten of eleven', { ...needs, own: true }, async ({ pool, developer }) => {
  const users = Array.from({ length: 11 }, () => developer.user())
  const [destination, ...sources] = users
  if (destination === undefined) return
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([destination])
  for (const source of sources) {
    await pool.getOpenIdTokenForDeveloperIdentity([source])
    await pool.mergeDeveloperIdentities(source, destination)
  }
  const first = await accepted(pool.lookupDeveloperIdentity({ identity, maxResults: 10 }))
  const size = first.identifiers.length
  between(size, 1, 10, `${answer}, number of users on the first page`)
  const seen = [...first.identifiers]
  let { nextToken } = first
  // A service may give smaller pages than it was asked for.
  while (nextToken !== undefined && seen.length <= users.length) {
    const page = await accepted(pool.lookupDeveloperIdentity({ identity, maxResults: 10, nextToken }))
    seen.push(...page.identifiers)
    nextToken = page.nextToken
  }
  sameSet(
    seen,
    users.map((user) => user.identifier),
    `${answer}, all pages`,
  )
})

scenario(requirements.lookupPageSize, 'eleven users', { ...needs, own: true }, async ({ pool, developer }) => {
  const users = Array.from({ length: 11 }, () => developer.user())
  const [destination, ...sources] = users
  if (destination === undefined) return
  const { identity } = await pool.getOpenIdTokenForDeveloperIdentity([destination])
  for (const source of sources) {
    await pool.getOpenIdTokenForDeveloperIdentity([source])
    await pool.mergeDeveloperIdentities(source, destination)
  }
  const { identifiers } = await pool.lookupDeveloperIdentity({ identity })
  observe(identifiers.length === users.length ? 'eleven or more' : String(identifiers.length))
})
