import { equal, refused, scenario, unlinked, wire } from '../../harness/check/index.ts'
import { unlinkOther } from './arrange.ts'
import { unlinking } from './requirements.ts'

const invalid = ['ValidationException', 'InvalidParameterException'] as const

for (const member of ['IdentityId', 'Logins', 'LoginsToRemove'] as const) {
  scenario(
    unlinking.requiredMembers,
    `without ${member}`,
    { publicProviders: 1 },
    async ({ pool, providers: [a], call }) => {
      const ann = a.user()
      const input = {
        IdentityId: await pool.getId(ann),
        Logins: { [a.key]: await ann.value() },
        LoginsToRemove: [a.key],
      }
      await unlinkOther(pool, a.user())
      await refused(call('UnlinkIdentity', { ...input, [member]: undefined }), ...invalid)
    },
  )
}

for (const [title, name] of [
  ['no character', ''],
  ['129 characters', 'a'.repeat(129)],
] as const) {
  scenario(unlinking.lengthOfNames, title, { publicProviders: 1 }, async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    await unlinkOther(pool, a.user())
    await refused(pool.unlinkIdentity(identity, [ann], [name]), ...invalid)
  })
}

wire(unlinking.unsigned, 'by a bare POST', { publicProviders: 1 }, async ({ pool, providers: [a], http }) => {
  const ann = a.user()
  const identity = await pool.getId(ann)
  const input = { IdentityId: identity, Logins: { [a.key]: await ann.value() }, LoginsToRemove: [a.key] }
  const response = await http.json('UnlinkIdentity', input)
  equal(response.status, 200, 'UnlinkIdentity answer, HTTP status')
  await unlinked(pool, ann, identity)
})

wire(unlinking.emptyAnswer, 'by a bare POST', { publicProviders: 1 }, async ({ pool, providers: [a], http }) => {
  const ann = a.user()
  const input = { IdentityId: await pool.getId(ann), Logins: { [a.key]: await ann.value() }, LoginsToRemove: [a.key] }
  const response = await http.json('UnlinkIdentity', input)
  equal([response.status, response.body], [200, ''], 'UnlinkIdentity answer, HTTP status and body')
})
