import type { Scene } from '../../harness/world/index.ts'

export type { Scene }

export const operation = 'AssumeRoleWithWebIdentity'
export const answer = `${operation} answer`

/** A sound request of a guest of the pool. */
export async function soundInput({ pool }: Scene) {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  return { RoleArn: pool.roles.unauthenticated, RoleSessionName: 'conformance', WebIdentityToken: token }
}

/** Seconds from now. */
export const secondsUntil = ({ time }: Scene, moment: Date | undefined): number =>
  Math.round(((moment?.getTime() ?? 0) - time.now()) / 1000)

/** The condition that every trust policy for a pool has. */
export const ofPool = (poolId: string) => ({ 'cognito-identity.amazonaws.com:aud': poolId })
