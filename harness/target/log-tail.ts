import { stripVTControlCharacters } from 'node:util'

const linesKept = 5

export interface LogTail {
  add: (chunk: Buffer | string) => void
  /** The last lines, ready to follow a sentence; empty where there were none. */
  tail: () => string
}

/** Keeps the end of a log, for messages. */
export function keepTail(): LogTail {
  const lines: string[] = []
  return {
    add(chunk) {
      lines.push(
        ...stripVTControlCharacters(String(chunk))
          .split('\n')
          .filter((line) => line.trim() !== ''),
      )
      lines.splice(0, lines.length - linesKept)
    },
    tail: () => (lines.length === 0 ? '' : `; the end of its log: ${lines.join(' | ')}`),
  }
}
