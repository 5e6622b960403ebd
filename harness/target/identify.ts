import { request } from 'undici'

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

export async function identifyTarget(url: string, timeoutMs: number): Promise<Identification> {
  const host = new URL(url).hostname
  if (host.endsWith('.amazonaws.com')) return { name: 'aws' }
  const answers = await Promise.all(
    selfDescriptions.map(async (self) => {
      const answer = await get(url + self.path, timeoutMs)
      if (answer === undefined) return undefined
      const version = self.version(answer.document) ?? versionIn(answer.server, self.name)
      return { name: self.name, ...(version === undefined ? {} : { version }) }
    }),
  )
  const known = answers.find((answer) => answer !== undefined)
  if (known !== undefined) return known
  const server = (await get(url, timeoutMs))?.server
  return { name: server ?? 'unknown' }
}

async function get(
  url: string,
  timeoutMs: number,
): Promise<{ document: unknown; server: string | undefined } | undefined> {
  try {
    const response = await request(url, { signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.body.text()
    if (response.statusCode !== 200) return undefined
    return { document: JSON.parse(text) as unknown, server: response.headers['server']?.toString() }
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
