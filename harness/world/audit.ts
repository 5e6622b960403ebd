import { createHash } from 'node:crypto'
import {
  type Answer,
  type Exchange,
  type Input,
  type Keys,
  type Operation,
  type RawClient,
  type SdkClient,
  Trace,
  jsonRequest,
  readAnswer,
} from '../client/index.ts'
import type { CheckOptions } from './session.ts'
import { type Look, type Place, looksAt, namesIn } from './audited-state.ts'

type Json = Record<string, unknown>

/** A call that was refused and changed something all the same. */
export interface ChangedByRefusal {
  exchange: Exchange
  /** Id of the check whose call it was. */
  check: string
  /** The refusal's code. */
  code: string
  /** Operation that showed it, and what it showed. */
  seenBy: string
  before: string
  after: string
}

/**
 * Looks whether refused calls changed something: reads what a call could touch before it goes out and, where it was refused, once more
 * before its caller hears of that. Where another call that could touch the same was under way in between, nothing is said.
 */
export class Audit {
  readonly changes: ChangedByRefusal[] = []
  /** Requests that looks took; they belong to no check. */
  requests = 0
  /** How many refused calls were looked at. */
  audited = 0
  readonly #ledger = new Ledger()
  readonly #extent: CheckOptions['audit']
  readonly #seed: number

  constructor({ audit, seed }: Pick<CheckOptions, 'audit' | 'seed'>) {
    this.#extent = audit
    this.#seed = seed
  }

  /** Whether calls of this check are looked at: of the same ones for the same seed. */
  wants(check: string): boolean {
    if (this.#extent !== undefined) return this.#extent === 'all'
    return createHash('sha256').update(`${this.#seed} ${check}`).digest().readUInt32BE() % sampledOneOf === 0
  }

  /** Whether anything is looked at in this run. */
  get isOn(): boolean {
    return this.#extent !== 'none'
  }

  /** The clients of a scene; `check`: whose refused calls are looked at. All calls are written down, because they may come in between. */
  around(
    { sdk, raw }: { sdk: SdkClient; raw: RawClient },
    place: Place,
    check: string | undefined,
  ): { sdk: SdkClient; raw: RawClient } {
    const scene = Symbol('scene')
    const judge = async <Output>(
      operation: string,
      input: Json,
      send: () => Promise<Output>,
      answerOf: (output: Output) => Answer<unknown>,
    ): Promise<Output> => {
      const looks = check !== undefined ? looksAt(operation, input, place) : []
      const entry = this.#ledger.begin([scene, ...namesIn(operation, input, place)])
      try {
        const before = await this.#see(looks, raw)
        const sent = await send()
        const answer = answerOf(sent)
        if (check !== undefined && looks.length > 0 && answer.kind === 'refused' && answer.status < 500) {
          const after = await this.#see(looks, raw)
          if (entry.isAlone()) this.#compare(check, looks, before, after, answer)
        }
        return sent
      } finally {
        entry.end()
      }
    }
    return {
      sdk: {
        close: () => sdk.close(),
        call: <Name extends Operation>(operation: Name, input: Input<Name>, trace: Trace, keys?: Keys) =>
          judge(
            operation,
            input as unknown as Json,
            () => sdk.call(operation, input, trace, keys),
            (answer) => answer,
          ),
      },
      raw: {
        ...raw,
        send: (request, trace) =>
          judge(request.operation, jsonOf(request.body), () => raw.send(request, trace), readAnswer),
      },
    }
  }

  async #see(looks: readonly Look[], raw: RawClient): Promise<(string | undefined)[]> {
    return Promise.all(looks.map(async (look) => this.#look(look, raw)))
  }

  /** What a look shows; nothing where it shows nothing for sure. */
  async #look({ operation, input, read }: Look, raw: RawClient): Promise<string | undefined> {
    this.requests += 1
    const answer = await raw.send(jsonRequest(operation, input, true), new Trace()).then(readAnswer, () => undefined)
    if (answer?.kind === 'accepted') return read(answer.output)
    return answer?.kind === 'refused' && answer.status < 500 ? answer.code : undefined
  }

  #compare(
    check: string,
    looks: readonly Look[],
    before: readonly (string | undefined)[],
    after: readonly (string | undefined)[],
    { exchange, code }: Extract<Answer<unknown>, { kind: 'refused' }>,
  ): void {
    if (before.some((seen) => seen !== undefined)) this.audited += 1
    for (const [index, { operation }] of looks.entries()) {
      const [was, is] = [before[index], after[index]]
      if (was === undefined || is === undefined || was === is) continue
      this.changes.push({ exchange, check, code, seenBy: operation, before: was, after: is })
    }
  }
}

const sampledOneOf = 20

/** Which calls are under way, by what they name. */
class Ledger {
  readonly #pages = new Map<string | symbol, { active: number; begun: number }>()

  begin(names: readonly (string | symbol)[]): { isAlone: () => boolean; end: () => void } {
    const pages = [...new Set(names)].map((name) => {
      const page = this.#pages.get(name) ?? { active: 0, begun: 0 }
      this.#pages.set(name, page)
      page.active += 1
      page.begun += 1
      return page
    })
    const wasAlone = pages.every(({ active }) => active === 1)
    const numbers = pages.map(({ begun }) => begun)
    return {
      isAlone: () => wasAlone && pages.every(({ begun }, index) => begun === numbers[index]),
      end: () => {
        for (const page of pages) page.active -= 1
      },
    }
  }
}

function jsonOf(body: string | Uint8Array): Json {
  try {
    const value: unknown = typeof body === 'string' ? JSON.parse(body) : undefined
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
  } catch {
    return {}
  }
}
