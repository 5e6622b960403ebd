import {
  bashHead,
  jsonWord,
  judgedTrap,
  keysOf,
  neededOf,
  removals,
  removedOf,
  repeatFunction,
  variable,
  word,
} from './bash.ts'
import { embedded } from './embed.ts'
import type { Program, RawContent, Step } from './program.ts'
import { oneLine, shellWord } from './quote.ts'
import type { Repro } from './repro.ts'
import { headerVariable } from './spoken.ts'
import { protocolHeaders, queryBody } from './step.ts'
import { answerReference } from './template.ts'

const needs = 'curl 7.75 or newer, and Node 20 or newer to read the answers.'

const keys =
  'KEYS=(--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" ${AWS_SESSION_TOKEN:+-H "x-amz-security-token: $AWS_SESSION_TOKEN"})'

/** bash with one curl a call; for what curl cannot send it says so. */
export function renderCurl(repro: Repro): string {
  return `${curlOf(repro)}\n${curlPlumbing()}`
}

/** What is the same in every repro of this form. */
export function curlPlumbing(): string {
  return [
    '# ---- What follows is the same in every repro.',
    '',
    '# reader WHAT…: reads an answer of curl -i on standard input; "get PLACE" prints what stands there, "judge DEMAND NAME=VALUE…" says whether it deviates.',
    '# "next BODY" prints the request for the next page, "join", of two answers, one that has the lists of both.',
    'reader() { node --input-type=module -e "$(plumbing)" -- "$@"; }',
    '',
    '# pick STEP PLACE: from the answer to a step; ends the repro where it is not there.',
    'pick() { local answer="ANSWER_$1"; printf %s "${!answer}" | reader get "$2" || { echo "cannot tell: the answer to step $1 says no $2" >&2; exit 2; }; }',
    '',
    '# needed STEP: its call had to be accepted.',
    'needed() { local answer="ANSWER_$1"; printf %s "${!answer}" | reader accepted || { echo "cannot tell: step $1 was not accepted"; exit 2; }; }',
    '',
    '# pages CALL BODY: asks for one page after the other; prints an answer with the lists of all.',
    'pages() {',
    '  local all page body',
    '  all=$("$1" "$2")',
    '  for _ in {2..100}; do',
    '    body=$(printf %s "$all" | reader next "$2") || break',
    '    page=$("$1" "$body")',
    String.raw`    all=$(printf '%s\0%s' "$all" "$page" | reader join)`,
    '  done',
    '  printf %s "$all"',
    '}',
    '',
    repeatFunction,
    '',
    "plumbing() { cat <<'END_OF_PLUMBING'",
    embedded('answers'),
    '',
    reader,
    'END_OF_PLUMBING',
    '}',
    '',
    'main',
    '',
  ].join('\n')
}

const reader = `process.on('uncaughtException', (error) => {
  console.log(\`cannot tell: \${error.message}\`)
  process.exit(2)
})
function parsed(whole) {
  let status = 0
  const headers = {}
  for (let head; (head = /^HTTP\\/[\\d.]+ (\\d+)[^\\n]*\\n((?:[^\\r\\n]+\\r?\\n)*)\\r?\\n?/.exec(whole)) !== null; whole = whole.slice(head[0].length)) {
    status = Number(head[1])
    for (const line of head[2].split(/\\r?\\n/)) {
      const [, name, value] = /^([^:]+): *(.*)$/.exec(line) ?? []
      if (name !== undefined) headers[name.toLowerCase()] = value
    }
  }
  return { status, headers, body: whole }
}
let whole = ''
for await (const chunk of process.stdin.setEncoding('utf8')) whole += chunk
const answer = whole.split('\\0').map(parsed).reduce(joined)
const { status } = answer
const [what, first, ...names] = process.argv.slice(1)
if (what === 'accepted') process.exit(status >= 200 && status < 300 ? 0 : 1)
if (what === 'next') {
  const NextToken = read(answer, 'NextToken')
  if (typeof NextToken !== 'string') process.exit(1)
  process.stdout.write(JSON.stringify({ ...JSON.parse(first), NextToken }))
} else if (what === 'join') {
  const lines = Object.entries(answer.headers).map(([name, value]) => \`\${name}: \${value}\\n\`)
  process.stdout.write(\`HTTP/1.1 \${status}\\n\${lines.join('')}\\n\${answer.body}\`)
} else if (what === 'get') {
  const value = read(answer, first)
  if (value === undefined) process.exit(1)
  process.stdout.write(String(value))
} else if (status === 0) {
  console.log('cannot tell: no answer')
  process.exit(2)
} else {
  const known = names.map((one) => [one.slice(one.indexOf('=') + 1), one.slice(0, one.indexOf('='))])
  const { deviates, got } = judge(answer, JSON.parse(first), known)
  console.log(\`got      \${got}\`)
  if (deviates === undefined) console.log('cannot tell: compare the two')
  else console.log(deviates ? 'The deviation is there.' : 'The deviation is gone.')
  process.exit(deviates === undefined ? 2 : deviates ? 1 : 0)
}`

export function sendsWithCurl({ steps, together }: Program): boolean {
  return together === undefined && steps.every((step) => unsayable(step) === undefined)
}

/** What is a repro's own. */
export function curlOf(repro: Repro): string {
  const { program } = repro
  const head = [...bashHead(repro, needs), keys]
  const impossible = program.steps.flatMap((step, index) => {
    const reason = unsayable(step)
    return reason === undefined ? [] : [`step ${index + 1}, ${oneLine(step.operation)}: ${reason}`]
  })
  if (impossible.length > 0) {
    const words = `curl cannot send it (${impossible.join('; ')}); the script form can.`
    return [...head, 'main() {', `  echo ${shellWord(`cannot tell: ${words}`)}`, '  exit 2', '}', ''].join('\n')
  }
  const { steps, judged, demand, known = [], expected } = program
  const names = known.map((name) => ` ${shellWord(`${name}=`)}"$${variable(name)}"`).join('')
  const lines = [
    ...steps.flatMap((step, index) => ['', ...stepLines(step, index + 1, program)]),
    '',
    ...removals(program).map(
      ({ operation, service, input }) =>
        `${curlCall({ operation, service, signed: true, accepted: true, input }, program)} >/dev/null 2>&1`,
    ),
    '',
    `echo expected ${word(expected)}`,
    'JUDGED=yes',
    `printf %s "$ANSWER_${judged}" | reader judge ${jsonWord(demand)}${names}`,
    ...(program.together === undefined
      ? ['exit']
      : [`[ $? -eq 1 ] && exit 1`, `echo 'cannot tell: ${oneByOne}'`, 'exit 2']),
  ]
  return [
    ...head,
    ...judgedTrap,
    '',
    'main() {',
    ...lines.map((line) => (line === '' ? '' : `  ${line}`)),
    '}',
    '',
  ].join('\n')
}

const oneByOne = 'the run made some of these calls at the same time, which the script form does too'

function unsayable(step: Step): string | undefined {
  if ('talk' in step) return 'it goes over one connection part by part'
  if (signArguments(step.signed) === undefined) return 'its signature is not one that curl makes'
  if ('raw' in step && step.raw.bytes === undefined && step.raw.body.includes('\0')) return 'its body has a NUL'
  return undefined
}

function stepLines(step: Step, number: number, program: Program): string[] {
  const isJudged = number === program.judged
  return [
    `# ${number}. ${oneLine(step.operation)}`,
    ...('input' in step && step.pages === true
      ? [
          `page_${number}() { ${curlCall(step, program, '--data-binary "$1"')}; }`,
          `ANSWER_${number}=$(pages page_${number} ${jsonWord(step.input)})`,
        ]
      : [`ANSWER_${number}=$(${curlCall(step, program)})`]),
    ...(step.accepted && !isJudged ? [`needed ${number}`] : []),
    ...neededOf(program, number)
      .filter((name) => !isJudged || !(program.known ?? []).includes(name))
      .map((name) => `${pickLine(name)} || exit 2`),
    ...removedOf(program, number).map((name) => pickLine(name, ' 2>/dev/null')),
  ]
}

function pickLine(name: string, more = ''): string {
  const { step, where } = answerReference(name) ?? { step: 0, where: '' }
  return `${variable(name)}=$(pick ${step} ${shellWord(where)}${more})`
}

function curlCall(step: Step, program: Program, givenBody?: string): string {
  const { service, operation } = step
  const endpoint = program.endpoints?.[service]
  const address = endpoint === undefined ? '"$TARGET"' : shellWord(endpoint)
  const raw: RawContent =
    'raw' in step ? step.raw : { method: 'POST', path: '/', headers: protocolHeaders(service, operation), body: '' }
  const headers = [
    ...(program.headers ?? []).map((name) => `-H ${shellWord(`${name}: `)}"$${headerVariable(name)}"`),
    // curl leaves a header out that has no value, unless it ends in a semicolon.
    ...Object.entries(raw.headers).map(
      ([name, value]) =>
        `-H ${value === '' ? shellWord(`${name};`) : word(`${name.replaceAll('$', '$$$$')}: ${value}`)}`,
    ),
    ...(Object.keys(raw.headers).some((name) => /^content-type$/i.test(name)) ? [] : ["-H 'content-type:'"]),
  ]
  const signing = signArguments(step.signed, service, program.region) ?? ''
  const hasBody = raw.method !== 'GET' && raw.method !== 'HEAD'
  const method = raw.method === 'POST' ? [] : raw.method === 'HEAD' ? ['--head'] : [`-X ${shellWord(raw.method)}`]
  const body = givenBody ?? bodyArguments(step, raw)
  const path = raw.path === '/' ? `${address}/` : `${address}${word(raw.path)}`
  const isPiped = body.startsWith('|')
  const parts = [
    'curl -sS -i',
    ...method,
    path,
    signing,
    ...headers,
    hasBody ? (isPiped ? '--data-binary @-' : body) : '',
  ].filter((one) => one !== '')
  const call = parts.join(parts.join(' ').length > 140 ? ' \\\n    ' : ' ')
  return isPiped && hasBody ? `${body.slice(1)} | ${call}` : call
}

/** The arguments, or behind a `|` the command that makes a body that no argument can hold. */
function bodyArguments(step: Step, raw: RawContent): string {
  if ('input' in step) {
    if (step.service === 'sts' || step.service === 'iam') {
      const fixed = queryBody(step.service, step.operation).map(
        ([name, value]) => `--data-urlencode ${shellWord(`${name}=${value}`)}`,
      )
      const given = Object.entries(step.input).map(
        ([name, value]) => `--data-urlencode ${word(`${name}=${String(value)}`)}`,
      )
      return [...fixed, ...given].join(' ')
    }
    const json = jsonWord(step.input)
    return json.includes('$(repeat') ? `|printf %s ${json}` : `--data-binary ${json}`
  }
  if (raw.bytes !== undefined) return `|printf %s ${shellWord(raw.bytes)} | base64 -d`
  const body = word(raw.body)
  // curl takes a leading @ for the name of a file.
  return body.includes('$(repeat') || raw.body.startsWith('@') ? `|printf %s ${body}` : `--data-binary ${body}`
}

function signArguments(signed: Step['signed'], service = '', region = ''): string | undefined {
  if (signed === false) return ''
  const scope =
    typeof signed === 'object'
      ? { region: signed.region ?? region, service: signed.service ?? service }
      : { region, service }
  const { region: _region, service: _service, ...rest } = typeof signed === 'object' ? signed : {}
  const own = keysOf(Object.keys(rest).length === 0 ? true : rest)
  if (own === undefined) return undefined
  const id = own.accessKeyId === undefined ? '"$AWS_ACCESS_KEY_ID"' : word(own.accessKeyId)
  const secret = own.secretAccessKey === undefined ? '"$AWS_SECRET_ACCESS_KEY"' : word(own.secretAccessKey)
  const sigv4 = `--aws-sigv4 ${shellWord(`aws:amz:${scope.region}:${scope.service}`)}`
  if (Object.keys(own).length === 0) return `${sigv4} "\${KEYS[@]}"`
  const ownSession = '${AWS_SESSION_TOKEN:+-H "x-amz-security-token: $AWS_SESSION_TOKEN"}'
  const session =
    own.sessionToken === undefined
      ? ownSession
      : own.sessionToken === ''
        ? ''
        : `-H 'x-amz-security-token: '${word(own.sessionToken)}`
  return `${sigv4} --user ${id}:${secret} ${session}`.trim()
}
