import { accepted, between, judge, observe, outcome, refused, scenario, worded } from '../../harness/check/index.ts'
import { answer, ofPool, operation, secondsUntil, soundInput } from './arrange.ts'
import { input } from './requirements.ts'

const roles = { roles: 'both' } as const
type Changes = Partial<Awaited<ReturnType<typeof soundInput>>> & { DurationSeconds?: number; Policy?: string }

for (const member of ['RoleArn', 'RoleSessionName', 'WebIdentityToken'] as const) {
  scenario(input.required, `without ${member}`, roles, async (scene) => {
    const sound = await soundInput(scene)
    await scene.call(operation, sound)
    await refused(scene.call(operation, { ...sound, [member]: undefined }), 'ValidationError', 'MissingParameter')
  })
}

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const policyOf = (length: number): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] }).padEnd(length)

const tokenCodes = ['InvalidIdentityToken', 'InvalidIdentityTokenException']
const policyCodes = [
  'MalformedPolicyDocument',
  'MalformedPolicyDocumentException',
  'PackedPolicyTooLarge',
  'PackedPolicyTooLargeException',
]

/** Beyond a bound by one. */
const beyond: [string, Changes, string[]?][] = [
  ['a role ARN of 19 characters', { RoleArn: 'arn:aws:iam::1:role' }],
  ['a role ARN of 2049 characters', { RoleArn: 'arn:aws:iam::123456789012:role/'.padEnd(2049, 'a') }],
  ['a session name of one character', { RoleSessionName: 'a' }],
  ['a session name of 65 characters', { RoleSessionName: 'a'.repeat(65) }],
  ['a session name with a space', { RoleSessionName: 'a name' }],
  ['a session name with a slash', { RoleSessionName: 'a/name' }],
  ['a token of three characters', { WebIdentityToken: 'abc' }, tokenCodes],
  ['a token of 20001 characters', { WebIdentityToken: 'a'.repeat(20_001) }, tokenCodes],
  ['899 seconds', { DurationSeconds: 899 }],
  ['43201 seconds', { DurationSeconds: 43_201 }],
  ['a policy of 2049 characters', { Policy: policyOf(2049) }, policyCodes],
]

for (const [title, changes, more = []] of beyond) {
  scenario(input.bounds, title, roles, async (scene) => {
    const sound = await soundInput(scene)
    await scene.call(operation, sound)
    await refused(scene.call(operation, { ...sound, ...changes }), 'ValidationError', 'InvalidParameterValue', ...more)
  })

  scenario(input.boundsCode, title, roles, async (scene) => {
    await refused(scene.call(operation, { ...(await soundInput(scene)), ...changes }), 'ValidationError')
  })
}

scenario(input.boundsText, '899 seconds', roles, async (scene) => {
  const sound = await soundInput(scene)
  await worded(
    scene.call(operation, { ...sound, DurationSeconds: 899 }),
    "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  )
})

const inside: [string, Changes][] = [
  ['a session name of two characters', { RoleSessionName: 'ab' }],
  ['a session name of 64 characters', { RoleSessionName: 'a'.repeat(64) }],
  ['a session name with punctuation', { RoleSessionName: 'aZ09_+=,.@-' }],
  ['900 seconds', { DurationSeconds: 900 }],
  ['3600 seconds', { DurationSeconds: 3600 }],
  ['a policy of 2048 characters', { Policy: policyOf(2048) }],
]

for (const [title, changes] of inside) {
  scenario(input.insideBounds, title, roles, async (scene) => {
    await accepted(scene.call(operation, { ...(await soundInput(scene)), ...changes }))
  })
}

scenario(input.insideBounds, '43200 seconds', roles, async (scene) => {
  const RoleArn = await scene.makeRole({ StringEquals: ofPool(scene.pool.id) }, { maxSessionDuration: 43_200 })
  await accepted(scene.call(operation, { ...(await soundInput(scene)), RoleArn, DurationSeconds: 43_200 }))
})

for (const requirement of [input.roleMaximum, input.roleMaximumText]) {
  scenario(requirement, 'a second more than an hour', roles, async (scene) => {
    scene.needsIam()
    const sound = await soundInput(scene)
    await scene.call(operation, { ...sound, DurationSeconds: 3600 })
    const call = scene.call(operation, { ...sound, DurationSeconds: 3601 })
    if (requirement === input.roleMaximum) await refused(call, 'ValidationError', 'InvalidParameterValue')
    else await worded(call, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  })
}

scenario(input.longSession, 'two hours', roles, async (scene) => {
  const RoleArn = await scene.makeRole({ StringEquals: ofPool(scene.pool.id) }, { maxSessionDuration: 7200 })
  const sound = await soundInput(scene)
  const { Credentials } = await accepted(scene.call(operation, { ...sound, RoleArn, DurationSeconds: 7200 }))
  // Clocks may differ by five minutes.
  between(secondsUntil(scene, Credentials?.Expiration), 6890, 7510, `${answer}, seconds until Credentials.Expiration`)
})

scenario(input.longSessionOfDeveloper, 'two hours', { developer: true }, async (scene) => {
  const { pool, developer, call } = scene
  const RoleArn = await scene.makeRole({ StringEquals: ofPool(pool.id) }, { maxSessionDuration: 7200 })
  const { token } = await pool.getOpenIdTokenForDeveloperIdentity([developer.user()])
  const sound = { RoleArn, RoleSessionName: 'conformance', WebIdentityToken: token }
  observe((await outcome(call(operation, { ...sound, DurationSeconds: 7200 }))).text)
})

/** Managed by AWS, so that they exist in every account. */
const managed = ['S3', 'EC2', 'DynamoDB', 'SQS', 'SNS', 'Kinesis', 'RDS', 'Glacier', 'Route53', 'WorkMail', 'Redshift']
const policyArns = (count: number) =>
  managed.slice(0, count).map((name) => ({ arn: `arn:aws:iam::aws:policy/Amazon${name}ReadOnlyAccess` }))

for (const [title, policies] of [
  ['an inline one', { Policy: policyOf(0) }],
  ['a managed one', { PolicyArns: policyArns(1) }],
  ['ten managed ones', { PolicyArns: policyArns(10) }],
  ['both kinds', { Policy: policyOf(0), PolicyArns: policyArns(1) }],
] as const) {
  scenario(input.policy, title, roles, async (scene) => {
    await accepted(scene.call(operation, { ...(await soundInput(scene)), ...policies }))
  })
}

for (const [title, Policy] of [
  ['a word', 'nothing'],
  ['JSON without its end', policyOf(0).slice(0, -1)],
] as const) {
  scenario(input.malformedPolicy, title, roles, async (scene) => {
    const sound = await soundInput(scene)
    await scene.call(operation, { ...sound, Policy: policyOf(0) })
    const call = scene.call(operation, { ...sound, Policy })
    await refused(call, 'MalformedPolicyDocument', 'MalformedPolicyDocumentException')
  })
}

scenario(input.elevenPolicies, 'all different', roles, async (scene) => {
  const sound = await soundInput(scene)
  await scene.call(operation, { ...sound, PolicyArns: policyArns(10) })
  const call = scene.call(operation, { ...sound, PolicyArns: policyArns(11) })
  await refused(call, 'ValidationError', 'InvalidParameterValue', ...policyCodes)
})

scenario(input.packedSize, 'of an inline policy', roles, async (scene) => {
  const { PackedPolicySize } = await scene.call(operation, { ...(await soundInput(scene)), Policy: policyOf(0) })
  judge(PackedPolicySize !== undefined, 'a number', 'none', `${answer}, PackedPolicySize`)
  between(PackedPolicySize ?? 0, 0, 100, `${answer}, PackedPolicySize`)
})

for (const ProviderId of ['cognito-identity.amazonaws.com', 'www.amazon.com']) {
  scenario(input.providerId, ProviderId, roles, async (scene) => {
    observe((await outcome(scene.call(operation, { ...(await soundInput(scene)), ProviderId }))).text)
  })
}
