import type { OracleCall } from './call.ts'
import { getCredentials } from './credentials.ts'
import { deleteIdentities } from './deleting.ts'
import { describeIdentity } from './describing.ts'
import { developerCall } from './developer-call.ts'
import { unlinkDeveloperIdentity } from './developer-unlinking.ts'
import { getId } from './get-id.ts'
import { isIssuedToken, withIssuedToken } from './issued-token.ts'
import { listIdentities } from './listing.ts'
import { lookup } from './lookup.ts'
import { mergeDeveloperIdentities } from './merging.ts'
import { type Outcome, whatever } from './outcome.ts'
import { changePool } from './pools.ts'
import { getOpenIdToken } from './tokens.ts'
import { unlinkIdentity } from './unlinking.ts'
import { isBeyondKnowledge } from './vagueness.ts'
import type { World } from './world.ts'

/**
 * What a call may answer in a world. An answer that fits none of the outcomes is still permitted unless one of them carries a sentence that it breaks: evidence
 * says nothing then.
 */
export function permitted(world: World, call: OracleCall): readonly Outcome[] {
  if (isBeyondKnowledge(world, call)) return whatever
  if ('logins' in call) {
    const token = call.logins.find(isIssuedToken)
    if (token !== undefined) return withIssuedToken(world, call, token)
  }
  switch (call.operation) {
    case 'CreateIdentityPool':
    case 'UpdateIdentityPool':
    case 'SetIdentityPoolRoles':
    case 'DeleteIdentityPool':
      return changePool(world, call)
    case 'GetId':
      return getId(world, call)
    case 'GetOpenIdToken':
      return getOpenIdToken(world, call)
    case 'GetCredentialsForIdentity':
      return getCredentials(world, call)
    case 'GetOpenIdTokenForDeveloperIdentity':
      return developerCall(world, call)
    case 'MergeDeveloperIdentities':
      return mergeDeveloperIdentities(world, call)
    case 'LookupDeveloperIdentity':
      return lookup(world, call)
    case 'UnlinkDeveloperIdentity':
      return unlinkDeveloperIdentity(world, call)
    case 'UnlinkIdentity':
      return unlinkIdentity(world, call)
    case 'DescribeIdentity':
      return describeIdentity(world, call)
    case 'ListIdentities':
      return listIdentities(world, call)
    case 'DeleteIdentities':
      return deleteIdentities(world, call)
  }
}
