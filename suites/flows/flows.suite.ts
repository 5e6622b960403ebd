import { accepted, equal, judge, scenario } from '../../harness/check/index.ts'
import { flows } from './requirements.ts'

const RoleSessionName = 'conformance'
const at = 'GetCallerIdentity answer, Arn'

interface Session {
  accessKeyId: string
  secretKey: string
  sessionToken: string
}

interface StsCredentials {
  AccessKeyId?: string | undefined
  SecretAccessKey?: string | undefined
  SessionToken?: string | undefined
}

/** Credentials of STS in the words of the enhanced flow. */
const toSession = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken = '' }: StsCredentials = {}): Session => ({
  accessKeyId: AccessKeyId,
  secretKey: SecretAccessKey,
  sessionToken: SessionToken,
})

/** The credentials are a session of this role. */
function isSessionOf(role: string | undefined, arn: string | undefined): void {
  const name = role?.slice(role.lastIndexOf('/') + 1) ?? ''
  judge(arn?.includes(`:assumed-role/${name}/`) === true, `a session of the role ${name}`, String(arn), at)
}

scenario(flows.enhanced, 'of a guest', { roles: 'both' }, async ({ pool, call }) => {
  const session = await accepted(pool.getCredentialsForIdentity(await accepted(pool.getId())))
  const { Arn } = await accepted(call('GetCallerIdentity', {}, session))
  isSessionOf(pool.roles.unauthenticated, Arn)
})

scenario(
  flows.enhanced,
  'of a public login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const session = await accepted(pool.getCredentialsForIdentity(await accepted(pool.getId(ann)), ann))
    const { Arn } = await accepted(call('GetCallerIdentity', {}, session))
    isSessionOf(pool.roles.authenticated, Arn)
  },
)

scenario(flows.basic, 'of a guest', { roles: 'both' }, async ({ pool, call }) => {
  const { token } = await accepted(pool.getOpenIdToken(await accepted(pool.getId())))
  const input = { RoleArn: pool.roles.unauthenticated, RoleSessionName, WebIdentityToken: token }
  const { Credentials } = await accepted(call('AssumeRoleWithWebIdentity', input))
  const { Arn } = await accepted(call('GetCallerIdentity', {}, toSession(Credentials)))
  isSessionOf(pool.roles.unauthenticated, Arn)
})

scenario(
  flows.basic,
  'of a public login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a], call }) => {
    const ann = a.user()
    const { token } = await accepted(pool.getOpenIdToken(await accepted(pool.getId(ann)), ann))
    const input = { RoleArn: pool.roles.authenticated, RoleSessionName, WebIdentityToken: token }
    const { Credentials } = await accepted(call('AssumeRoleWithWebIdentity', input))
    const { Arn } = await accepted(call('GetCallerIdentity', {}, toSession(Credentials)))
    isSessionOf(pool.roles.authenticated, Arn)
  },
)

scenario(
  flows.developerEnhanced,
  'of a new user',
  { developer: true, roles: 'both' },
  async ({ pool, developer, call }) => {
    const issued = await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()]))
    const login = { key: 'cognito-identity.amazonaws.com', label: 'the issued token', value: async () => issued.token }
    const session = await accepted(pool.getCredentialsForIdentity(issued.identity, login))
    const { Arn } = await accepted(call('GetCallerIdentity', {}, session))
    isSessionOf(pool.roles.authenticated, Arn)
  },
)

scenario(
  flows.developerBasic,
  'of a new user',
  { developer: true, roles: 'both' },
  async ({ pool, developer, call }) => {
    const { token } = await accepted(pool.getOpenIdTokenForDeveloperIdentity([developer.user()]))
    const input = { RoleArn: pool.roles.authenticated, RoleSessionName, WebIdentityToken: token }
    const { Credentials } = await accepted(call('AssumeRoleWithWebIdentity', input))
    const { Arn } = await accepted(call('GetCallerIdentity', {}, toSession(Credentials)))
    isSessionOf(pool.roles.authenticated, Arn)
  },
)

scenario(
  flows.oneIdentityInBoth,
  'of a public login',
  { publicProviders: 1, roles: 'both' },
  async ({ pool, providers: [a] }) => {
    const ann = a.user()
    const identity = await pool.getId(ann)
    const enhanced = await accepted(pool.getCredentialsForIdentity(identity, ann.again()))
    const basic = await accepted(pool.getOpenIdToken(identity, ann.again()))
    equal(enhanced.identity, basic.identity, 'IdentityId of both answers')
  },
)
