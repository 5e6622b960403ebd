import { randomBytes } from 'node:crypto'
import type { TokenKind } from '../../fixtures/issuers/index.ts'
import { type Answer, type Operation, type RawClient, type Trace, describeAnswer } from '../client/index.ts'
import { Unjudged } from '../verdict/index.ts'
import {
  type FlawedToken,
  type LoginSource,
  type PublicProvider,
  type PublicUser,
  type Session,
  type TargetAccess,
  createLoginMaker,
  createOidcProvider,
  developerProviderName,
  recordCreation,
  trusting,
} from '../world/index.ts'

export type Json = Record<string, unknown>
export type CallOperation = (operation: Operation, input: Json) => Promise<Answer<Json>>

export const probePool = { AllowUnauthenticatedIdentities: true }
const flaws: FlawedToken[] = ['malformed', 'unsigned', 'badly-signed', 'wrong-issuer', 'wrong-audience', 'expired']

/** What a target made of a login of one source. */
export interface Offered {
  source: LoginSource
  /** Id of a pool that trusts the source's first provider, for the rest of the probe; empty where it could not be made. */
  pool: string
  /** A sound entry of Logins; empty where the source has none. */
  logins: Record<string, string>
  /** The identity of that login; empty where it was not taken. */
  identity: string
  /** Which flawed tokens are refused, as far as the source can make them. */
  verifies: Partial<Record<FlawedToken, boolean>>
  /** Why the source cannot be used; empty where it can. */
  trouble: string
}

interface ProbeSettings {
  access: TargetAccess
  raw: RawClient
  call: CallOperation
  owner: Pick<Session, 'journal' | 'tag'>
  /** Whether an OIDC provider may be created. */
  useIam: boolean
  runId: string
  accountId: string
  requestTimeoutMs: number
  trace: Trace
}

const nothing = { pool: '', logins: {}, identity: '', verifies: {} }

/** Makes a pool that trusts a provider of this source, and offers one sound login and several flawed ones to it. */
export async function offerLogin(source: LoginSource, settings: ProbeSettings): Promise<Offered> {
  const maker = createLoginMaker(
    { ...settings, ...settings.owner, logins: source, target: settings.access },
    settings.trace,
  )
  try {
    const [provider] = await maker.publicProviders(1)
    if (provider === undefined) throw new Error('a source of logins without a provider')
    const user = provider.user()
    return await offer(source, provider, user, await user.value(), settings)
  } catch (error) {
    if (!(error instanceof Unjudged)) throw error
    return { ...nothing, pool: await createPool(settings, []), source, trouble: error.message }
  } finally {
    await maker.close()
  }
}

async function offer(
  source: LoginSource,
  provider: PublicProvider,
  user: PublicUser,
  token: string,
  settings: ProbeSettings,
): Promise<Offered> {
  const { call, raw, owner, trace } = settings
  const { trust, key, issuer } = provider
  if (trust.kind === 'oidc' && settings.useIam) {
    await createOidcProvider(raw, owner, { issuer, arn: trust.arn }, trust.audience, trace)
  }
  const pool = await createPool(settings, [provider])
  const logins = { [key]: token }
  const answer = await call('GetId', { IdentityPoolId: pool, Logins: logins })
  if (answer.kind !== 'accepted') return { ...nothing, source, pool, logins, trouble: describeAnswer(answer) }
  const verifies: Offered['verifies'] = {}
  await Promise.all(
    flaws.map(async (flaw) => {
      const flawed = await tokenOf(user, flaw)
      if (flawed === undefined) return
      const { kind } = await call('GetId', { IdentityPoolId: pool, Logins: { [key]: flawed } })
      verifies[flaw] = kind !== 'accepted'
    }),
  )
  return { source, pool, logins, identity: text(answer, 'IdentityId') ?? '', verifies, trouble: '' }
}

async function createPool(
  { call, owner, runId }: Pick<ProbeSettings, 'call' | 'owner' | 'runId'>,
  providers: readonly PublicProvider[],
): Promise<string> {
  const name = `${runId} ${randomBytes(2).toString('hex')}`
  recordCreation(owner.journal, { kind: 'identity-pool', name })
  const created = await call('CreateIdentityPool', {
    ...probePool,
    IdentityPoolName: name,
    ...(owner.tag === undefined ? {} : { IdentityPoolTags: { [owner.tag.key]: owner.tag.value } }),
    DeveloperProviderName: developerProviderName,
    ...trusting(providers),
  })
  const id = text(created, 'IdentityPoolId')
  if (id !== undefined) recordCreation(owner.journal, { kind: 'identity-pool', name, id })
  return id ?? ''
}

/** Nothing where the source cannot make such a token. */
async function tokenOf(user: PublicUser, kind: Exclude<TokenKind, 'sound'>): Promise<string | undefined> {
  try {
    return await user.with(kind).value()
  } catch (error) {
    if (error instanceof Unjudged) return undefined
    throw error
  }
}

export function text(answer: Answer<Json>, member: string): string | undefined {
  const value = answer.kind === 'accepted' ? answer.output[member] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}
