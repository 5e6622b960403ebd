// Plays repros as a person would: as files, in a folder of their own.
import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Issuer, generateIssuerKey } from '../fixtures/issuers/index.ts'

export interface Played {
  code: number | null
  /** What it printed, on both streams. */
  text: string
}

const timeLimitMs = 60_000

/** Puts into the folder what repros in bash need beside them: the issuer's key, and `main` as what `npx` would find in a published package. */
export function createPlayer(
  folder: string,
  main: string,
  { url: ISSUER_URL }: Issuer,
  privateJwk: Awaited<ReturnType<typeof generateIssuerKey>>,
): (file: string, target: string) => Promise<Played> {
  writeFileSync(path.join(folder, 'issuer-key.json'), JSON.stringify(privateJwk))
  writeFileSync(path.join(folder, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${main}' "$@"\n`)
  chmodSync(path.join(folder, 'npx'), 0o755)
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder }
  return (file, target) => {
    const isBash = file.endsWith('.sh')
    const child = spawn(isBash ? 'bash' : process.execPath, [file, target], {
      cwd: folder,
      env: isBash ? { ...env, ISSUER_URL } : env,
      timeout: timeLimitMs,
    })
    let text = ''
    child.stdout.on('data', (chunk) => (text += String(chunk)))
    child.stderr.on('data', (chunk) => (text += String(chunk)))
    return new Promise((resolve) => void child.on('close', (code) => resolve({ code, text })))
  }
}
