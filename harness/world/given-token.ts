import { exec } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { untestable } from '../verdict/index.ts'
import type { TokenOrigin } from './given.ts'

const commandTimeoutMs = 20_000

/** Reads tokens, each once: a command may take its time. Rejects with `Unjudged` where there is none. */
export type TokenReader = (origin: TokenOrigin, where: string) => Promise<string>

export function createTokenReader(): TokenReader {
  const known = new Map<TokenOrigin, Promise<string>>()
  return (origin, where) => {
    let token = known.get(origin)
    if (token === undefined) {
      token = readToken(origin, where)
      known.set(origin, token)
    }
    return token
  }
}

/** What goes wrong is said without the token and without what a command printed. */
export async function readToken(origin: TokenOrigin, where: string): Promise<string> {
  const token = (await read(origin, where)).trim()
  if (token === '') throw untestable(`the given token of ${where} is empty`)
  return token
}

async function read(origin: TokenOrigin, where: string): Promise<string> {
  if ('token' in origin) return origin.token
  if ('env' in origin) return process.env[origin.env] ?? ''
  try {
    if ('file' in origin) return await readFile(origin.file, 'utf8')
    return (await promisify(exec)(origin.command, { timeout: commandTimeoutMs })).stdout
  } catch (error) {
    const { code } = error as { code?: string | number }
    const what = 'file' in origin ? 'the file with the token' : 'the command for the token'
    throw untestable(`${what} of ${where} failed (${code ?? 'no answer in time'})`)
  }
}
