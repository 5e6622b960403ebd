import { type RawClient, type Trace, scopedName } from '../client/index.ts'
import { createRole, trustPolicy } from './iam.ts'
import type { Session } from './session.ts'

export interface RoleMaker {
  /** The ARN of a role with this condition in its trust policy: a given one, one made where IAM answers, else only well-formed. */
  make(label: string, condition: Record<string, Record<string, string>>): Promise<string>
}

export function createRoleMaker(session: Session, raw: RawClient, setup: Trace): RoleMaker {
  const { capabilities } = session
  return {
    async make(label, condition) {
      const given = label === 'authenticated' || label === 'unauthenticated' ? capabilities.roles?.[label] : undefined
      if (given !== undefined) return given
      const name = `conformance-${session.runId}-${scopedName()}-${label}`
      const made = capabilities.iam ? await createRole(raw, session, name, trustPolicy(condition), setup) : undefined
      return made ?? `arn:aws:iam::${capabilities.accountId}:role/${name}`
    },
  }
}
