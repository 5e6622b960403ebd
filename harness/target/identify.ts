import { type RawClient, Trace, createRawClient } from '../client/index.ts'
import type { TargetAccess } from '../world/index.ts'

/** Name and version as the target says them itself; for the report only, never for a judgement. */
export interface Identification {
  name: string
  version?: string
}

/** Where known emulators tell who they are. */
const selfDescriptions: { name: string; path: string; version(document: unknown): string | undefined }[] = [
  { name: 'ministack', path: '/_ministack/health', version: (document) => member(document, 'version') },
  { name: 'localstack', path: '/_localstack/health', version: (document) => member(document, 'version') },
  { name: 'moto', path: '/moto-api/data.json', version: () => undefined },
]

export async function identifyTarget(access: TargetAccess, timeoutMs: number): Promise<Identification> {
  const host = new URL(access.endpoints.cognito).hostname
  if (host.endsWith('.amazonaws.com')) return { name: 'aws' }
  const raw = createRawClient(access.endpoints, access.keys, timeoutMs)
  try {
    return await identify(raw)
  } finally {
    await raw.close()
  }
}

async function identify(raw: RawClient): Promise<Identification> {
  const answers = await Promise.all(
    selfDescriptions.map(async (self) => {
      const answer = await get(raw, self.path)
      if (answer === undefined) return undefined
      const version = self.version(answer.document) ?? versionIn(answer.server, self.name)
      return { name: self.name, ...(version === undefined ? {} : { version }) }
    }),
  )
  const known = answers.find((answer) => answer !== undefined)
  if (known !== undefined) return known
  const server = (await get(raw, '/'))?.server
  return { name: server ?? 'unknown' }
}

async function get(
  raw: RawClient,
  path: string,
): Promise<{ document: unknown; server: string | undefined } | undefined> {
  const headers: Record<string, string> = {}
  const request = {
    service: 'cognito-identity',
    operation: 'identify',
    method: 'GET',
    path,
    headers,
    body: '',
  } as const
  const { response } = await raw.send(request, new Trace())
  if (response?.status !== 200) return undefined
  try {
    return { document: JSON.parse(response.body) as unknown, server: response.headers['server'] }
  } catch {
    return undefined
  }
}

function member(document: unknown, name: string): string | undefined {
  const value = (document as Record<string, unknown> | null)?.[name]
  return typeof value === 'string' ? value : undefined
}

function versionIn(server: string | undefined, name: string): string | undefined {
  return new RegExp(`${name}/([\\w.]+)`, 'i').exec(server ?? '')?.[1]
}
