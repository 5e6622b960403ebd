import { wire } from '../../harness/check/index.ts'
import { type Scene, acceptedAnswer, nobody, refusedAnswer } from './read.ts'
import { signatures } from './requirements.ts'

const code = 'MissingAuthenticationTokenException'
/** Ways to say that nobody signed; nothing else about these requests would be refused so. */
const codes = [
  code,
  'MissingAuthenticationToken',
  'IncompleteSignatureException',
  'IncompleteSignature',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'NotAuthorizedException',
]

const developer = { DeveloperProviderName: 'login.wire', DeveloperUserIdentifier: 'ann' }
const update = { IdentityPoolName: 'wire', AllowUnauthenticatedIdentities: true }
const provider = { IdentityProviderName: 'accounts.google.com' }

/** A request that a signature would make sound, as far as a missing one can hide it. */
const inputs: [string, (ids: { IdentityPoolId: string; IdentityId: string; ResourceArn: string }) => object][] = [
  ['CreateIdentityPool', () => update],
  ['DeleteIdentities', ({ IdentityId }) => ({ IdentityIdsToDelete: [IdentityId] })],
  ['DeleteIdentityPool', ({ IdentityPoolId }) => ({ IdentityPoolId })],
  ['DescribeIdentity', ({ IdentityId }) => ({ IdentityId })],
  ['DescribeIdentityPool', ({ IdentityPoolId }) => ({ IdentityPoolId })],
  ['GetIdentityPoolRoles', ({ IdentityPoolId }) => ({ IdentityPoolId })],
  ['GetOpenIdTokenForDeveloperIdentity', ({ IdentityPoolId }) => ({ IdentityPoolId, Logins: { 'login.wire': 'ann' } })],
  ['GetPrincipalTagAttributeMap', ({ IdentityPoolId }) => ({ IdentityPoolId, ...provider })],
  ['ListIdentities', ({ IdentityPoolId }) => ({ IdentityPoolId, MaxResults: 1 })],
  ['ListIdentityPools', () => ({ MaxResults: 1 })],
  ['ListTagsForResource', ({ ResourceArn }) => ({ ResourceArn })],
  ['LookupDeveloperIdentity', ({ IdentityPoolId, IdentityId }) => ({ IdentityPoolId, IdentityId })],
  [
    'MergeDeveloperIdentities',
    ({ IdentityPoolId }) => ({
      IdentityPoolId,
      DeveloperProviderName: 'login.wire',
      SourceUserIdentifier: 'ann',
      DestinationUserIdentifier: 'bob',
    }),
  ],
  ['SetIdentityPoolRoles', ({ IdentityPoolId }) => ({ IdentityPoolId, Roles: {} })],
  ['SetPrincipalTagAttributeMap', ({ IdentityPoolId }) => ({ IdentityPoolId, ...provider, UseDefaults: true })],
  ['TagResource', ({ ResourceArn }) => ({ ResourceArn, Tags: { wire: 'yes' } })],
  ['UnlinkDeveloperIdentity', ({ IdentityPoolId, IdentityId }) => ({ IdentityPoolId, IdentityId, ...developer })],
  ['UntagResource', ({ ResourceArn }) => ({ ResourceArn, TagKeys: ['wire'] })],
  ['UpdateIdentityPool', ({ IdentityPoolId }) => ({ IdentityPoolId, ...update })],
]

async function askUnsigned({ pool, http, region, accountId }: Scene, operation: string) {
  const ids = {
    IdentityPoolId: pool.id,
    IdentityId: `${region}:${nobody}`,
    ResourceArn: `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${pool.id}`,
  }
  const input = inputs.find(([name]) => name === operation)?.[1](ids) ?? {}
  return http.json(operation, input)
}

for (const [operation] of inputs) {
  // A target that takes the call changes or deletes the pool.
  const needs = { own: /^(Set|Tag|Untag|Update|DeleteIdentityPool)/.test(operation) }
  wire(signatures.missing, operation, needs, async (scene) => {
    refusedAnswer(await askUnsigned(scene, operation), operation, ...codes)
  })

  wire(signatures.missingCode, operation, needs, async (scene) => {
    refusedAnswer(await askUnsigned(scene, operation), operation, code)
  })
}

// GetId and UnlinkIdentity without a signature are judged by their own topics.

wire(signatures.openOperations, 'GetOpenIdToken', {}, async ({ pool, http }) => {
  acceptedAnswer(await http.json('GetOpenIdToken', { IdentityId: await pool.getId() }), 'GetOpenIdToken')
})

wire(signatures.openOperations, 'GetCredentialsForIdentity', { roles: 'both' }, async ({ pool, http }) => {
  const operation = 'GetCredentialsForIdentity'
  acceptedAnswer(await http.json(operation, { IdentityId: await pool.getId() }), operation)
})
