import { type Gate, type Trace, openGate, scopedName } from '../client/index.ts'
import { untestable } from '../verdict/index.ts'
import { createGivenProviders, isUserPool } from './given-logins.ts'
import { createIssuerProviders } from './issuer-logins.ts'
import { type DeveloperProvider, type PublicProvider, developerProviderName } from './login.ts'
import type { LoginSource, Session } from './session.ts'
import { createUserPoolMaker } from './user-pool.ts'
import { createUserPoolProviders } from './user-pool-logins.ts'

/** Makes providers and fresh users; ids are unique over runs, so that a target that keeps its state does no harm. */
export interface LoginMaker {
  /** Rejects with `Unjudged` where there are not so many. */
  publicProviders(count: number): Promise<PublicProvider[]>
  developerProvider: DeveloperProvider
  close(): Promise<void>
}

/** What of a session the logins depend on. */
export interface LoginSettings extends Pick<Session, 'logins' | 'target' | 'runId' | 'journal'> {
  accountId: string
  requestTimeoutMs: number
  /** Of a live pool, which has its own. */
  developerProvider?: string
}

export function createLoginMaker(
  settings: LoginSettings,
  setup: Trace,
  now: () => number = Date.now,
  gate: Gate = openGate,
): LoginMaker {
  const nextName = (): string => `u${scopedName()}-${settings.runId}`
  const { providerOf, close } = createProviders(settings, nextName, setup, now, gate)
  const developerKey = settings.developerProvider ?? developerProviderName
  return {
    close,
    publicProviders: async (count) => Promise.all(['a', 'b', 'c', 'd'].slice(0, count).map(providerOf)),
    developerProvider: {
      key: developerKey,
      user(identifier = nextName()) {
        return {
          key: developerKey,
          label: `developer user ${identifier}`,
          identifier,
          value: () => Promise.resolve(identifier),
        }
      },
    },
  }
}

/** Whether logins of this source are such of user pools, all or some. */
export function comesFromUserPools(source: LoginSource): boolean {
  if (source.source === 'given') return source.providers.some(({ key }) => isUserPool(key))
  return source.source === 'user-pools'
}

interface Providers {
  providerOf: (name: string, index: number) => Promise<PublicProvider>
  close: () => Promise<void>
}

function createProviders(
  { logins, target, runId, journal, accountId, requestTimeoutMs }: LoginSettings,
  nextName: () => string,
  setup: Trace,
  now: () => number,
  gate: Gate,
): Providers {
  const close = async (): Promise<void> => {}
  switch (logins.source) {
    case 'issuer': {
      const providerOf = createIssuerProviders(logins, accountId, nextName, now)
      return { providerOf: async (name) => providerOf(name), close }
    }
    case 'user-pools': {
      const maker = createUserPoolMaker(target, journal, runId, requestTimeoutMs, setup, gate)
      const providerOf = createUserPoolProviders(maker, target.endpoints.region, runId, nextName)
      return { providerOf, close: () => maker.close() }
    }
    case 'given': {
      const providerAt = createGivenProviders(logins.providers, accountId)
      return { providerOf: async (_name, index) => providerAt(index), close }
    }
    case 'none':
      return {
        providerOf: () => Promise.reject(untestable(`no public provider: ${logins.reason}`)),
        close,
      }
  }
}
