import { cognitoIdentityModel } from '../../fixtures/service-model/index.ts'
import { type Exchange, readAnswer } from '../client/index.ts'
import { compare } from './sightings.ts'

/** What a run has seen of the service model so far; every exchange of the worker is looked at once. */
export class ModelWatch {
  readonly #seen = new WeakSet<Exchange>()
  /** How many of a list's first exchanges were looked at. */
  readonly #lookedAt = new WeakMap<readonly Exchange[], number>()
  readonly #told = new Set<string>()
  readonly #untold: string[] = []
  readonly #violations = new Map<string, Set<string>>()
  /** What was wrong with input that the target took. */
  readonly #taken = new Set<string>()
  readonly #answered = new Set<string>()

  /** Compares those of the exchanges that are complete and new with the model. A list may only grow, and only at its end. */
  see(exchanges: readonly Exchange[]): void {
    for (const sighting of this.#freshOf(exchanges).flatMap((exchange) => this.#seeOne(exchange))) {
      if (this.#told.has(sighting)) continue
      this.#told.add(sighting)
      this.#untold.push(sighting)
    }
  }

  /** That of the world is long, and looked at after every check. */
  #freshOf(exchanges: readonly Exchange[]): Exchange[] {
    const isOver = ({ response, error }: Exchange): boolean => response !== undefined || error !== undefined
    const before = this.#lookedAt.get(exchanges) ?? 0
    const rest = exchanges.slice(before)
    const open = rest.findIndex((exchange) => !isOver(exchange))
    this.#lookedAt.set(exchanges, open === -1 ? exchanges.length : before + open)
    const fresh = rest.filter((exchange) => exchange.response !== undefined && !this.#seen.has(exchange))
    for (const exchange of fresh) this.#seen.add(exchange)
    return fresh
  }

  /** What was seen for the first time since the last call of this: `in GetId.Logins`, `out …`, `unknown …`. */
  takeSightings(): string[] {
    return this.#untold.splice(0)
  }

  /**
   * What was wrong with answers of the operation, sorted; undefined where none was accepted. What comes back because it was taken before is
   * the deviation of that call, and would depend on the order of calls.
   */
  violationsOf(operation: string): readonly string[] | undefined {
    if (!this.#answered.has(operation)) return undefined
    const taken = [...this.#taken]
    const isOwn = (violation: string): boolean => !taken.some((one) => comesFrom(violation, one))
    return [...(this.#violations.get(operation) ?? [])].filter(isOwn).toSorted()
  }

  #seeOne(exchange: Exchange): string[] {
    const { operation } = exchange
    const model = exchange.service === 'cognito-identity' ? cognitoIdentityModel.operations[operation] : undefined
    if (model === undefined) return []
    const answer = readAnswer(exchange)
    if (answer.kind !== 'accepted') return []
    const sightings: string[] = []
    const sent = model.input === null ? undefined : compare(model.input, parsed(exchange.request.body))
    for (const violation of sent?.violations ?? []) this.#taken.add(violation)
    sightings.push(...(sent?.members ?? []).map((path) => `in ${operation}${path}`))
    if (model.output !== null) {
      const { members, unknown, violations } = compare(model.output, answer.output)
      this.#answered.add(operation)
      // An answer that echoes input which should have been refused is the same deviation, judged elsewhere.
      const isEcho = (sent?.violations.length ?? 0) > 0
      if (!isEcho) this.#addViolations(operation, violations)
      sightings.push(...members.map((path) => `out ${operation}${path}`))
      sightings.push(...unknown.map((path) => `unknown ${operation}${path}`))
    }
    return sightings
  }

  #addViolations(operation: string, violations: readonly string[]): void {
    this.#violations.set(operation, new Set([...(this.#violations.get(operation) ?? []), ...violations]))
  }
}

/** `IdentityPools[].IdentityPoolName breaks max 128` after `IdentityPoolName breaks max 128`; keys of a map can come back as a list. */
function comesFrom(violation: string, taken: string): boolean {
  const ofInput = taken.replaceAll('{}', '[]')
  const ofAnswer = violation.replaceAll('{}', '[]')
  return ofAnswer === ofInput || ofAnswer.endsWith(`.${ofInput}`)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Pairs of operation and declared error that these exchanges show: `GetId/NotAuthorizedException`. */
export function provokedErrors(exchanges: readonly Exchange[]): string[] {
  const pairs = exchanges.flatMap((exchange) => {
    if ((exchange.response?.status ?? 0) < 400 || exchange.service !== 'cognito-identity') return []
    const answer = readAnswer(exchange)
    const declared = cognitoIdentityModel.operations[exchange.operation]?.errors ?? []
    return answer.kind === 'refused' && declared.includes(answer.code) ? [`${exchange.operation}/${answer.code}`] : []
  })
  return [...new Set(pairs)]
}
