import { randomBytes } from 'node:crypto'
import { type Gate, type Trace, type UserPoolApi, createUserPoolClient } from '../client/index.ts'
import { untestable } from '../verdict/index.ts'
import { Call } from './call.ts'
import { recordCreation } from './journal.ts'
import type { TargetAccess } from './session.ts'

/** One user pool of the target. What the target refuses here is a precondition: it rejects with `Unjudged`. */
export interface UserPool {
  id: string
  /** Answers the client id. */
  createClient(name: string): Promise<string>
  /** Answers the user's `sub`. */
  createUser(name: string): Promise<string>
  /** The access token is one without `aud`. */
  signIn(clientId: string, name: string): Promise<{ idToken: string; accessToken: string }>
  /** A group whose members' ID tokens name the role; the lower the precedence, the better. */
  createGroup(name: string, roleArn: string, precedence: number): Promise<void>
  addToGroup(group: string, name: string): Promise<void>
  signOutGlobally(name: string): Promise<void>
  deleteUser(name: string): Promise<void>
}

export interface UserPoolMaker {
  /** The name has to be unique, so that a pool can be found again whose creation was cut off. */
  create(name: string): Promise<UserPool>
  close(): Promise<void>
}

type MakeCall = <Output>(operation: string, make: (api: UserPoolApi) => Promise<Output>) => Call<Output>

/** Makes user pools; each stands in the journal before it is created, and again once it has an id. */
export function createUserPoolMaker(
  { endpoints, keys }: TargetAccess,
  journal: string,
  runId: string,
  requestTimeoutMs: number,
  setup: Trace,
  gate: Gate,
): UserPoolMaker {
  const client = createUserPoolClient(endpoints, keys, requestTimeoutMs, gate)
  const call: MakeCall = (operation, make) => new Call(operation, client.call(operation, make, setup))
  return {
    close: () => client.close(),
    async create(name) {
      recordCreation(journal, { kind: 'user-pool', name })
      const UserPoolTags = { 'cognito-identity-conformance': runId }
      const { UserPool } = await call('CreateUserPool', (api) => api.createUserPool({ PoolName: name, UserPoolTags }))
      const id = needed(UserPool?.Id, 'CreateUserPool')
      recordCreation(journal, { kind: 'user-pool', name, id })
      return userPool(id, call)
    },
  }
}

function userPool(UserPoolId: string, call: MakeCall): UserPool {
  // Fits every password policy that a user pool starts with; known to this process only.
  const password = `Aa1-${randomBytes(12).toString('hex')}`
  return {
    id: UserPoolId,
    async createClient(ClientName) {
      const { UserPoolClient } = await call('CreateUserPoolClient', (api) =>
        api.createUserPoolClient({
          UserPoolId,
          ClientName,
          ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        }),
      )
      return needed(UserPoolClient?.ClientId, 'CreateUserPoolClient')
    },
    async createUser(Username) {
      const { User } = await call('AdminCreateUser', (api) =>
        api.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' }),
      )
      await call('AdminSetUserPassword', (api) =>
        api.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true }),
      )
      return needed(User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value, 'AdminCreateUser')
    },
    async signIn(ClientId, USERNAME) {
      const { AuthenticationResult } = await call('AdminInitiateAuth', (api) =>
        api.adminInitiateAuth({
          UserPoolId,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD: password },
        }),
      )
      return {
        idToken: needed(AuthenticationResult?.IdToken, 'AdminInitiateAuth'),
        accessToken: needed(AuthenticationResult?.AccessToken, 'AdminInitiateAuth'),
      }
    },
    async createGroup(GroupName, RoleArn, Precedence) {
      await call('CreateGroup', (api) => api.createGroup({ UserPoolId, GroupName, RoleArn, Precedence }))
    },
    async addToGroup(GroupName, Username) {
      await call('AdminAddUserToGroup', (api) => api.adminAddUserToGroup({ UserPoolId, GroupName, Username }))
    },
    async signOutGlobally(Username) {
      await call('AdminUserGlobalSignOut', (api) => api.adminUserGlobalSignOut({ UserPoolId, Username }))
    },
    async deleteUser(Username) {
      await call('AdminDeleteUser', (api) => api.adminDeleteUser({ UserPoolId, Username }))
    },
  }
}

function needed(value: string | undefined, operation: string): string {
  if (value === undefined || value === '')
    throw untestable(`${operation}, a precondition here, answered without a value`)
  return value
}
