import type { RawClient, Trace } from '../client/index.ts'
import { createRole, trustPolicy } from './iam.ts'
import { recordCreation } from './journal.ts'
import type { Session } from './session.ts'

export interface RoleMaker {
  /** The ARN of a role with this condition in its trust policy: made where IAM answers, else only well-formed. */
  make(label: string, condition: Record<string, Record<string, string>>): Promise<string>
}

export function createRoleMaker(session: Session, raw: RawClient, setup: Trace): RoleMaker {
  let serial = 0
  return {
    async make(label, condition) {
      const name = `conformance-${session.runId}-${(serial += 1)}-${label}`
      if (session.capabilities.iam) {
        recordCreation(session.journal, { kind: 'role', name })
        const arn = await createRole(raw, name, trustPolicy(condition), setup)
        if (arn !== undefined) return arn
      }
      return `arn:aws:iam::${session.capabilities.accountId}:role/${name}`
    },
  }
}
