import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import type { Finished } from '../check/index.ts'
import type { CheckIdentity, Outcome } from '../verdict/index.ts'

export interface Collected {
  identity: CheckIdentity
  outcome: Outcome
}

/** What happens during a run, as it happens. */
export interface RunEvents {
  /** All checks that will run are known. */
  planned?(count: number): void
  finished?(check: CheckIdentity, outcome: Outcome): void
}

/** Gathers what the worker says of each check, and from vitest's events what it cannot say. */
export class Collector implements Reporter {
  readonly #found = new Map<string, Collected>()
  /** Trouble outside of any check: a suite that cannot be imported, an unhandled error. */
  readonly errors: string[] = []
  /** Requests that set the world up and belong to no check. */
  setupRequests = 0
  /** What all checks together saw of the service model. */
  readonly sightings = new Set<string>()
  listener: RunEvents = {}
  #vitest: Vitest | undefined
  #isCancelled = false

  /** In the order in which they ended. */
  get collected(): readonly Collected[] {
    return [...this.#found.values()]
  }

  /** A check that is run once more says so again; the last word counts. */
  finished({ check, outcome, setupRequests }: Finished): void {
    this.setupRequests = setupRequests
    for (const sighting of outcome.sightings ?? []) this.sightings.add(sighting)
    const isNews = !this.#found.has(check.id)
    this.#found.set(check.id, { identity: check, outcome })
    if (isNews) this.listener.finished?.(check, outcome)
  }

  /** Ends the run after the checks that are under way, or before the first one. */
  async cancel(): Promise<void> {
    this.#isCancelled = true
    await this.#vitest?.cancelCurrentRun('keyboard-input')
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunStart(): Promise<void> {
    if (this.#isCancelled) await this.cancel()
  }

  onTestModuleCollected(module: TestModule): void {
    const count = [...module.children.allTests()].filter((one) => one.meta().check !== undefined).length
    if (count > 0) this.listener.planned?.(count)
    for (const error of module.errors()) this.errors.push(error.stack ?? error.message)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string; stack?: string }[]): void {
    for (const error of unhandled) this.errors.push(error.stack ?? error.message)
    for (const testCase of modules.flatMap((module) => [...module.children.allTests('failed')])) {
      const { check } = testCase.meta()
      // A run that is cancelled skips what it has not begun; what failed without a word of the worker is trouble of ours.
      if (check !== undefined && !this.#found.has(check.id)) this.finished(this.#wordless(testCase, check))
    }
  }

  #wordless(testCase: TestCase, check: CheckIdentity): Finished {
    const outcome: Outcome = {
      verdict: 'harness-error',
      reason: testCase.result().errors?.[0]?.message ?? 'the check ended without an outcome',
      durationMs: testCase.diagnostic()?.duration ?? 0,
      requests: 0,
    }
    return { check, outcome, setupRequests: this.setupRequests }
  }
}
