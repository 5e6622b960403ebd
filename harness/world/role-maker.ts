import { type RawClient, type Trace, scopedName } from '../client/index.ts'
import { type Condition, type RoleOptions, createRole, trustPolicy } from './iam.ts'
import type { Session } from './session.ts'

export interface RoleMaker {
  /**
   * The ARN of a role with this condition in its trust policy: a given one, one made where the target has IAM, else only well-formed.
   * Rejects with `Unjudged` where IAM does not make it.
   */
  make(label: string, condition: Condition, options?: RoleOptions): Promise<string>
}

export function createRoleMaker(session: Session, raw: RawClient, setup: Trace): RoleMaker {
  const { capabilities } = session
  return {
    async make(label, condition, options = {}) {
      const given = label === 'authenticated' || label === 'unauthenticated' ? capabilities.roles?.[label] : undefined
      if (given !== undefined) return given
      const name = `conformance-${session.runId}-${scopedName()}-${label}`
      const policy = trustPolicy(condition, options)
      if (!capabilities.iam) return `arn:aws:iam::${capabilities.accountId}:role/${name}`
      return createRole(raw, session, name, policy, setup, options.maxSessionDuration)
    },
  }
}
