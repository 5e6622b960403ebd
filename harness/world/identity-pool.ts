import type { CreateIdentityPoolCommandInput } from '@aws-sdk/client-cognito-identity'
import { type Output, scopedName } from '../client/index.ts'
import type { Call } from './call.ts'
import { type Resource, recordCreation } from './journal.ts'
import type { MakeCall } from './pool.ts'
import type { Session, Tag } from './session.ts'

/** Creates identity pools; each stands in the journal before it is created, and again once it has an id, and carries the run's tag. */
export interface IdentityPoolMaker {
  /** A name that no other pool has. */
  nextName(): string
  /** What is not given is the least that the API asks for: a name of its own, and no guests. */
  create(
    call: MakeCall,
    input: Partial<CreateIdentityPoolCommandInput>,
    /** Hears of the pool by its id, and by its name in the journal. */
    onPool?: (id: string, name: string) => void,
  ): Call<Output<'CreateIdentityPool'>>
}

export function createIdentityPoolMaker(
  session: Pick<Session, 'runId' | 'journal' | 'tag' | 'livePool'>,
): IdentityPoolMaker {
  const taken = new Set<string>()
  // On a live pool the gate keeps the call back: what was never created must not be looked for.
  const record = (resource: Resource): void => {
    if (session.livePool === undefined) recordCreation(session.journal, resource)
  }
  const nextName = (): string => `conformance ${session.runId} ${scopedName()}`
  return {
    nextName,
    create(call, input, onPool) {
      const { IdentityPoolName = nextName(), ...rest } = input
      // The journal knows pools by name: a second one of a name is told from the first by its id.
      const isFirst = !taken.has(IdentityPoolName)
      taken.add(IdentityPoolName)
      if (isFirst) record({ kind: 'identity-pool', name: IdentityPoolName })
      const tags = withTag(session.tag, input.IdentityPoolTags)
      const pool = { IdentityPoolName, AllowUnauthenticatedIdentities: false, ...rest, ...tags }
      return call('CreateIdentityPool', pool).map((answer) => {
        const id = answer.IdentityPoolId ?? ''
        const name = isFirst ? IdentityPoolName : id
        record({ kind: 'identity-pool', name, id })
        onPool?.(id, name)
        return answer
      })
    },
  }
}

/** The run's tag, beside those of the check; nothing where there are none. */
function withTag(tag: Tag | undefined, tags: Record<string, string> | undefined) {
  return tag === undefined ? {} : { IdentityPoolTags: { ...tags, [tag.key]: tag.value } }
}
