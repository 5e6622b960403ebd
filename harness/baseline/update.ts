import { Document, type Pair, Scalar, YAMLMap, YAMLSeq, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { type CheckResult, type Results, clusterFailures, printable } from '../report/index.ts'
import { applyBaseline } from './apply.ts'
import { type Line, isOfRequirement, linesOf, readBaseline } from './baseline.ts'

/** What an update did, by keys of lines. */
export interface BaselineUpdate {
  text: string
  added: string[]
  /** Lines whose checks pass now. */
  dropped: string[]
  /** Listed checks that fail otherwise: the reason may no longer hold. */
  changed: string[]
}

const heading = ` Known deviations of a target, for run --baseline. Give each entry a reason; ticket and expires (a day) are optional.
 Written by run --update-baseline, which keeps reasons and comments.`

/**
 * The baseline as the run found things, from its text (undefined: there is none yet). Comments and reasons stay. Only what the run judged
 * is touched: what passes is dropped, what fails otherwise gets the new signature, what fails and is not listed is added for somebody to
 * give a reason. Throws where the text is no baseline.
 */
export function updateBaseline(text: string | undefined, results: Results): BaselineUpdate {
  const baseline = readBaseline(text ?? '')
  const document = openDocument(text ?? '')
  document.set('suite', results.suite.version)
  const judged = applyBaseline(results, baseline, { file: '', today: '' })
  const update = { added: [] as string[], dropped: [] as string[], changed: [] as string[] }
  const linesByCheck = new Map(judged.checks.map((check) => [check, linesOf(check, baseline)]))

  /** Brings one line up to date; answers whether it stays. */
  const keep = (pair: Pair): boolean => {
    const line = baseline.get(String(isScalar(pair.key) ? pair.key.value : pair.key))
    if (line === undefined) return true
    const named = judged.checks.filter((check) => linesByCheck.get(check)?.[0] === line)
    if (named.some(({ known }) => known?.state === 'stale')) {
      update.dropped.push(line.key)
      return false
    }
    const others = named.filter(({ known }) => known?.state === 'different').map(signatureOf)
    if (others.length > 0) {
      const fitting = isOfRequirement(line) ? [...line.signatures, ...others] : others
      pair.value = toValue([...new Set(fitting)])
      update.changed.push(line.key)
    }
    rename(pair, line, named)
    return true
  }

  const entries = entriesOf(document)
  entries.items = entries.items.filter((entry) => {
    const failures = isMap(entry) ? entry.get('failures') : undefined
    if (!isMap(failures)) return true
    failures.items = failures.items.filter(keep)
    // An entry without lines says nothing any more.
    return failures.items.length > 0
  })
  const fresh = judged.checks.filter(({ verdict, known }) => verdict === 'fail' && known === undefined)
  for (const { failures: checks } of clusterFailures(fresh)) {
    entries.add(toEntry(checks))
    update.added.push(...checks.map(({ id }) => id))
  }
  return { text: document.toString({ lineWidth: 0 }), ...update }
}

function openDocument(text: string): Document {
  const read: Document = parseDocument(text)
  if (isMap(read.contents)) return read
  const made = new Document({})
  made.commentBefore = read.commentBefore ?? heading
  return made
}

function entriesOf(document: Document): YAMLSeq {
  const entries = document.get('deviations')
  if (isSeq(entries)) {
    entries.flow = false
    return entries
  }
  const made = new YAMLSeq()
  document.set('deviations', made)
  return made
}

/** A line that goes by a former id goes by today's from now on. */
function rename(pair: Pair, line: Line, named: readonly CheckResult[]): void {
  const [check] = named
  if (check === undefined || !isScalar(pair.key)) return
  pair.key.value = isOfRequirement(line) ? check.requirement : check.id
}

/** A new entry, of one cause as far as the run can tell; its comment says what somebody has to find a reason for. */
function toEntry(checks: readonly CheckResult[]): YAMLMap {
  const entry = new YAMLMap()
  entry.set('reason', new Scalar('TODO'))
  const failures = new YAMLMap()
  for (const check of checks.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    failures.set(check.id, toValue([signatureOf(check)]))
  }
  entry.set('failures', failures)
  const [lead] = checks
  if (lead?.failure !== undefined) {
    const { expected, got, at } = lead.failure
    const said = `${printable(at, 80)}: expected ${printable(expected, 160)}, got ${printable(got, 160)}`
    entry.commentBefore = ` ${lead.level} ${lead.sentence}\n ${said}`
  }
  return entry
}

function signatureOf({ failure }: CheckResult): string {
  return failure?.signature ?? ''
}

/** Quoted, because some signatures look like numbers. */
function toValue(signatures: readonly string[]): Scalar | YAMLSeq {
  const quoted = signatures.map((signature) => {
    const scalar = new Scalar(signature)
    scalar.type = Scalar.QUOTE_SINGLE
    return scalar
  })
  const [only] = quoted
  if (only !== undefined && quoted.length === 1) return only
  const list = new YAMLSeq()
  list.flow = true
  list.items.push(...quoted)
  return list
}
