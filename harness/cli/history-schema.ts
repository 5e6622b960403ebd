import * as z from 'zod'
import { publicNames, userNames } from '../law/index.ts'
import { tokenKinds } from '../../fixtures/issuers/index.ts'

const number = z.int().positive()
const reference = z.union([number, z.literal('nobody')])
const user = z.enum(userNames)
const logins = z.array(
  z.strictObject({
    provider: z.enum([...publicNames, 'dev']),
    user,
    token: z.enum(['again', ...tokenKinds.filter((kind) => kind !== 'sound')]).optional(),
  }),
)
const shape = z.strictObject({
  guests: z.boolean(),
  classicFlow: z.boolean().optional(),
  providers: z.array(z.enum(publicNames)),
  developer: z.boolean(),
})
const roles = z.array(z.enum(['authenticated', 'unauthenticated']))
const provider = z.enum([...publicNames, 'dev'])
const n = number
const pool = number
const otherName = z.literal(true).optional()
const pageSize = z.int().min(1).max(60).optional()

const act = z.discriminatedUnion('call', [
  z.strictObject({ n, call: z.literal('CreateIdentityPool'), shape }),
  z.strictObject({ n, call: z.literal('UpdateIdentityPool'), pool, shape }),
  z.strictObject({ n, call: z.literal('SetIdentityPoolRoles'), pool, roles }),
  z.strictObject({ n, call: z.literal('DeleteIdentityPool'), pool }),
  z.strictObject({ n, call: z.literal('GetId'), pool, logins }),
  z.strictObject({ n, call: z.literal('GetOpenIdToken'), identity: reference, logins }),
  z.strictObject({ n, call: z.literal('GetCredentialsForIdentity'), identity: reference, logins }),
  z.strictObject({
    n,
    call: z.literal('GetOpenIdTokenForDeveloperIdentity'),
    pool,
    identity: reference.optional(),
    logins,
  }),
  z.strictObject({ n, call: z.literal('MergeDeveloperIdentities'), pool, source: user, destination: user, otherName }),
  z.strictObject({
    n,
    call: z.literal('LookupDeveloperIdentity'),
    pool,
    identity: reference.optional(),
    user: user.optional(),
    pageSize,
  }),
  z.strictObject({ n, call: z.literal('UnlinkDeveloperIdentity'), pool, identity: reference, user, otherName }),
  z.strictObject({ n, call: z.literal('UnlinkIdentity'), identity: reference, logins, remove: z.array(provider) }),
  z.strictObject({ n, call: z.literal('DescribeIdentity'), identity: reference }),
  z.strictObject({ n, call: z.literal('ListIdentities'), pool, hideDisabled: z.boolean().optional(), pageSize }),
  z.strictObject({ n, call: z.literal('DeleteIdentities'), identities: z.array(reference).min(1) }),
])

/** One cause that a law found, as `run` writes it. */
const storedHistorySchema = z.looseObject({
  schemaVersion: z.literal(1),
  law: z.string(),
  kind: z.enum(['histories', 'relation', 'race']),
  relation: z.enum(['orderOfLogins', 'namesOfUsers', 'refusedCalls', 'otherPools', 'pageSizes']).optional(),
  signature: z.string(),
  requirement: z.string(),
  sentence: z.string(),
  operation: z.string(),
  expected: z.array(z.string()),
  got: z.string(),
  story: z.array(z.string()),
  history: z.strictObject({
    steps: z
      .array(z.union([act, z.strictObject({ n, call: z.literal('together'), steps: z.array(act).min(1) })]))
      .min(1),
  }),
  calls: z.int(),
  seen: z.int(),
  reproduced: z.enum(['always', 'sometimes', 'once']),
  order: z.string().optional(),
  target: z.string(),
})

export type StoredHistory = z.infer<typeof storedHistorySchema>

/** Reads a stored history; throws an `Error` that says in one line what is wrong with it. */
export function parseStoredHistory(text: string): StoredHistory {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('not JSON')
  }
  const parsed = storedHistorySchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`no history: ${issue?.message ?? 'unreadable'} at ${issue?.path.join('.') || 'the top'}`)
}
