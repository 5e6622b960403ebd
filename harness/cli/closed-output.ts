import { reportTrouble } from './trouble.ts'

/**
 * Who reads the output may go away before its end, as `head` does: that neither ends a run nor changes its exit code. Output that is lost
 * otherwise, on a full disk for instance, ends with 4.
 */
export function surviveClosedOutput(): void {
  // Nobody is left to be told.
  process.stderr.on('error', () => {})
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    const exitCode = reportTrouble(error)
    process.once('exit', () => {
      process.exitCode = exitCode
    })
  })
}
