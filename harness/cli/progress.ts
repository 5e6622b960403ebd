import { clearLine, cursorTo } from 'node:readline'
import type { WriteStream } from 'node:tty'
import { printable } from '../report/index.ts'
import type { RunFeedback } from '../run/index.ts'

export interface Progress extends RunFeedback {
  /** Takes the live line away. */
  end(): void
}

const noProgress: Progress = { end() {} }

/** One live line on a terminal; on anything else one line a step and a line every few seconds. */
export function createProgress(stream: NodeJS.WriteStream | WriteStream, quiet: boolean): Progress {
  if (quiet) return noProgress
  return stream.isTTY ? liveProgress(stream) : plainProgress(stream)
}

interface Counts {
  planned: number
  done: number
  failed: number
}

function describe({ planned, done, failed }: Counts): string {
  return `${done}/${planned} checks${failed === 0 ? '' : `, ${failed} failed`}`
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  const counts: Counts = { planned: 0, done: 0, failed: 0 }
  let line = ''
  let drawn = ''
  const draw = (): void => {
    if (line === drawn) return
    drawn = line
    clearLine(stream, 0)
    cursorTo(stream, 0)
    stream.write(line.slice(0, (stream.columns || 80) - 1))
  }
  const timer = setInterval(draw, 80)
  timer.unref()
  return {
    step(text) {
      line = `${text} …`
      draw()
    },
    planned(count) {
      counts.planned += count
      line = describe(counts)
    },
    finished(check, outcome) {
      counts.done += 1
      if (outcome.verdict === 'fail') counts.failed += 1
      line = `${describe(counts)}  ${check.id}`
      // The first verdict is what one waits for.
      if (counts.done === 1) draw()
    },
    trouble(text) {
      clearLine(stream, 0)
      cursorTo(stream, 0)
      stream.write(`${printable(text, 1000)}\n`)
    },
    end() {
      clearInterval(timer)
      clearLine(stream, 0)
      cursorTo(stream, 0)
    },
  }
}

const plainIntervalMs = 5000

function plainProgress(stream: NodeJS.WriteStream): Progress {
  const counts: Counts = { planned: 0, done: 0, failed: 0 }
  const timer = setInterval(() => {
    if (counts.planned > 0) stream.write(`${describe(counts)}\n`)
  }, plainIntervalMs)
  timer.unref()
  return {
    step: (text) => void stream.write(`${text}\n`),
    planned(count) {
      counts.planned += count
      stream.write(`running ${counts.planned} checks\n`)
    },
    finished(_check, outcome) {
      counts.done += 1
      if (outcome.verdict === 'fail') counts.failed += 1
    },
    trouble: (text) => void stream.write(`${printable(text, 1000)}\n`),
    end: () => clearInterval(timer),
  }
}
