import { type TargetAccess, startFaultyReference } from '../world/index.ts'
import { type Endpoints, proxyVariables } from '../client/index.ts'
import type { TargetSpec } from './spec.ts'
import { TargetError } from './target-error.ts'

/** A target that answers, as far as we know. */
export interface RunningTarget {
  access: TargetAccess
  stop(): Promise<void>
}

export interface TargetSettings {
  region: string
  sts?: string
  iam?: string
  headers?: Record<string, string>
  /** Certificates in PEM, trusted besides the usual ones. */
  ca?: string
}

export async function startTarget(spec: TargetSpec, settings: TargetSettings): Promise<RunningTarget> {
  const keys = keysFromEnvironment(process.env)
  if (spec.kind === 'reference') {
    const reference = await startFaultyReference(spec.faults, { region: settings.region }).catch((error: Error) => {
      throw new TargetError('usage', error.message)
    })
    const endpoints: Endpoints = { region: settings.region, cognito: reference.url }
    return { access: { kind: 'reference', faults: spec.faults, endpoints, keys }, stop: () => reference.close() }
  }
  assertProxies()
  const endpoints: Endpoints = {
    region: settings.region,
    cognito: spec.url,
    ...(settings.sts === undefined ? {} : { sts: settings.sts }),
    ...(settings.iam === undefined ? {} : { iam: settings.iam }),
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
  }
  return { access: { kind: 'endpoint', faults: [], endpoints, keys }, stop: async () => {} }
}

/** Says which variable is wrong, and not its value: that may hold a password. */
function assertProxies(): void {
  for (const name of proxyVariables()) {
    const value = process.env[name] ?? ''
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      throw new TargetError(
        'usage',
        `${name} is not an http or https address of a proxy; write it like http://host:port`,
      )
    }
  }
}

/** Emulators take any keys; where the environment has some, they are used. */
function keysFromEnvironment(environment: NodeJS.ProcessEnv): TargetAccess['keys'] {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session } = environment
  if (id === undefined || secret === undefined) return { accessKeyId: 'test', secretAccessKey: 'test' }
  return { accessKeyId: id, secretAccessKey: secret, ...(session === undefined ? {} : { sessionToken: session }) }
}
