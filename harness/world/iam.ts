import { type RawClient, type Trace, queryRequest, readAnswer } from '../client/index.ts'

/** Makes IAM know an OIDC provider; one that is there already is as good. Answers whether IAM did. */
export async function createOidcProvider(
  raw: RawClient,
  issuer: string,
  audience: string,
  trace: Trace,
): Promise<boolean> {
  const parameters = {
    Url: issuer,
    'ClientIDList.member.1': audience,
    'ThumbprintList.member.1': '0'.repeat(40),
  }
  const answer = readAnswer(await raw.send(queryRequest('iam', 'CreateOpenIDConnectProvider', parameters, true), trace))
  return answer.kind === 'accepted' || (answer.kind === 'refused' && answer.code.startsWith('EntityAlreadyExists'))
}

type Condition = Record<string, Record<string, string>>

/** A trust policy for tokens of identity pools under a condition. */
export function trustPolicy(condition: Condition): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
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

/** The new role's ARN, or nothing where IAM refuses. */
export async function createRole(
  raw: RawClient,
  name: string,
  assumeRolePolicy: string,
  trace: Trace,
): Promise<string | undefined> {
  const parameters = { RoleName: name, AssumeRolePolicyDocument: assumeRolePolicy }
  const exchange = await raw.send(queryRequest('iam', 'CreateRole', parameters, true), trace)
  const answer = readAnswer(exchange)
  if (answer.kind !== 'accepted') return undefined
  return /<Arn>([^<]+)<\/Arn>/.exec(exchange.response?.body ?? '')?.[1]
}
