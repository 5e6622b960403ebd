import { accepted, equal, given, judge, matches, scenario, wire } from '../../harness/check/index.ts'
import { type Scene, answer, operation, soundInput } from './arrange.ts'
import { session } from './requirements.ts'

const roles = { roles: 'both' } as const
const refusal = 'GetSessionToken answer'

scenario(session.assumedRoleId, 'of a guest', roles, async (scene) => {
  const sound = await soundInput(scene)
  const { AssumedRoleUser } = await accepted(scene.call(operation, { ...sound, RoleSessionName: 'ann@example' }))
  matches(AssumedRoleUser?.AssumedRoleId, /^\w+:ann@example$/, `${answer}, AssumedRoleUser.AssumedRoleId`)
})

/** What GetSessionToken answers to the session of a guest; untestable where there is no such action. */
async function askForSessionToken(scene: Scene): Promise<string> {
  const { Credentials } = await scene.call(operation, await soundInput(scene))
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  const { body } = await scene.http.query('GetSessionToken', {}, { keys })
  const isThere = !/<Code>(InvalidAction|NotImplemented\w*|UnknownOperation\w*)<\/Code>/.test(body)
  await given((async () => judge(isThere, 'GetSessionToken to be an action', 'none', refusal))())
  return body
}

wire(session.noSessionToken, 'of a guest', roles, async (scene) => {
  const [, code = 'no code'] = /<Code>([^<]*)<\/Code>/.exec(await askForSessionToken(scene)) ?? []
  equal(code, 'AccessDenied', `${refusal}, Code`)
})

wire(session.noSessionTokenText, 'of a guest', roles, async (scene) => {
  const [, message] = /<Message>([^<]*)<\/Message>/.exec(await askForSessionToken(scene)) ?? []
  equal(message, 'Cannot call GetSessionToken with session credentials', `${refusal}, Message`)
})
