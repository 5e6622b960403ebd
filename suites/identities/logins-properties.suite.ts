import fc from 'fast-check'
import { accepted, equal, property } from '../../harness/check/index.ts'
import { identities } from './requirements.ts'

const at = 'GetId answer, IdentityId'
/** Logins of three providers, some or all, in some order. */
const someOfThree = fc.shuffledSubarray([0, 1, 2] as const, { minLength: 1 })

property(
  identities.oneOfSeveral,
  'any of three logins in any order',
  { publicProviders: 3 },
  someOfThree,
  async (chosen, { pool, providers: [a, b, c] }) => {
    const users = [a.user(), b.user(), c.user()] as const
    const identity = await pool.getId(...users)
    equal(await accepted(pool.getId(...chosen.map((index) => users[index].again()))), identity, at)
  },
)

property(
  identities.severalLogins,
  'the order of new logins does not matter',
  { publicProviders: 3 },
  fc.tuple(someOfThree, fc.nat({ max: 2 })),
  async ([chosen, pick], { pool, providers: [a, b, c] }) => {
    const users = [a.user(), b.user(), c.user()] as const
    const identity = await accepted(pool.getId(...chosen.map((index) => users[index])))
    const index = chosen[pick % chosen.length] ?? 0
    equal(await accepted(pool.getId(users[index].again())), identity, at)
  },
)

property(
  identities.sameLoginSameIdentity,
  'any number of repetitions among other users',
  { publicProviders: 1 },
  fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 6 }),
  async (sequence, { pool, providers: [a] }) => {
    const users = [a.user(), a.user(), a.user()]
    const seen = new Map<number, string>()
    for (const index of sequence) {
      const user = users[index]
      if (user === undefined) continue
      const identity = await accepted(pool.getId(user.again()))
      equal(identity, seen.get(index) ?? identity, at)
      seen.set(index, identity)
    }
    equal(new Set(seen.values()).size, seen.size, 'GetId answers, number of identities of as many users')
  },
)
