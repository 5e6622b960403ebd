import type { webcrypto } from 'node:crypto'
import type { Endpoints, Keys } from '../client/index.ts'

/** What of a run has to be taken out of its exchanges, or put back in by a repro. */
export interface ReproFacts {
  /** Part of every name that the run gave. */
  runId: string
  endpoints: Pick<Endpoints, 'region' | 'cognito' | 'sts' | 'iam' | 'userPools' | 'headers'>
  keys: Keys
  /** Names in Logins maps of the providers whose tokens a person gave. */
  givenProviders?: readonly string[]
  /** Our issuer of login tokens, where logins come from it; only the public half of its key is looked at. */
  issuer?: { url: string; privateJwk: webcrypto.JsonWebKey }
}

/** Texts that must not occur in a program. */
export function secretsOf({ keys, endpoints }: ReproFacts): string[] {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = keys
  const values = [accessKeyId, secretAccessKey, sessionToken, ...Object.values(endpoints.headers ?? {})]
  // Shorter ones are no secrets but words, as the made-up keys are.
  return values.filter((value) => value.length >= 8)
}
