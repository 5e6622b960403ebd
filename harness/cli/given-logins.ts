import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { RunRequest } from '../run/index.ts'
import { UsageError, codeOf } from './trouble.ts'

const sources = ['auto', 'issuer', 'user-pools', 'none'] as const

/** What `--logins` says: the name of a source, or `given=FILE`. Throws `UsageError`. */
export async function readLogins(text: string): Promise<RunRequest['logins']> {
  const source = sources.find((name) => name === text)
  if (source !== undefined) return source
  const file = /^given=(.+)$/s.exec(text)?.[1]
  if (file === undefined) {
    throw new UsageError(`unknown source of logins: ${text}; there are ${sources.join(', ')} and given=FILE`)
  }
  const document = await load(file)
  const { givenSchema } = await import('./given-schema.ts')
  const parsed = givenSchema.safeParse(document)
  if (parsed.success) return { given: parsed.data.map((provider) => withPaths(provider, path.dirname(file))) }
  const [issue] = parsed.error.issues
  throw new UsageError(`${file}: ${issue?.message ?? 'no logins'} at ${issue?.path.join('.') || 'the top'}`)
}

type Provider = Extract<RunRequest['logins'], { given: unknown }>['given'][number]
type Origin = Provider['users'][number]['sound'][number]

/** Files are named relative to the file that names them. */
function withPaths(provider: Provider, folder: string): Provider {
  const toPath = (origin: Origin): Origin => ('file' in origin ? { file: path.resolve(folder, origin.file) } : origin)
  return {
    ...provider,
    users: provider.users.map(({ name, sound: [first, ...more], flawed }) => ({
      name,
      sound: [toPath(first), ...more.map(toPath)],
      flawed: Object.fromEntries(Object.entries(flawed).map(([kind, origin]) => [kind, toPath(origin)])),
    })),
  }
}

/** An error of the parser quotes the text, which may be a token: it is not passed on. */
async function load(file: string): Promise<unknown> {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${codeOf(error)})`)
  }
  const { LineCounter, parseDocument } = await import('yaml')
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return document.toJS() as unknown
  const { line, col } = lineCounter.linePos(error.pos[0])
  throw new UsageError(`${file} is no YAML or JSON (line ${line}, column ${col})`)
}
