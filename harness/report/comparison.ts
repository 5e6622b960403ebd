import type { Exchange } from '../client/index.ts'
import { type Verdict, withoutIds } from '../verdict/index.ts'
import type { Comparison, Results } from './schema.ts'

/** One run, with the exchanges of its probe: they are the same requests each time, so that answers can be compared. */
export interface ComparedRun {
  results: Results
  probe: readonly Exchange[]
}

const judgedWell: readonly Verdict[] = ['pass', 'observed']

/** What is different through a proxy. Holds no value of a header or body but status, error code and content type. */
export function compareRuns(direct: ComparedRun, through: ComparedRun): Comparison {
  const before = new Map(direct.results.checks.map((check) => [check.id, check]))
  const checks = through.results.checks.flatMap((check) => {
    const was = before.get(check.id)?.verdict
    if (was === undefined || was === check.verdict) return []
    const broken = judgedWell.includes(was) && !judgedWell.includes(check.verdict)
    const reason = check.failure?.message ?? check.reason
    return [{ id: check.id, direct: was, through: check.verdict, broken, ...(reason === undefined ? {} : { reason }) }]
  })
  const answers = [...compareAnswers(direct.probe, through.probe), ...repeatedAnswers(direct.results, through.results)]
  return {
    direct: direct.results.target.spec,
    through: through.results.target.spec,
    broken: answers.length > 0 || checks.some((check) => check.broken),
    checks,
    answers,
  }
}

/** For each operation of the probe: answers that are no longer there, and headers that all answers had and none has. */
function compareAnswers(direct: readonly Exchange[], through: readonly Exchange[]): Comparison['answers'] {
  const after = Map.groupBy(through, operationOf)
  return [...Map.groupBy(direct, operationOf)].flatMap(([operation, sent]) => {
    const got = after.get(operation) ?? []
    const changes = [
      ...lost(sent.map(statusOf), got.map(statusOf), 'status'),
      ...lost(sent.map(bodyOf), got.map(bodyOf), 'body'),
      ...compareHeaders(sent, got),
    ]
    return changes.map((change) => ({ operation, change }))
  })
}

const operationOf = (exchange: Exchange): string => exchange.operation

/** The order of calls side by side is not the same in two runs, so the answers of an operation are compared as a bag. */
function lost(before: string[], after: string[], what: string): string[] {
  const [missing, extra] = [without(before, after), without(after, before)]
  if (missing.length === 0 && extra.length === 0) return []
  return [`${what} ${missing.join(', ') || 'none'} became ${extra.join(', ') || 'none'}`]
}

function without(from: readonly string[], others: readonly string[]): string[] {
  const rest = [...others]
  return from.filter((one) => {
    const index = rest.indexOf(one)
    if (index >= 0) rest.splice(index, 1)
    return index < 0
  })
}

function statusOf({ response, error }: Exchange): string {
  return response === undefined ? (error ?? 'no answer') : `HTTP ${response.status}`
}

/** The form of a body: names of members or elements, and the words of an error; values are never the same twice. */
function bodyOf({ response }: Exchange): string {
  if (response === undefined) return 'absent'
  const text = response.body.trim()
  if (text === '') return 'empty'
  if (text.startsWith('<')) return [...new Set(text.match(/<[A-Za-z]\w*/g))].map((tag) => tag.slice(1)).join(' ')
  try {
    const document = JSON.parse(text) as Record<string, unknown>
    const code = typeof document['__type'] === 'string' ? `${document['__type']} ` : ''
    const words = typeof document['message'] === 'string' ? normal(document['message']) : ''
    return `${code}{${Object.keys(document).toSorted().join(' ')}}${words === '' ? '' : ` "${words}"`}`
  } catch {
    return `neither JSON nor XML`
  }
}

function normal(text: string): string {
  return withoutIds(text)
    .replaceAll(/eyJ\S*/g, '<token>')
    .replaceAll(/[0-9a-f]*\d[0-9a-f]*/gi, '<n>')
}

/** Only what belongs to the protocol: a proxy may well add, drop or change the headers of the connection. */
function compareHeaders(sent: readonly Exchange[], got: readonly Exchange[]): string[] {
  const [had, has] = [headersOfAll(sent), headersOfAll(got)]
  return [...had].flatMap(([name, value]) => {
    if (!has.has(name)) return [`header ${name} lost`]
    const type = has.get(name)
    return name === 'content-type' && type !== value ? [`header content-type ${value} became ${type}`] : []
  })
}

function headersOfAll(exchanges: readonly Exchange[]): Map<string, string> {
  const answered = exchanges.flatMap(({ response }) => (response === undefined ? [] : [response.headers]))
  const all = answered.flatMap((headers) => Object.entries(headers))
  return new Map(all.filter(([name]) => name === 'content-type' || name.startsWith('x-amzn-')))
}

/** An id of an answer that comes twice: something answers in the target's place. Seen in the exchanges of failures. */
function repeatedAnswers(direct: Results, through: Results): Comparison['answers'] {
  if (repetitions(direct).size > 0) return []
  return [...repetitions(through)].map(([operation, count]) => ({
    operation,
    change: `${count} answers repeat the x-amzn-requestid of an earlier one: a cache answers`,
  }))
}

function repetitions(results: Results): Map<string, number> {
  const seen = new Set<string>()
  const found = new Map<string, number>()
  for (const check of results.checks) {
    for (const { operation, response } of check.failure?.exchanges ?? []) {
      const id = response?.headers['x-amzn-requestid']
      if (id === undefined) continue
      if (seen.has(id)) found.set(operation, (found.get(operation) ?? 0) + 1)
      seen.add(id)
    }
  }
  return found
}
