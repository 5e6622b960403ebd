import { type RawClient, type Trace, queryRequest, readAnswer } from '../client/index.ts'
import { untestable } from '../verdict/index.ts'
import { unmetPrecondition } from './call.ts'
import { recordCreation } from './journal.ts'
import type { Session, Tag } from './session.ts'

type Owner = Pick<Session, 'journal' | 'tag'>

/** Key of the tag that the suite's resources on AWS carry; its value is the run's id and time. */
export const tagKey = 'cognito-identity-conformance'

/** Under this path IAM lists the suite's roles apart from all others. */
export const rolePath = '/cognito-identity-conformance/'

/** Makes IAM know an OIDC provider; one that is there already is as good. Answers what became of it. */
export async function createOidcProvider(
  raw: RawClient,
  owner: Owner,
  provider: { issuer: string; arn: string },
  audience: string,
  trace: Trace,
): Promise<'known' | 'refused' | 'unanswered'> {
  const { issuer, arn } = provider
  recordCreation(owner.journal, { kind: 'oidc-provider', arn })
  const parameters = {
    Url: issuer,
    'ClientIDList.member.1': audience,
    'ThumbprintList.member.1': '0'.repeat(40),
    ...tagParameters(owner.tag),
  }
  const answer = readAnswer(await raw.send(queryRequest('iam', 'CreateOpenIDConnectProvider', parameters, true), trace))
  const isThere = answer.kind === 'refused' && answer.code.startsWith('EntityAlreadyExists')
  if (answer.kind !== 'silent')
    recordCreation(owner.journal, { kind: 'oidc-provider', arn, isOurs: answer.kind === 'accepted' })
  if (answer.kind === 'silent') return 'unanswered'
  return answer.kind === 'accepted' || isThere ? 'known' : 'refused'
}

export type Condition = Record<string, Record<string, string>>

/** What of a role is otherwise than the roles of pools have it. */
export interface RoleOptions {
  /** Whom the role trusts; tokens of identity pools by default. */
  principal?: string
  /** False: the role may not be assumed with session tags (PTAG-07). */
  mayTag?: boolean
  /** Seconds; an hour by default. */
  maxSessionDuration?: number
}

/** A trust policy for tokens of identity pools under a condition. */
export function trustPolicy(condition: Condition, options: RoleOptions = {}): string {
  const { principal = 'cognito-identity.amazonaws.com', mayTag = true } = options
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: principal },
        Action: ['sts:AssumeRoleWithWebIdentity', ...(mayTag ? ['sts:TagSession'] : [])],
        Condition: condition,
      },
    ],
  })
}

/** The condition that the Developer Guide gives for roles of identity pools (STS-06). */
export function trustCondition(poolId: string, state: 'authenticated' | 'unauthenticated'): Condition {
  return {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': state },
  }
}

/** The new role's ARN; rejects with `Unjudged` where IAM does not make it. A role with a tag is made under `rolePath`. */
export async function createRole(
  raw: RawClient,
  owner: Owner,
  name: string,
  assumeRolePolicy: string,
  trace: Trace,
  maxSessionDuration?: number,
): Promise<string> {
  recordCreation(owner.journal, { kind: 'role', name })
  const parameters = {
    RoleName: name,
    AssumeRolePolicyDocument: assumeRolePolicy,
    ...(maxSessionDuration === undefined ? {} : { MaxSessionDuration: String(maxSessionDuration) }),
    ...(owner.tag === undefined ? {} : { Path: rolePath, ...tagParameters(owner.tag) }),
  }
  const exchange = await raw.send(queryRequest('iam', 'CreateRole', parameters, true), trace)
  const answer = readAnswer(exchange)
  if (answer.kind !== 'accepted') throw unmetPrecondition('CreateRole', answer)
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(exchange.response?.body ?? '')?.[1]
  if (arn === undefined) throw untestable('CreateRole, a precondition here, named no role')
  recordCreation(owner.journal, { kind: 'role', name, arn })
  return arn
}

function tagParameters(tag: Tag | undefined): Record<string, string> {
  return tag === undefined ? {} : { 'Tags.member.1.Key': tag.key, 'Tags.member.1.Value': tag.value }
}
