import fc from 'fast-check'
import { accepted, holds, oneOf, property } from '../../harness/check/index.ts'
import { merging } from './requirements.ts'

property(
  merging.chain,
  'three identities, merged in any order by any of their logins',
  { publicProviders: 3 },
  fc.tuple(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.boolean()),
  async ([order, swapped], { pool, providers: [a, b, c] }) => {
    const users = order.map((index) => [a, b, c][index]?.user()).filter((user) => user !== undefined)
    const [first, second, third] = users
    if (first === undefined || second === undefined || third === undefined) return
    const ids = [await pool.getId(first), await pool.getId(second), await pool.getId(third)] as const
    const { identity: once } = await accepted(pool.getOpenIdToken(ids[0], first, second))
    const last = swapped
      ? await accepted(pool.getOpenIdToken(ids[2], third, second))
      : await accepted(pool.getOpenIdToken(once, first, third))
    oneOf(last.identity, ids, 'GetOpenIdToken answer, IdentityId')
    await holds(pool, last.identity, first, second, third)
  },
)
