import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import type { CheckIdentity, Outcome } from '../verdict/index.ts'

export interface Collected {
  identity: CheckIdentity
  outcome: Outcome
}

/** What happens during a run, as it happens. */
export interface RunEvents {
  /** All checks that will run are known. */
  planned?(count: number): void
  started?(check: CheckIdentity): void
  finished?(check: CheckIdentity, outcome: Outcome): void
}

/** Gathers outcomes from vitest's events. */
export class Collector implements Reporter {
  readonly collected: Collected[] = []
  /** Trouble outside of any check: a suite that cannot be imported, an unhandled error. */
  readonly errors: string[] = []
  /** Requests that set the world up and belong to no check. */
  setupRequests = 0
  /** What all checks together saw of the service model. */
  readonly sightings = new Set<string>()
  listener: RunEvents = {}
  #vitest: Vitest | undefined
  #isCancelled = false

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

  onTestCaseReady(testCase: TestCase): void {
    const { check } = testCase.meta()
    if (check !== undefined) this.listener.started?.(check)
  }

  onTestCaseResult(testCase: TestCase): void {
    const { check, outcome, setupRequests, again } = testCase.meta()
    for (const second of again ?? []) {
      const first = this.collected.find(({ identity }) => identity.id === second.id)
      if (first !== undefined) first.outcome = second.outcome
    }
    this.setupRequests = Math.max(this.setupRequests, setupRequests ?? 0)
    if (check === undefined) return
    // A run that is cancelled skips what it has not begun: such a check has no outcome and is left out.
    const state = testCase.result().state
    if (outcome === undefined && state !== 'failed') return
    const found: Outcome = outcome ?? {
      verdict: 'harness-error',
      reason: testCase.result().errors?.[0]?.message ?? 'the check ended without an outcome',
      durationMs: testCase.diagnostic()?.duration ?? 0,
      requests: 0,
    }
    for (const sighting of found.sightings ?? []) this.sightings.add(sighting)
    this.collected.push({ identity: check, outcome: found })
    this.listener.finished?.(check, found)
  }

  onTestRunEnd(_modules: unknown, unhandled: readonly { message: string; stack?: string }[]): void {
    for (const error of unhandled) this.errors.push(error.stack ?? error.message)
  }
}
