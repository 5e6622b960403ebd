import type { Exchange } from '../client/index.ts'
import { type ComparedRun, type Results, compareRuns, exitCodeOf } from '../report/index.ts'
import { type RunFeedback, type RunHandle, type RunRequest, startRun } from '../run/index.ts'
import { parseTarget, parseUrl } from '../target/index.ts'
import { UsageError } from './trouble.ts'

/** Judges the target itself, then through the proxy at `address`; the results are those of the second run, with the comparison. */
export function startRunThrough(request: RunRequest, address: string, feedback: RunFeedback): RunHandle {
  const behind = behindProxy(request, address)
  let isInterrupted = false
  let current = start(request, feedback)
  const both = async (): Promise<Results> => {
    const direct = await current.ended
    if (isInterrupted || direct.results.checks.length === 0) return direct.results
    current = start(behind, feedback)
    const through = await current.ended
    return { ...through.results, comparison: compareRuns(direct, through) }
  }
  return {
    results: both(),
    interrupt() {
      isInterrupted = true
      current.interrupt()
    },
  }
}

/** 1 where the proxy breaks something. What the target itself gets wrong is no fault of the proxy; what was cut off is never green. */
export function exitCodeThrough(results: Results, maxIndeterminate: number): number {
  const passable = results.checks.filter((check) => check.verdict !== 'fail')
  const code = exitCodeOf({ ...results, checks: passable }, maxIndeterminate)
  return code !== 4 && results.comparison?.broken === true ? 1 : code
}

function start(request: RunRequest, feedback: RunFeedback): { ended: Promise<ComparedRun>; interrupt(): void } {
  let probe: readonly Exchange[] = []
  const handle = startRun(request, {
    ...feedback,
    probed(exchanges) {
      probe = exchanges
    },
  })
  return { ended: handle.results.then((results) => ({ results, probe })), interrupt: () => handle.interrupt() }
}

function behindProxy(request: RunRequest, address: string): RunRequest {
  const { target, settings } = request
  if (target.kind !== 'endpoint') {
    throw new UsageError(
      `--through needs a target with an address, such as http://127.0.0.1:4566, and not ${target.spec}`,
    )
  }
  const { origin } = new URL(target.url)
  const moved = (url: string): string => (new URL(url).origin === origin ? movedTo(url, parseUrl(address)) : url)
  const { sts, iam } = settings
  return {
    ...request,
    target: parseTarget(moved(target.url)),
    settings: {
      ...settings,
      ...(sts === undefined ? {} : { sts: moved(sts) }),
      ...(iam === undefined ? {} : { iam: moved(iam) }),
    },
  }
}

/** The proxy's address with its own path as a prefix, and the path of what it stands in front of. */
function movedTo(url: string, proxy: string): string {
  return proxy + new URL(url).pathname.replace(/\/$/, '')
}
