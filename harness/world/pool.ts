import { Failure } from '../verdict/index.ts'
import type { Input, Operation, Output } from '../client/index.ts'
import type { Call } from './call.ts'
import { type DeveloperProvider, type DeveloperUser, type Login, type PublicProvider, toLogins } from './login.ts'

/** Makes one call of a check; the input may need tokens that are still being made. `credentials` sign instead of the run's keys. */
export type MakeCall = <Name extends Operation>(
  operation: Name,
  input: Input<Name> | Promise<Input<Name>>,
  credentials?: Pick<IssuedCredentials, 'accessKeyId' | 'secretKey' | 'sessionToken'>,
) => Call<Output<Name>>

/** What GetOpenIdToken and its developer sibling answer. */
export interface IssuedToken {
  identity: string
  token: string
}

export interface IssuedCredentials {
  identity: string
  accessKeyId: string
  secretKey: string
  sessionToken: string
  expiration: Date
}

export interface DeveloperTokenOptions {
  identity?: string
  /** Seconds. */
  duration?: number
  principalTags?: Record<string, string>
}

/** An identity pool of the target, with the operations on it under their API names. */
export interface Pool {
  readonly id: string
  readonly name: string
  readonly providers: readonly PublicProvider[]
  readonly developer: DeveloperProvider
  /** Role ARNs as set on the pool; empty where the check asked for none. */
  readonly roles: { authenticated?: string; unauthenticated?: string }

  /** The identity id. Without logins: a guest. */
  getId(...logins: Login[]): Call<string>
  getOpenIdToken(identity: string, ...logins: Login[]): Call<IssuedToken>
  getCredentialsForIdentity(identity: string, ...logins: Login[]): Call<IssuedCredentials>
  getOpenIdTokenForDeveloperIdentity(logins: Login[], options?: DeveloperTokenOptions): Call<IssuedToken>
  /** The identity id of the destination user. */
  mergeDeveloperIdentities(source: DeveloperUser, destination: DeveloperUser): Call<string>
  lookupDeveloperIdentity(by: {
    identity?: string
    user?: DeveloperUser
    maxResults?: number
    nextToken?: string
  }): Call<{
    identity: string | undefined
    identifiers: string[]
    nextToken: string | undefined
  }>
  unlinkDeveloperIdentity(identity: string, user: DeveloperUser): Call<void>
  /** `prove`: logins that give access; `remove`: provider names. */
  unlinkIdentity(identity: string, prove: Login[], remove: string[]): Call<void>
  describeIdentity(
    identity: string,
  ): Call<{ identity: string | undefined; logins: string[]; created?: Date; modified?: Date }>
  /** All pages. */
  listIdentities(options?: {
    hideDisabled?: boolean
    pageSize?: number
  }): Promise<{ identity: string; logins: string[] }[]>
  deleteIdentities(...identities: string[]): Call<{ identity: string | undefined; code: string | undefined }[]>
}

type Known = Pick<Pool, 'id' | 'name' | 'providers' | 'developer' | 'roles'>

export function createPool(known: Known, call: MakeCall): Pool {
  const IdentityPoolId = known.id
  const withLogins = async <Rest extends object>(rest: Rest, logins: readonly Login[]) => {
    const Logins = await toLogins(logins)
    return Logins === undefined ? rest : { ...rest, Logins }
  }

  return {
    ...known,
    getId: (...logins) =>
      call('GetId', withLogins({ IdentityPoolId }, logins)).map((answer) =>
        required(answer.IdentityId, 'GetId answer, IdentityId'),
      ),
    getOpenIdToken: (identity, ...logins) =>
      call('GetOpenIdToken', withLogins({ IdentityId: identity }, logins)).map((answer) => ({
        identity: required(answer.IdentityId, 'GetOpenIdToken answer, IdentityId'),
        token: required(answer.Token, 'GetOpenIdToken answer, Token'),
      })),
    getCredentialsForIdentity: (identity, ...logins) =>
      call('GetCredentialsForIdentity', withLogins({ IdentityId: identity }, logins)).map((answer) => {
        const at = 'GetCredentialsForIdentity answer, Credentials'
        const credentials = required(answer.Credentials, at)
        return {
          identity: required(answer.IdentityId, 'GetCredentialsForIdentity answer, IdentityId'),
          accessKeyId: required(credentials.AccessKeyId, `${at}.AccessKeyId`),
          secretKey: required(credentials.SecretKey, `${at}.SecretKey`),
          sessionToken: required(credentials.SessionToken, `${at}.SessionToken`),
          expiration: required(credentials.Expiration, `${at}.Expiration`),
        }
      }),
    getOpenIdTokenForDeveloperIdentity: (logins, options = {}) =>
      call(
        'GetOpenIdTokenForDeveloperIdentity',
        toLogins(logins).then((Logins) => ({
          IdentityPoolId,
          Logins: Logins ?? {},
          ...(options.identity === undefined ? {} : { IdentityId: options.identity }),
          ...(options.duration === undefined ? {} : { TokenDuration: options.duration }),
          ...(options.principalTags === undefined ? {} : { PrincipalTags: options.principalTags }),
        })),
      ).map((answer) => ({
        identity: required(answer.IdentityId, 'GetOpenIdTokenForDeveloperIdentity answer, IdentityId'),
        token: required(answer.Token, 'GetOpenIdTokenForDeveloperIdentity answer, Token'),
      })),
    mergeDeveloperIdentities: (source, destination) =>
      call('MergeDeveloperIdentities', {
        IdentityPoolId,
        DeveloperProviderName: known.developer.key,
        SourceUserIdentifier: source.identifier,
        DestinationUserIdentifier: destination.identifier,
      }).map((answer) => required(answer.IdentityId, 'MergeDeveloperIdentities answer, IdentityId')),
    lookupDeveloperIdentity: (by) =>
      call('LookupDeveloperIdentity', {
        IdentityPoolId,
        ...(by.identity === undefined ? {} : { IdentityId: by.identity }),
        ...(by.user === undefined ? {} : { DeveloperUserIdentifier: by.user.identifier }),
        ...(by.maxResults === undefined ? {} : { MaxResults: by.maxResults }),
        ...(by.nextToken === undefined ? {} : { NextToken: by.nextToken }),
      }).map((answer) => ({
        identity: answer.IdentityId,
        identifiers: answer.DeveloperUserIdentifierList ?? [],
        nextToken: answer.NextToken,
      })),
    unlinkDeveloperIdentity: (identity, user) =>
      call('UnlinkDeveloperIdentity', {
        IdentityPoolId,
        IdentityId: identity,
        DeveloperProviderName: known.developer.key,
        DeveloperUserIdentifier: user.identifier,
      }).map(() => undefined),
    unlinkIdentity: (identity, prove, remove) =>
      call(
        'UnlinkIdentity',
        toLogins(prove).then((Logins) => ({ IdentityId: identity, Logins: Logins ?? {}, LoginsToRemove: remove })),
      ).map(() => undefined),
    describeIdentity: (identity) =>
      call('DescribeIdentity', { IdentityId: identity }).map((answer) => ({
        identity: answer.IdentityId,
        logins: answer.Logins ?? [],
        ...(answer.CreationDate === undefined ? {} : { created: answer.CreationDate }),
        ...(answer.LastModifiedDate === undefined ? {} : { modified: answer.LastModifiedDate }),
      })),
    async listIdentities(options = {}) {
      const found: { identity: string; logins: string[] }[] = []
      let NextToken: string | undefined
      do {
        const page = await call('ListIdentities', {
          IdentityPoolId,
          MaxResults: options.pageSize ?? 60,
          ...(options.hideDisabled === undefined ? {} : { HideDisabled: options.hideDisabled }),
          ...(NextToken === undefined ? {} : { NextToken }),
        })
        for (const item of page.Identities ?? []) {
          found.push({
            identity: required(item.IdentityId, 'ListIdentities answer, IdentityId'),
            logins: item.Logins ?? [],
          })
        }
        if (page.NextToken !== undefined && page.NextToken === NextToken) {
          throw new Failure('a NextToken that moves on', 'the same NextToken again', 'ListIdentities answer, NextToken')
        }
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      return found
    },
    deleteIdentities: (...identities) =>
      call('DeleteIdentities', { IdentityIdsToDelete: identities }).map((answer) =>
        (answer.UnprocessedIdentityIds ?? []).map((item) => ({ identity: item.IdentityId, code: item.ErrorCode })),
      ),
  }
}

function required<Value>(value: Value | undefined | null, at: string): Value {
  if (value === undefined || value === null || value === '') {
    throw new Failure('a value', 'none', at, { is: 'different', got: value, value })
  }
  return value
}
