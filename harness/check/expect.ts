import { type Answer, describeAnswer } from '../client/index.ts'
import { indeterminate, untestable } from '../verdict/index.ts'
import type { Call, Login, Pool } from '../world/index.ts'
import { currentSession } from './current.ts'
import { given, judge, tolerate } from './judgement.ts'

/** A refusal as the target worded it. */
export interface Refusal {
  code: string
  message: string
  /** HTTP status. */
  status: number
}

/** The call is accepted; answers its output. */
export async function accepted<Output>(call: Call<Output>): Promise<Output> {
  const answer = await settled(call)
  judge(
    answer.kind === 'accepted',
    `${call.operation} to be accepted`,
    describeAnswer(answer),
    `${call.operation} answer`,
    { is: 'accepted', exchange: answer.exchange },
  )
  return (answer as Extract<Answer<Output>, { kind: 'accepted' }>).output
}

/** The call is refused with one of the codes. A server error (HTTP 5xx) is never a refusal. */
export async function refused(call: Call<unknown>, ...codes: [string, ...string[]]): Promise<Refusal> {
  const answer = await settled(call)
  const isRefusal = answer.kind === 'refused' && answer.status < 500 && codes.includes(answer.code)
  judge(
    isRefusal,
    `${call.operation} to be refused with ${codes.join(' or ')}`,
    describeAnswer(answer),
    `${call.operation} answer, error code`,
    { is: 'refused', codes, exchange: answer.exchange },
  )
  return answer as Refusal & typeof answer
}

/** The refusal is worded like this. Where the call is not refused the wording cannot be judged. */
export async function worded(call: Call<unknown>, ...texts: [string | RegExp, ...(string | RegExp)[]]): Promise<void> {
  const answer = await settled(call)
  if (answer.kind !== 'refused')
    throw untestable(`${call.operation} was not refused, so that its wording cannot be judged`)
  const fits = texts.some((text) => (typeof text === 'string' ? answer.message === text : text.test(answer.message)))
  const expected = texts.map((text) => (typeof text === 'string' ? `"${text}"` : String(text))).join(' or ')
  const anyOf = texts.map((text) => (typeof text === 'string' ? `^${escaped(text)}$` : text.source)).join('|')
  judge(fits, `the message ${expected}`, `"${answer.message}"`, `${call.operation} answer, message`, {
    is: 'like',
    got: answer.message,
    pattern: new RegExp(anyOf, 's'),
  })
}

/** How the call ends, where that is left open: its output or the refusal; never a judgement. A crash of the target is neither. */
export async function outcome<Output>(
  call: Call<Output>,
): Promise<
  { accepted: true; output: Output; text: string } | { accepted: false; code: string; message: string; text: string }
> {
  const answer = await settled(call)
  tolerate(answer.exchange)
  if (answer.kind === 'accepted') return { accepted: true, output: answer.output, text: 'accepted' }
  const text = describeAnswer(answer)
  if (answer.kind === 'broken' || answer.status >= 500) throw untestable(`${call.operation} gave no answer: ${text}`)
  return { accepted: false, code: answer.code, message: answer.message, text }
}

export function equal<Value>(got: Value, expected: Value, at: string): void {
  const isEqual = Object.is(got, expected) || JSON.stringify(got) === JSON.stringify(expected)
  judge(isEqual, show(expected), show(got), at, { is: 'equal', got, value: expected })
}

export function different(got: unknown, other: unknown, at: string): void {
  const isDifferent = JSON.stringify(got) !== JSON.stringify(other)
  judge(isDifferent, `something other than ${show(other)}`, 'the same', at, { is: 'different', got, value: other })
}

export function oneOf<Value>(got: Value, allowed: readonly Value[], at: string): void {
  const expected = `one of ${allowed.map(show).join(', ')}`
  judge(allowed.includes(got), expected, show(got), at, { is: 'one-of', got, values: allowed })
}

export function matches(got: unknown, pattern: RegExp, at: string): void {
  const isLike = typeof got === 'string' && pattern.test(got)
  judge(isLike, `a text like ${pattern}`, show(got), at, { is: 'like', got, pattern })
}

/** `got` lies between the bounds, both included; numbers of one unit, which `at` names. */
export function between(got: number, low: number, high: number, at: string): void {
  const isBetween = got >= low && got <= high
  judge(isBetween, `a number from ${low} to ${high}`, String(got), at, { is: 'between', got, low, high })
}

/** The same members, in any order. */
export function sameSet(got: readonly unknown[], expected: readonly unknown[], at: string): void {
  const sorted = (values: readonly unknown[]): string => show(values.map((value) => JSON.stringify(value)).toSorted())
  const isSame = sorted(got) === sorted(expected)
  judge(isSame, `in any order ${show(expected)}`, show(got), at, { is: 'same-set', got, values: expected })
}

/** Each login yields this identity, by GetId, with another token where it can make one. */
export async function holds(pool: Pool, identity: string, ...logins: Login[]): Promise<void> {
  for (const login of logins) {
    const got = await accepted(pool.getId(anew(login)))
    judge(got === identity, `${login.label} to yield ${identity}`, got, 'GetId answer, IdentityId', {
      is: 'equal',
      got,
      value: identity,
    })
  }
}

/** The developer users yield this identity, by GetOpenIdTokenForDeveloperIdentity. */
export async function holdsDeveloper(pool: Pool, identity: string, ...users: Login[]): Promise<void> {
  for (const user of users) {
    const got = await accepted(pool.getOpenIdTokenForDeveloperIdentity([user]))
    judge(
      got.identity === identity,
      `${user.label} to yield ${identity}`,
      got.identity,
      'GetOpenIdTokenForDeveloperIdentity answer, IdentityId',
      { is: 'equal', got: got.identity, value: identity },
    )
  }
}

/** The login belongs to none of these identities: it yields another one. First shows that the target keeps identities apart by login at all. */
export async function unlinked(pool: Pool, login: Login, ...identities: string[]): Promise<void> {
  const got = await accepted(pool.getId(anew(login)))
  judge(
    !identities.includes(got),
    `${login.label} to yield an identity other than ${identities.join(', ')}`,
    got,
    'GetId answer, IdentityId',
    { is: 'none-of', got, values: identities },
  )
  await given(holds(pool, got, login))
}

/** A login with another token of the same user, where the login can make one. */
function anew(login: Login): Login {
  return 'again' in login && typeof login.again === 'function' ? (login.again() as Login) : login
}

async function settled<Output>(call: Call<Output>): Promise<Exclude<Answer<Output>, { kind: 'silent' }>> {
  const answer = await call.answer
  if (answer.kind === 'silent') throw indeterminate(`${call.operation}: ${answer.reason}`)
  if (isDeniedByPolicy(answer)) {
    throw untestable(
      `${call.operation} is denied by an IAM policy; explain --iam prints one that allows what a run needs`,
    )
  }
  return answer
}

/** On AWS a policy stands before the service, whose model has no such error. */
function isDeniedByPolicy(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.code === 'AccessDeniedException' && currentSession().target.kind === 'aws'
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)

function show(value: unknown): string {
  // An empty text would show nothing at all.
  return typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? String(value))
}
