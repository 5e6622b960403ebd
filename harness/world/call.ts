import { type Answer, describeAnswer } from '../client/index.ts'
import { Failure, indeterminate, untestable, withoutIds } from '../verdict/index.ts'

/**
 * A call that is under way. Awaited as it stands it is an arrangement: if the target refuses it, the check is untestable.
 * To judge it, hand it to `accepted` or `refused`.
 */
export class Call<Output> implements PromiseLike<Output> {
  readonly operation: string
  /** Rejects only where the check cannot make the call at all. */
  readonly answer: Promise<Answer<Output>>

  constructor(operation: string, answer: Promise<Answer<Output>>) {
    this.operation = operation
    this.answer = answer
    answer.catch(() => {}) // whoever awaits the call sees it; a call that nobody awaits must not end the run
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a call reads as what it answers
  then<Fulfilled = Output, Rejected = never>(
    onFulfilled?: ((output: Output) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.answer
      .then((answer) => {
        if (answer.kind === 'accepted') return answer.output
        throw unmetPrecondition(this.operation, answer)
      }, toUntestable)
      .then(onFulfilled, onRejected)
  }

  /** The same call, seen through `read`; a `Failure` that `read` throws says what is wrong with the answer. */
  map<Seen>(read: (output: Output) => Seen): Call<Seen> {
    return new Call(
      this.operation,
      this.answer.then((answer) => (answer.kind === 'accepted' ? { ...answer, output: read(answer.output) } : answer)),
    )
  }
}

/** Why a check ends without judgement that needs this call to be accepted. */
export function unmetPrecondition(operation: string, answer: Answer<unknown>): Error {
  if (answer.kind === 'silent') return indeterminate(`${operation}: ${answer.reason}`)
  // Without the message, which often names an id: checks that share a cause must word it alike.
  const got = answer.kind === 'refused' ? `${answer.code} (HTTP ${answer.status})` : describeAnswer(answer)
  return untestable(`${operation}, a precondition here, got ${got}`)
}

function toUntestable(error: unknown): never {
  throw error instanceof Failure
    ? untestable(`precondition: expected ${withoutIds(error.expected)} (${error.at})`)
    : error
}
