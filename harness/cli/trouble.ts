import { printable } from '../report/index.ts'
import { TargetError } from '../target/index.ts'

/** What a person asked for cannot be done; the message says why and what helps, in one line. */
export class UsageError extends Error {}

/** Why a file could not be read or written, as the system calls it: `ENOENT`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown cause'
}

/** The file system's: Node's message says in one line what could not be done, to which file, and why. */
const codesOfFiles = new Set(['EACCES', 'EDQUOT', 'EISDIR', 'ENOENT', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'])

function isTroubleWithFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && codesOfFiles.has(String(error.code))
}

/** Prints one line and answers the exit code: 3 where nothing could be judged, 4 for usage and for our own faults. */
export function reportTrouble(error: unknown): 3 | 4 {
  const isExpected = error instanceof UsageError || error instanceof TargetError || isTroubleWithFiles(error)
  const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`${isExpected ? 'error: ' : 'internal error: '}${isExpected ? printable(text) : text}\n`)
  return error instanceof TargetError && error.blame === 'unreachable' ? 3 : 4
}
