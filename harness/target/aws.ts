import type { Endpoints, Keys } from '../client/index.ts'
import { TargetError } from './target-error.ts'

/** Four fifths of the published quotas (LIM-01 to LIM-07); the service publishes none for the other operations. */
const limits = {
  GetId: 20,
  GetOpenIdToken: 160,
  GetCredentialsForIdentity: 160,
  GetOpenIdTokenForDeveloperIdentity: 160,
  ListTagsForResource: 8,
  TagResource: 4,
  UntagResource: 4,
  LookupDeveloperIdentity: 5,
  other: 10,
}

/** The service's own endpoints in a Region, by its partition. */
export function awsEndpoints(region: string): Endpoints {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) throw new TargetError('usage', `not an AWS Region: ${region}`)
  const isChina = region.startsWith('cn-')
  const suffix = isChina ? 'amazonaws.com.cn' : 'amazonaws.com'
  const iam = isChina
    ? { host: 'iam.cn-north-1', region: 'cn-north-1' }
    : region.startsWith('us-gov-')
      ? { host: 'iam.us-gov', region: 'us-gov-west-1' }
      : { host: 'iam', region: 'us-east-1' }
  return {
    region,
    cognito: `https://cognito-identity.${region}.${suffix}`,
    sts: `https://sts.${region}.${suffix}`,
    iam: `https://${iam.host}.${suffix}`,
    iamRegion: iam.region,
    userPools: `https://cognito-idp.${region}.${suffix}`,
    limits,
  }
}

/** The keys of the default chain: environment, profiles, single sign-on, web identity, container, instance. */
export async function awsKeys(): Promise<Keys> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node')
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await defaultProvider()()
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  } catch (error) {
    const cause = (error as Error).message.split('\n')[0]
    throw new TargetError(
      'usage',
      `no AWS credentials: ${cause}; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    )
  }
}
