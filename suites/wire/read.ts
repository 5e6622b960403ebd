import { given, judge, type wire } from '../../harness/check/index.ts'

export type Scene = Parameters<Parameters<typeof wire>[3]>[0]
export type Http = Scene['http']
export type Signing = Exclude<Parameters<Http['json']>[2], boolean | undefined>
export type Response = Awaited<ReturnType<Http['json']>>
type Json = Record<string, unknown>

export const nobody = '00000000-0000-4000-8000-000000000000'

/** The object in the body; nothing where there is none. */
export function objectOf({ body }: Response): Json | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

/** The error code, wherever the answer says it, without namespace and without what follows a colon. */
export function codeOf(response: Response): string | undefined {
  const answer = objectOf(response)
  const said = answer?.['__type'] ?? answer?.['code'] ?? response.headers['x-amzn-errortype']
  return typeof said === 'string' ? said.replace(/:.*$/, '').replace(/^.*#/, '') : undefined
}

/** Status and error code, for example `HTTP 400 SerializationException`. */
export function textOf(response: Response): string {
  return [`HTTP ${response.status}`, codeOf(response) ?? []].flat().join(' ')
}

const isRefused = ({ status }: Response): boolean => status >= 400 && status < 500

/** HTTP 200 with an object, which it answers. */
export function acceptedAnswer(response: Response, operation: string): Json {
  const answer = objectOf(response)
  judge(
    response.status === 200 && answer !== undefined,
    'HTTP 200 and an object',
    textOf(response),
    `${operation} answer`,
    { is: 'accepted' },
  )
  return answer ?? {}
}

/** HTTP 4xx, with one of the codes where some are given. */
export function refusedAnswer(response: Response, operation: string, ...codes: string[]): void {
  const code = codeOf(response)
  const fits = isRefused(response) && (codes.length === 0 || (code !== undefined && codes.includes(code)))
  const expected = codes.length === 0 ? 'HTTP 4xx' : `HTTP 4xx with ${codes.join(' or ')}`
  judge(fits, expected, textOf(response), `${operation} answer`, { is: 'refused', codes })
}

/** What has to hold for the judgement to make sense; where it does not, the check is untestable. */
export async function assume(holds: boolean, expected: string, got: string, at: string): Promise<void> {
  await given((async () => judge(holds, expected, got, at))())
}

/** The object of a call that only prepares the judgement. */
export async function arrangedAnswer(response: Response, operation: string): Promise<Json> {
  const answer = objectOf(response)
  await assume(response.status === 200 && answer !== undefined, 'HTTP 200 and an object', textOf(response), operation)
  return answer ?? {}
}

/** The refusal whose form is judged; a call that is accepted, or crashes without a word, has none. */
export async function asRefusal(response: Response, operation: string): Promise<Response> {
  const isOne = response.status >= 400 && (response.status < 500 || codeOf(response) !== undefined)
  await assume(isOne, 'a refusal, to judge its form', textOf(response), operation)
  return response
}
