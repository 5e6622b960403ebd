import { accepted, equal, given, type scenario } from '../../harness/check/index.ts'

type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
type Pool = Scene['pool']
type Login = Parameters<Pool['getId']>[0] & object

/** A guest who was given a login of another identity: the guest lost the merge (OBS-074), the owner of the login survived. */
export async function mergeGuest(pool: Pool, ann: Login): Promise<{ owner: string; loser: string }> {
  const [owner, loser] = [await pool.getId(ann), await pool.getId()]
  await pool.getOpenIdToken(loser)
  await given(yields(pool.getOpenIdToken(loser, ann), owner))
  return { owner, loser }
}

/** The same by GetCredentialsForIdentity. */
export async function mergeGuestForCredentials(pool: Pool, ann: Login): Promise<{ owner: string; loser: string }> {
  const [owner, loser] = [await pool.getId(ann), await pool.getId()]
  await pool.getCredentialsForIdentity(loser)
  await given(yields(pool.getCredentialsForIdentity(loser, ann), owner))
  return { owner, loser }
}

/** Two developer users whose identities were merged: that of the source lost, that of the destination survived. */
export async function mergeDevelopers(
  { pool, developer }: Pick<Scene, 'pool' | 'developer'>,
  source = developer.user(),
): Promise<{ owner: string; loser: string }> {
  const destination = developer.user()
  const { identity: loser } = await pool.getOpenIdTokenForDeveloperIdentity([source])
  const { identity: owner } = await pool.getOpenIdTokenForDeveloperIdentity([destination])
  await pool.mergeDeveloperIdentities(source, destination)
  return { owner, loser }
}

/** An identity whose only login was removed. */
export async function removeLastLogin(pool: Pool, ann: Login): Promise<string> {
  const identity = await pool.getId(ann)
  await pool.getOpenIdToken(identity, ann)
  await pool.unlinkIdentity(identity, [ann], [ann.key])
  return identity
}

/** Which of these identities the pool lists. */
export async function listedOf(pool: Pool, identities: string[], hideDisabled?: boolean): Promise<string[]> {
  const options = hideDisabled === undefined ? {} : { hideDisabled }
  const listed = new Set((await pool.listIdentities(options)).map((item) => item.identity))
  return identities.filter((identity) => listed.has(identity))
}

/** An answer for the record, with roles of identities instead of their ids. */
export function tell(
  result: { accepted: boolean; text: string; output?: unknown },
  { owner, loser }: { owner?: string; loser: string },
): string {
  const { identity } = (result.output ?? {}) as { identity?: string }
  if (!result.accepted) return result.text.replaceAll(loser, '<identity>')
  if (identity === undefined) return 'accepted'
  if (identity === owner) return 'accepted, with the identity that survived'
  return identity === loser ? 'accepted, with the disabled identity' : 'accepted, with a third identity'
}

async function yields(call: Parameters<typeof accepted<{ identity: string }>>[0], identity: string): Promise<void> {
  equal((await accepted(call)).identity, identity, `${call.operation} answer, IdentityId`)
}
