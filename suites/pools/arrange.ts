import type { scenario } from '../../harness/check/index.ts'

export type Scene = Parameters<Parameters<typeof scenario>[3]>[0]
type Changes = Partial<Parameters<Scene['createPool']>[0] & object>

/** An update of the scene's own pool to this configuration; guests are allowed unless it says otherwise. */
export function update({ call, pool }: Pick<Scene, 'call' | 'pool'>, changes: Changes = {}) {
  const required = { IdentityPoolName: pool.name, AllowUnauthenticatedIdentities: true }
  return call('UpdateIdentityPool', { IdentityPoolId: pool.id, ...required, ...changes })
}

export function describe({ call }: Pick<Scene, 'call'>, id: string | undefined) {
  return call('DescribeIdentityPool', { IdentityPoolId: id })
}

/** Names and clients of user pools that do not exist (OBS-026). */
export function userPoolsOfNobody({ region }: Pick<Scene, 'region'>, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    ProviderName: `cognito-idp.${region}.amazonaws.com/${region}_Nobody${String(index).padStart(3, '0')}`,
    ClientId: '7lhlkkfbfb4q5kpp90urffao',
    ServerSideTokenCheck: false,
  }))
}

export const applicationIds = {
  'graph.facebook.com': '7346241598935552',
  'accounts.google.com': '123456789012.apps.googleusercontent.com',
}

/** What an answer says of a pool, in an order of its own: neither members nor lists of providers have one. */
export function configurationIn(answer: object): unknown {
  if (Array.isArray(answer)) return inOrder(answer)
  const { $metadata: _, ...members } = answer as Record<string, unknown>
  return inOrder(members)
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder).toSorted((one, other) => compare(show(one), show(other)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    entries.toSorted(([one], [other]) => compare(one, other)).map(([name, member]) => [name, inOrder(member)]),
  )
}

const show = (value: unknown): string => JSON.stringify(value) ?? ''
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
