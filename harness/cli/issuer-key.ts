import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { generateIssuerKey, parseIssuerKey } from '../../fixtures/issuers/index.ts'
import { UsageError, codeOf } from './trouble.ts'

export const defaultKeyFile = 'issuer-key.json'
type IssuerKey = Awaited<ReturnType<typeof generateIssuerKey>>

/** The private key of our issuer. Throws `UsageError`, which never says what stands in the file. */
export async function readIssuerKey(file: string): Promise<IssuerKey> {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${codeOf(error)}); issuer init makes a key`)
  }
  const key = await parseIssuerKey(text)
  if (key === undefined) throw new UsageError(`${file} is no key of an issuer; issuer init makes one`)
  return key
}

/** The same, or a new key in a file that only its owner may read. */
export async function readOrMakeIssuerKey(file: string): Promise<IssuerKey> {
  if (existsSync(file)) return readIssuerKey(file)
  const key = await generateIssuerKey()
  writeFileSync(file, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' })
  return key
}
