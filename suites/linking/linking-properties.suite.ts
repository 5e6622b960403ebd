import fc from 'fast-check'
import { accepted, equal, holds, property } from '../../harness/check/index.ts'
import { linking } from './requirements.ts'

property(
  linking.allLoginsUsable,
  'linked in any order, in one call or several',
  { publicProviders: 3 },
  fc.tuple(fc.shuffledSubarray([0, 1, 2], { minLength: 2 }), fc.boolean()),
  async ([order, atOnce], { pool, providers: [a, b, c] }) => {
    const users = order.map((index) => [a, b, c][index]?.user()).filter((user) => user !== undefined)
    const [first, ...rest] = users
    if (first === undefined) return
    const identity = await pool.getId(first)
    const steps = atOnce ? [rest] : rest.map((user) => [user])
    for (const step of steps) {
      const { identity: got } = await accepted(pool.getOpenIdToken(identity, first.again(), ...step))
      equal(got, identity, 'GetOpenIdToken answer, IdentityId')
    }
    await holds(pool, identity, ...users)
  },
)

property(
  linking.guestKeepsItsId,
  'any logins of three providers',
  { publicProviders: 3 },
  fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
  async (order, { pool, providers: [a, b, c] }) => {
    const users = order.map((index) => [a, b, c][index]?.user()).filter((user) => user !== undefined)
    const guest = await pool.getId()
    const { identity } = await accepted(pool.getOpenIdToken(guest, ...users))
    equal(identity, guest, 'GetOpenIdToken answer, IdentityId')
  },
)
