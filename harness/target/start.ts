import { type TargetAccess, startModifiedReference } from '../world/index.ts'
import { type Endpoints, proxyVariables } from '../client/index.ts'
import type { TargetSpec } from './spec.ts'
import { presets } from '../../fixtures/emulators/presets.ts'
import { startCommand } from './command.ts'
import { hostFromContainer, startContainer } from './container.ts'
import { awsEndpoints, awsKeys } from './aws.ts'
import { TargetError } from './target-error.ts'

/** A target that answers, as far as we know. */
export interface RunningTarget {
  access: TargetAccess
  stop(): Promise<void>
  /** Of the image that runs. */
  digest?: string | null
  /** Name under which the target reaches this machine, where it is not loopback. */
  hostName?: string
  /** Why the target is no longer there, if it is not. */
  trouble?: () => Promise<string | undefined>
}

export interface TargetSettings {
  region: string
  sts?: string
  iam?: string
  userPools?: string
  headers?: Record<string, string>
  /** Of a container: port inside it, and its environment. */
  port?: number
  env?: Record<string, string>
  /** Within which a container or command has to answer; a minute by default. */
  startLimitMs?: number
  /** Certificates in PEM, trusted besides the usual ones. */
  ca?: string
}

export async function startTarget(spec: TargetSpec, settings: TargetSettings): Promise<RunningTarget> {
  if (spec.kind === 'aws') return startAws(settings)
  const emulator = await startEmulator(spec, settings)
  const url = emulator?.url ?? (spec.kind === 'endpoint' ? spec.url : '')
  const keys = keysFromEnvironment(process.env)
  if (spec.kind === 'reference') {
    const { faults, variations = [] } = spec
    const reference = await startModifiedReference(spec, settings.region, keys).catch((error: Error) => {
      throw new TargetError('usage', error.message)
    })
    const endpoints: Endpoints = { region: settings.region, cognito: reference.url }
    return { access: { kind: 'reference', faults, variations, endpoints, keys }, stop: () => reference.close() }
  }
  assertProxies()
  const endpoints: Endpoints = {
    region: settings.region,
    cognito: url,
    ...(settings.sts === undefined ? {} : { sts: settings.sts }),
    ...(settings.iam === undefined ? {} : { iam: settings.iam }),
    ...(settings.userPools === undefined ? {} : { userPools: settings.userPools }),
    ...(settings.headers === undefined ? {} : { headers: settings.headers }),
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
  }
  return { access: { kind: 'endpoint', faults: [], endpoints, keys }, stop: async () => {}, ...emulator }
}

const defaultPort = 4566

/** An emulator of somebody else, as a container or as an installed command; nothing for a target that runs already. */
async function startEmulator(
  spec: TargetSpec,
  { port, env = {}, startLimitMs = 60_000 }: TargetSettings,
): Promise<(Omit<RunningTarget, 'access'> & { url: string }) | undefined> {
  if (spec.kind === 'image') {
    const container = await startContainer({ image: spec.image, port: port ?? defaultPort, env, startLimitMs })
    return { ...container, hostName: hostFromContainer }
  }
  if (spec.kind !== 'preset' && spec.kind !== 'command') return undefined
  const preset = presets[spec.preset]
  if (preset === undefined) throw new TargetError('usage', `unknown preset: ${spec.preset}`)
  const own = { ...preset.env, ...neededVariables(spec.preset, preset.needs ?? []), ...env }
  if (spec.kind === 'preset') {
    const container = await startContainer({ image: preset.image, port: port ?? preset.port, env: own, startLimitMs })
    return { ...container, hostName: hostFromContainer }
  }
  if (preset.command === undefined) {
    throw new TargetError('usage', `${spec.preset} has no command; preset:${spec.preset} runs its image`)
  }
  const { argv, env: ownEnv } = preset.command
  return startCommand({ name: spec.preset, argv, env: { ...ownEnv, ...own }, startLimitMs })
}

function neededVariables(preset: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = process.env[name]
      if (value === undefined) throw new TargetError('usage', `preset:${preset} needs the variable ${name}`)
      return [name, value]
    }),
  )
}

async function startAws({ region, headers, ca }: TargetSettings): Promise<RunningTarget> {
  assertProxies()
  const endpoints = {
    ...awsEndpoints(region),
    ...(headers === undefined ? {} : { headers }),
    ...(ca === undefined ? {} : { ca }),
  }
  return { access: { kind: 'aws', faults: [], endpoints, keys: await awsKeys() }, stop: async () => {} }
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
