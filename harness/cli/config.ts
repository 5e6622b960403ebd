import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from './config-schema.ts'
import { UsageError } from './trouble.ts'

const names = [
  'conformance.config.ts',
  'conformance.config.js',
  'conformance.config.mjs',
  'conformance.config.yaml',
  'conformance.config.json',
]

/** The named file, else one of the usual names in the current folder, else nothing. Throws `UsageError`. */
export async function readConfig(file: string | undefined): Promise<Config | undefined> {
  const found = file ?? names.find((name) => existsSync(name))
  if (found === undefined) return undefined
  if (!existsSync(found)) throw new UsageError(`no config file ${found}`)
  const { configSchema } = await import('./config-schema.ts')
  const parsed = configSchema.safeParse(await load(found))
  if (parsed.success) return fromFolder(path.dirname(found), parsed.data)
  const [issue] = parsed.error.issues
  throw new UsageError(`${found}: ${issue?.message ?? 'not a config'} at ${issue?.path.join('.') || 'the top'}`)
}

/** File names in a config file are meant from where it lies. */
function fromFolder(folder: string, { targets }: Config): Config {
  const moved = Object.entries(targets).map(([name, target]) => {
    const { baseline } = target
    return [name, baseline === undefined ? target : { ...target, baseline: path.join(folder, baseline) }]
  })
  return { targets: Object.fromEntries(moved) as Config['targets'] }
}

async function load(file: string): Promise<unknown> {
  try {
    if (/\.(ya?ml|json)$/.test(file)) {
      const { parse } = await import('yaml')
      return parse(readFileSync(file, 'utf8')) as unknown
    }
    const module = (await import(pathToFileURL(path.resolve(file)).href)) as { default?: unknown }
    return module.default
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message.split('\n')[0]}`)
  }
}
